package dev.safelight.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/** Counts what will be written (T.81, section F.1.2): one code for brightness, one for colours. */
final class SymbolCounts implements BaselineFile.Visitor {

    /** Table F.1 and F.2: differences of means have up to 11 bits, coefficients 10. */
    private static final int MAX_DC_SIZE = 11;

    private static final int MAX_AC_SIZE = 10;
    private static final int ZEROS_16 = 0xF0;

    private final long[][] frequencies = new long[4][256];
    private final int[] predictions = new int[3];
    private int largest;

    @Override
    public void block(int component, long mask, short[] values, int from) {
        int which = component == 0 ? 0 : 2;
        int at = from;
        int mean = (mask & 1) == 0 ? 0 : values[at++];
        frequencies[which][size(mean - predictions[component])]++;
        predictions[component] = mean;
        long[] ac = frequencies[which + 1];
        int last = 0;
        for (long rest = mask & ~1L; rest != 0; rest &= rest - 1) {
            int k = Long.numberOfTrailingZeros(rest);
            int value = values[at++];
            if (value != 0) {
                int run = k - last - 1;
                for (; run > 15; run -= 16) {
                    ac[ZEROS_16]++;
                }
                int size = size(value);
                largest = Math.max(largest, size);
                ac[run << 4 | (size & 15)]++;
                last = k;
            }
        }
        if (last < 63) {
            ac[0]++;
        }
    }

    /** In bits, without its sign. */
    static int size(int value) {
        return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    }

    boolean areBaseline() {
        for (int which = 0; which < 4; which += 2) {
            for (int size = MAX_DC_SIZE + 1; size < 256; size++) {
                if (frequencies[which][size] > 0) {
                    return false;
                }
            }
        }
        return largest <= MAX_AC_SIZE;
    }

    /** For means and the rest of brightness, then of colours. */
    List<HuffmanCode> codes(boolean coloured) {
        List<HuffmanCode> codes = new ArrayList<>();
        for (int i = 0; i < (coloured ? 4 : 2); i++) {
            codes.add(new HuffmanCode(frequencies[i]));
        }
        return codes;
    }

    /** About as long the file becomes, stuffing and headers included. */
    long bytes(List<HuffmanCode> codes) {
        long bits = 0;
        for (int i = 0; i < codes.size(); i++) {
            for (int symbol = 0; symbol < 256; symbol++) {
                bits += frequencies[i][symbol] * ((codes.get(i).codes[symbol] & 31) + (symbol & 15));
            }
        }
        return bits / 8 + bits / 256 + 2048;
    }
}
