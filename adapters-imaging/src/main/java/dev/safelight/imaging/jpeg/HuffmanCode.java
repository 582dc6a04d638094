package dev.safelight.imaging.jpeg;

import java.util.Arrays;

/** The best Huffman code for symbols that occur so often (T.81, section K.2), for writing. */
final class HuffmanCode {

    private static final int MAX_LENGTH = 16;

    /** Of each symbol, {@code code << 5 | length}; 0 for those that do not occur. */
    final int[] codes = new int[256];

    /** How many codes of each length from 1 to 16 there are, and their symbols in order: what a DHT segment says. */
    final int[] counts = new int[MAX_LENGTH];

    final byte[] symbols;

    /** @param frequencies of 256 symbols */
    HuffmanCode(long[] frequencies) {
        int[] lengths = lengths(frequencies);
        int[] ofLength = new int[258];
        for (int symbol = 0; symbol <= 256; symbol++) {
            ofLength[lengths[symbol]]++;
        }
        shorten(ofLength);
        System.arraycopy(ofLength, 1, counts, 0, MAX_LENGTH);
        symbols = byLength(lengths);
        number();
    }

    /**
     * How long codes would be without a limit (figure K.1). A 257th symbol, the rarest, gets the code of ones only, which must
     * not be used (C.2).
     */
    private static int[] lengths(long[] frequencies) {
        long[] left = Arrays.copyOf(frequencies, 257);
        left[256] = 1;
        int[] lengths = new int[257];
        int[] next = new int[257];
        Arrays.fill(next, -1);
        while (true) {
            int least = least(left, -1);
            int second = least(left, least);
            if (second < 0) {
                return lengths;
            }
            left[least] += left[second];
            left[second] = 0;
            int end = lengthen(lengths, next, least);
            next[end] = second;
            lengthen(lengths, next, second);
        }
    }

    /** The rarest of those that occur, but for {@code except}; the last of equals; −1 for none. */
    private static int least(long[] frequencies, int except) {
        int least = -1;
        for (int i = 0; i < frequencies.length; i++) {
            boolean rarer = least < 0 || frequencies[i] <= frequencies[least];
            if (i != except && frequencies[i] > 0 && rarer) {
                least = i;
            }
        }
        return least;
    }

    /** Adds a bit to all symbols of a branch and returns the last of them. */
    private static int lengthen(int[] lengths, int[] next, int first) {
        int at = first;
        lengths[at]++;
        while (next[at] >= 0) {
            at = next[at];
            lengths[at]++;
        }
        return at;
    }

    /** No code longer than 16 bits (figure K.3), then the code of ones taken away. */
    private static void shorten(int[] ofLength) {
        for (int length = ofLength.length - 1; length > MAX_LENGTH; length--) {
            while (ofLength[length] > 0) {
                int shorter = length - 2;
                while (ofLength[shorter] == 0) {
                    shorter--;
                }
                ofLength[length] -= 2;
                ofLength[length - 1]++;
                ofLength[shorter + 1] += 2;
                ofLength[shorter]--;
            }
        }
        int longest = MAX_LENGTH;
        while (ofLength[longest] == 0) {
            longest--;
        }
        ofLength[longest]--;
    }

    /** Figure K.4. */
    private static byte[] byLength(int[] lengths) {
        byte[] sorted = new byte[256];
        int at = 0;
        for (int length = 1; length < 258; length++) {
            for (int symbol = 0; symbol < 256; symbol++) {
                if (lengths[symbol] == length) {
                    sorted[at++] = (byte) symbol;
                }
            }
        }
        return Arrays.copyOf(sorted, at);
    }

    /** Figures C.1 to C.3. */
    private void number() {
        int code = 0;
        int at = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            for (int i = 0; i < counts[length - 1]; i++) {
                codes[symbols[at++] & 255] = code++ << 5 | length;
            }
            code <<= 1;
        }
    }
}
