package dev.safelight.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanTest {

    /** The counts of T.81, table K.3. */
    private static final int[] DC_LUMA = {0, 1, 5, 1, 1, 1, 1, 1, 1};

    @Test
    void codes_of_the_standards_example_are_read_with_their_numbers() throws Unreadable {
        HuffmanTable table = table(DC_LUMA, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

        assertThat(table.lookup[0b00_0000_0000] & 63).isEqualTo(2);
        int entry = table.lookup[0b011_10_00000]; // two bits, 2
        assertThat(entry & 63).isEqualTo(5);
        assertThat(entry >> 16).isEqualTo(2);
        assertThat(table.lookup[0b011_01_00000] >> 16).isEqualTo(-2);
        assertThat(table.lookup[0b111110_0000] >>> 10 & 15).isEqualTo(8);
    }

    @Test
    void codes_longer_than_the_lookup_are_found() throws Unreadable {
        int[] counts = new int[16];
        counts[0] = 1;
        counts[15] = 1;
        HuffmanTable table = table(counts, 3, 0x21);

        assertThat(table.lookup[1 << 9]).isZero();
        assertThat(table.longCode(0x8000L << 48)).isEqualTo(16 | 2 << 6 | 1 << 10);
        assertThatThrownBy(() -> table.longCode(0x8001L << 48)).isInstanceOf(Unreadable.class);
    }

    @Test
    void tables_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> table(new int[] {3}, 1, 2, 3)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> table(new int[] {0, 5}, 1, 2, 3, 4, 5)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> table(new int[] {1}, 16)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> table(new int[] {0, 0, 2}, 1)).isInstanceOf(Unreadable.class);
        int[] tooMany = new int[16];
        tooMany[14] = 255;
        tooMany[15] = 255;
        assertThatThrownBy(() -> table(tooMany)).isInstanceOf(Unreadable.class);
    }

    @Test
    void numbers_that_begin_with_0_are_negative() {
        assertThat(HuffmanTable.number(0, 1)).isEqualTo(-1);
        assertThat(HuffmanTable.number(1, 1)).isEqualTo(1);
        assertThat(HuffmanTable.number(0, 11)).isEqualTo(-2047);
        assertThat(HuffmanTable.number(1024, 11)).isEqualTo(1024);
    }

    @Test
    void made_codes_are_prefix_free_short_and_never_all_ones() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            long[] frequencies = new long[256];
            for (int i = 0; i < 1 + random.nextInt(256); i++) {
                frequencies[random.nextInt(256)] = 1L << random.nextInt(round % 2 == 0 ? 40 : 3);
            }
            HuffmanCode code = new HuffmanCode(frequencies);
            double used = 0;
            for (int symbol = 0; symbol < 256; symbol++) {
                int length = code.codes[symbol] & 31;
                assertThat(length > 0).isEqualTo(frequencies[symbol] > 0);
                assertThat(length).isLessThanOrEqualTo(16);
                if (length > 0) {
                    assertThat(code.codes[symbol] >>> 5).isLessThan((1 << length) - 1);
                    used += Math.pow(2, -length);
                }
            }
            assertThat(used).isLessThan(1);
        }
    }

    @Test
    void the_more_frequent_has_no_longer_code() {
        long[] frequencies = new long[256];
        for (int i = 0; i < 30; i++) {
            frequencies[i] = 1L << i;
        }
        HuffmanCode code = new HuffmanCode(frequencies);
        for (int i = 1; i < 30; i++) {
            assertThat(code.codes[i] & 31).isLessThanOrEqualTo(code.codes[i - 1] & 31);
        }
    }

    private static HuffmanTable table(int[] counts, int... symbols) throws Unreadable {
        byte[] segment = new byte[16 + symbols.length];
        for (int i = 0; i < counts.length; i++) {
            segment[i] = (byte) counts[i];
        }
        boolean dc = true;
        for (int i = 0; i < symbols.length; i++) {
            segment[16 + i] = (byte) symbols[i];
            dc &= symbols[i] <= 16;
        }
        return HuffmanTable.read(ByteView.of(segment), 0, dc);
    }
}
