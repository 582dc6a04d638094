package dev.safelight.imaging.hevc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CabacTest {

    @Test
    void whatever_the_encoder_of_the_standard_writes_is_read_back() throws Unreadable {
        byte[] states = new byte[ContextTable.COUNT];
        ContextTable.reset(states, 30);
        CabacWriter writer = new CabacWriter();
        Random written = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int value = written.nextInt(5) == 0 ? 1 : 0;
            if (i % 3 == 0) {
                writer.bypass(value);
            } else {
                writer.bin(states, i % ContextTable.COUNT, value);
            }
            if (i % 100 == 0) {
                writer.terminate(false);
            }
        }
        writer.terminate(true);
        byte[] bytes = writer.toBytes();

        Cabac reader = new Cabac();
        ContextTable.reset(reader.states, 30);
        reader.start(bytes, 0, bytes.length);
        Random expected = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int value = expected.nextInt(5) == 0 ? 1 : 0;
            assertThat(i % 3 == 0 ? reader.bypass() : reader.bin(i % ContextTable.COUNT))
                    .isEqualTo(value);
            if (i % 100 == 0) {
                assertThat(reader.endOfSegment()).isFalse();
            }
        }
        assertThat(reader.endOfSegment()).isTrue();
    }

    @Test
    void many_decisions_at_once_are_the_same_as_one_by_one() throws Unreadable {
        byte[] noise = new byte[4096];
        new Random(2).nextBytes(noise);
        byte[] increments = {0, 3, 1, 2, 2, 1, 0, 4, 5, 6, 1, 1, 0, 2, 3, 3};
        Cabac one = new Cabac();
        Cabac many = new Cabac();
        one.start(noise, 0, noise.length);
        many.start(noise, 0, noise.length);
        for (int round = 0; round < 1000; round++) {
            int bits = 0;
            for (int i = 15; i > 0; i--) {
                bits |= one.bin(ContextTable.SIGNIFICANT + increments[i]) << i;
            }
            assertThat(many.bins(ContextTable.SIGNIFICANT, increments, 15)).isEqualTo(bits);
        }
        assertThat(many.states).isEqualTo(one.states);
    }

    @Test
    void plain_bits_behind_a_terminating_bin_start_at_the_next_byte() throws Unreadable {
        for (int before = 0; before < 40; before++) {
            byte[] states = new byte[ContextTable.COUNT];
            CabacWriter writer = new CabacWriter();
            for (int i = 0; i < before; i++) {
                writer.bin(states, i % 7, i & 1);
            }
            writer.terminate(true);
            writer.plain().bits(0xCAFE, 16).padded();
            writer.bin(states, 3, 1);
            writer.terminate(true);
            byte[] bytes = writer.toBytes();

            Cabac reader = new Cabac();
            reader.start(bytes, 0, bytes.length);
            for (int i = 0; i < before; i++) {
                assertThat(reader.bin(i % 7)).isEqualTo(i & 1);
            }
            assertThat(reader.plain()).isTrue();
            assertThat(reader.plainSamples(16).bits(16)).isEqualTo(0xCAFE);
            reader.afterPlainSamples(16);
            assertThat(reader.bin(3)).isEqualTo(1);
            assertThat(reader.endOfSegment()).isTrue();
        }
    }

    @Test
    void data_that_end_are_noticed() throws Unreadable {
        Cabac reader = new Cabac();
        reader.start(new byte[] {1, 2, 3}, 0, 3);

        assertThatThrownBy(() -> reader.bypass(32 * 10))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.fault()).isEqualTo(Fault.TRUNCATED));
    }
}
