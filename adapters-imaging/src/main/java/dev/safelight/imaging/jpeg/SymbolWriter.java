package dev.safelight.imaging.jpeg;

import java.util.List;

/** Writes what {@link SymbolCounts} counted (T.81, section F.1.2): the code of each symbol and the number that it announces. */
final class SymbolWriter implements BaselineFile.Visitor {

    private static final int ZEROS_16 = 0xF0;

    private final BitWriter out;
    private final List<HuffmanCode> codes;
    private final int[] predictions = new int[3];

    SymbolWriter(BitWriter out, List<HuffmanCode> codes) {
        this.out = out;
        this.codes = codes;
    }

    @Override
    public void block(int component, long mask, short[] values, int from) {
        int which = component == 0 ? 0 : 2;
        int at = from;
        int mean = (mask & 1) == 0 ? 0 : values[at++];
        int difference = mean - predictions[component];
        int differenceSize = SymbolCounts.size(difference);
        symbol(codes.get(which).codes[differenceSize], difference, differenceSize);
        predictions[component] = mean;
        int[] ac = codes.get(which + 1).codes;
        int last = 0;
        for (long rest = mask & ~1L; rest != 0; rest &= rest - 1) {
            int k = Long.numberOfTrailingZeros(rest);
            int value = values[at++];
            if (value != 0) {
                int run = k - last - 1;
                for (; run > 15; run -= 16) {
                    symbol(ac[ZEROS_16], 0, 0);
                }
                int size = SymbolCounts.size(value);
                symbol(ac[run << 4 | size], value, size);
                last = k;
            }
        }
        if (last < 63) {
            symbol(ac[0], 0, 0);
        }
    }

    /** Negative numbers are written less one, in as many bits (F.1.2.1.1). */
    private void symbol(int code, int number, int size) {
        int bits = number + (number >> 31) & (1 << size) - 1;
        out.bits((long) (code >>> 5) << size | bits, (code & 31) + size);
    }
}
