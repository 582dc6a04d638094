package dev.safelight.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitReaderTest {

    @Test
    void zeros_behind_0xFF_are_no_data() throws Unreadable {
        BitReader bits = open(0x12, 0xFF, 0x00, 0x34, 0xFF, 0xFF, 0x00, 0x56, 0xFF, 0xD9);

        assertThat(take(bits, 8, 5)).containsExactly(0x12, 0xFF, 0x34, 0xFF, 0x56);
        assertThat(bits.finish()).isEqualTo(8);
    }

    @Test
    void fill_bytes_before_a_marker_are_skipped() throws Unreadable {
        BitReader bits = open(0x12, 0xFF, 0xFF, 0xFF, 0xD9);

        take(bits, 8, 1);
        assertThat(bits.finish()).isEqualTo(3);
    }

    @Test
    void reading_beyond_a_marker_is_corrupt_and_beyond_the_file_truncated() throws Unreadable {
        BitReader marked = open(0x12, 0xFF, 0xD9);
        take(marked, 8, 1);
        take(marked, 1, 1);
        assertThatThrownBy(marked::finish).hasFieldOrPropertyWithValue("fault", Fault.CORRUPT);

        for (int[] cut : new int[][] {{0x12}, {0x12, 0xFF}}) {
            BitReader ended = open(cut);
            take(ended, 9, 1);
            assertThatThrownBy(ended::finish).hasFieldOrPropertyWithValue("fault", Fault.TRUNCATED);
        }
    }

    @Test
    void nobody_reads_zeros_for_long() {
        BitReader bits = new BitReader(new byte[] {1, 2, 3});
        bits.open(0);

        assertThatThrownBy(() -> take(bits, 16, 100)).isInstanceOf(Unreadable.class);
    }

    @Test
    void a_restart_must_be_the_next_one() throws Unreadable {
        int[] file = {0x12, 0x34, 0xFF, 0xD1, 0x56, 0xFF, 0xD9};
        BitReader right = open(file);
        take(right, 4, 1);
        right.restart(1);
        assertThat(take(right, 8, 1)).containsExactly(0x56);

        assertThatThrownBy(() -> open(file).restart(0)).hasFieldOrPropertyWithValue("fault", Fault.CORRUPT);
        assertThatThrownBy(() -> open(0x12).restart(0)).hasFieldOrPropertyWithValue("fault", Fault.TRUNCATED);
    }

    @Test
    void bits_come_as_they_were_written() throws Unreadable {
        Random random = new Random(9);
        BitWriter out = new BitWriter(1);
        int[] sizes = random.ints(20_000, 1, 17).toArray();
        int[] values = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            values[i] = random.nextInt(3) == 0 ? (1 << sizes[i]) - 1 : random.nextInt(1 << sizes[i]);
            out.bits(values[i], sizes[i]);
        }
        out.endOfBits();
        BitReader bits = new BitReader(out.file());
        bits.open(0);
        for (int i = 0; i < sizes.length; i++) {
            bits.fill();
            assertThat(bits.take(sizes[i])).isEqualTo(values[i]);
        }
        assertThat(bits.finish()).isEqualTo(out.file().length);
    }

    private static BitReader open(int... file) {
        byte[] bytes = new byte[file.length];
        for (int i = 0; i < file.length; i++) {
            bytes[i] = (byte) file[i];
        }
        BitReader bits = new BitReader(bytes);
        bits.open(0);
        return bits;
    }

    private static int[] take(BitReader bits, int size, int times) throws Unreadable {
        int[] taken = new int[times];
        for (int i = 0; i < times; i++) {
            bits.fill();
            taken[i] = bits.take(size);
        }
        return taken;
    }
}
