package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;

/**
 * A Huffman code for reading (T.81, annex C and section F.2.2.3). A symbol is a run of zeros and the size in bits of the
 * number behind it (F.1.2). Codes of up to {@link #LOOKUP_BITS} bits are found by one look, together with the number itself
 * where it fits in as well.
 *
 * <p>An entry, from the lowest bit: how many bits it takes (6), run (4), size of a number that has yet to be read (4),
 * nothing (2), the number (16). No bits taken means that the code is longer.
 */
final class HuffmanTable {

    static final int LOOKUP_BITS = 10;

    /** {@code window >>> LOOKUP_SHIFT} is the index. */
    static final int LOOKUP_SHIFT = 64 - LOOKUP_BITS;

    private static final int MAX_LENGTH = 16;
    private static final int MAX_DC_SIZE = 15;

    final int[] lookup = new int[1 << LOOKUP_BITS];

    /** For each length the last code, −1 when there is none, and what added to a code gives the place of its symbol. */
    private final int[] last = new int[MAX_LENGTH + 1];

    private final int[] offset = new int[MAX_LENGTH + 1];
    private final byte[] symbols;

    /**
     * @param counts of codes of each length from 1 to 16
     * @param symbols in the order of their codes
     */
    private HuffmanTable(int[] counts, byte[] symbols) throws Unreadable {
        this.symbols = symbols;
        int code = 0;
        int symbol = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            offset[length] = symbol - code;
            for (int i = 0; i < counts[length - 1]; i++) {
                if (length <= LOOKUP_BITS) {
                    enter(code, length, symbols[symbol] & 255);
                }
                code++;
                symbol++;
            }
            if (code > 1 << length) {
                throw Unreadable.corrupt("more Huffman codes of " + length + " bits than there are");
            }
            last[length] = counts[length - 1] == 0 ? -1 : code - 1;
            code <<= 1;
        }
    }

    /**
     * Reads one of the tables of a DHT segment (B.2.4.2), behind the byte that says which.
     *
     * @param dc whether symbols are sizes alone
     */
    static HuffmanTable read(ByteView segment, int at, boolean dc) throws Unreadable {
        int[] counts = new int[MAX_LENGTH];
        for (int i = 0; i < MAX_LENGTH; i++) {
            counts[i] = segment.u8(at + i);
        }
        int count = Arrays.stream(counts).sum();
        if (count > 256) {
            throw Unreadable.corrupt("a Huffman table of " + count);
        }
        byte[] symbols = segment.part(at + MAX_LENGTH, at + MAX_LENGTH + count).copy();
        for (byte symbol : symbols) {
            if (dc && (symbol & 255) > MAX_DC_SIZE) {
                throw Unreadable.corrupt("a difference of " + (symbol & 255) + " bits");
            }
        }
        return new HuffmanTable(counts, symbols);
    }

    /** How many bytes of the segment it took. */
    int length() {
        return MAX_LENGTH + symbols.length;
    }

    /** All entries that begin with the code. */
    private void enter(int code, int length, int symbol) throws Unreadable {
        int rest = LOOKUP_BITS - length;
        if (code >= 1 << length) {
            throw Unreadable.corrupt("more Huffman codes of " + length + " bits than there are");
        }
        int size = symbol & 15;
        for (int bits = 0; bits < 1 << rest; bits++) {
            int entry = size == 0 || size > rest
                    ? entry(length, symbol)
                    : length + size | (symbol >> 4) << 6 | number(bits >> (rest - size), size) << 16;
            lookup[code << rest | bits] = entry;
        }
    }

    private static int entry(int length, int symbol) {
        return length | (symbol >> 4) << 6 | (symbol & 15) << 10;
    }

    /** The number that {@code size} bits stand for: those that begin with 0 are negative (F.2.2.1, EXTEND). */
    static int number(int bits, int size) {
        return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
    }

    /** The entry of a code too long for the lookup, which {@code window} begins with. */
    int longCode(long window) throws Unreadable {
        for (int length = LOOKUP_BITS + 1; length <= MAX_LENGTH; length++) {
            int code = (int) (window >>> (64 - length));
            if (code <= last[length]) {
                return entry(length, symbols[code + offset[length]] & 255);
            }
        }
        throw Unreadable.corrupt("no such Huffman code");
    }
}
