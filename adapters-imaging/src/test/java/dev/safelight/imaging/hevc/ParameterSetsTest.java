package dev.safelight.imaging.hevc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {

    @Test
    void size_depth_and_sampling_come_from_the_sequence_cut_by_its_window() throws Unreadable {
        HevcFormat format = sps(64, 48, 2).format();

        assertThat(format.width()).isEqualTo(64 - 2 * 3);
        assertThat(format.height()).isEqualTo(48 - 2 * 5);
        assertThat(format.lumaDepth()).isEqualTo(10);
        assertThat(format.sampling()).isEqualTo(Sampling.YUV_420);
        assertThat(format.colour()).hasValue(new VideoColour(12, 13, 6, true));
    }

    @Test
    void a_sequence_of_larger_pictures_than_allowed_is_refused() {
        assertThatThrownBy(() -> sps(65_528, 65_528, 0))
                .isInstanceOfSatisfying(
                        Unreadable.class, refusal -> assertThat(refusal.fault()).isEqualTo(Fault.TOO_COMPLEX));
    }

    @Test
    void a_size_that_is_no_multiple_of_the_smallest_block_is_corrupt() {
        assertThatThrownBy(() -> sps(65, 48, 0))
                .isInstanceOfSatisfying(
                        Unreadable.class, refusal -> assertThat(refusal.fault()).isEqualTo(Fault.CORRUPT));
    }

    @Test
    void sixteen_bits_are_rare() {
        assertThatThrownBy(() -> sps(64, 48, 8))
                .isInstanceOfSatisfying(
                        Unreadable.class, refusal -> assertThat(refusal.fault()).isEqualTo(Fault.UNSUPPORTED_VARIANT));
    }

    @Test
    void emulation_prevention_is_taken_out_and_places_can_be_found_both_ways() throws Unreadable {
        byte[] stored = {0x26, 1, 0, 0, 3, 1, 0, 0, 3, 0, 7};

        NalUnit unit = NalUnit.of(stored, 0, stored.length);

        assertThat(unit.bytes()).containsExactly(0x26, 1, 0, 0, 1, 0, 0, 0, 7);
        assertThat(unit.type()).isEqualTo(NalUnit.IDR_W_RADL);
        assertThat(unit.stored(4)).isEqualTo(5);
        assertThat(unit.position(5)).isEqualTo(4);
        assertThat(unit.position(10)).isEqualTo(8);
    }

    @Test
    void exponential_golomb_codes_are_read_back() throws Unreadable {
        BitWriter writer = new BitWriter();
        for (int i = 0; i < 1000; i++) {
            writer.unsigned(i).signed(i - 500);
        }
        byte[] bytes = writer.trailing().toBytes();
        BitReader reader = new BitReader(bytes, 0, bytes.length);
        for (int i = 0; i < 1000; i++) {
            assertThat(reader.unsigned(1000)).isEqualTo(i);
            assertThat(reader.signed(-500, 500)).isEqualTo(i - 500);
        }
    }

    /** A sequence with a window, colours and a range extension. */
    private static Sps sps(int width, int height, int moreDepth) throws Unreadable {
        BitWriter out = new BitWriter()
                .bits(0, 4)
                .bits(0, 3)
                .bits(1, 1)
                .bits(4, 8)
                .bits(0, 32)
                .bits(0, 32)
                .bits(0, 16)
                .bits(90, 8);
        out.unsigned(0).unsigned(1).unsigned(width).unsigned(height);
        out.flag(true).unsigned(1).unsigned(2).unsigned(4).unsigned(1);
        out.unsigned(moreDepth)
                .unsigned(moreDepth)
                .unsigned(4)
                .flag(true)
                .unsigned(0)
                .unsigned(0)
                .unsigned(0);
        out.unsigned(0).unsigned(2).unsigned(0).unsigned(3).unsigned(0).unsigned(1);
        out.flag(false).flag(true).flag(true).flag(false);
        out.unsigned(0).flag(false).flag(false).flag(true);
        out.flag(true).flag(true).bits(255, 8).bits(4, 16).bits(3, 16).flag(false);
        out.flag(true).bits(5, 3).flag(true).flag(true).bits(12, 8).bits(13, 8).bits(6, 8);
        out.flag(false).bits(0, 3).flag(false).flag(false).flag(false);
        out.flag(true).flag(true).bits(0, 7).bits(0b110_000_010, 9).trailing();
        byte[] bytes = out.toBytes();
        Sps sps = Sps.read(new BitReader(bytes, 0, bytes.length), 1 << 24);
        assertThat(sps.range()).isEqualTo(new Sps.RangeTools(true, true, false, false, true));
        return sps;
    }
}
