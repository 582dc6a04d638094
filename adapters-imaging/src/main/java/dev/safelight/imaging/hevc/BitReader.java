package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;

/** Reads the syntax of parameter sets and headers bit by bit (7.2, 9.2) from bytes without emulation prevention. */
final class BitReader {

    private final byte[] bytes;
    private final long end;
    private long at;

    BitReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from * 8L;
        this.end = to * 8L;
    }

    boolean flag() throws Unreadable {
        if (at >= end) {
            throw Unreadable.truncated();
        }
        boolean set = (bytes[(int) (at >> 3)] >> (7 - (int) (at & 7)) & 1) != 0;
        at++;
        return set;
    }

    /** u(n), at most 32 bits; the highest of 32 is the sign. */
    int bits(int count) throws Unreadable {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | (flag() ? 1 : 0);
        }
        return value;
    }

    void skip(long count) throws Unreadable {
        if (count > end - at) {
            throw Unreadable.truncated();
        }
        at += count;
    }

    /** ue(v), refused above {@code max} (9.2). */
    int unsigned(int max) throws Unreadable {
        int zeros = 0;
        while (!flag()) {
            if (++zeros > 31) {
                throw Unreadable.corrupt("a number too long");
            }
        }
        long value = (1L << zeros) - 1 + Integer.toUnsignedLong(bits(zeros));
        if (value > max) {
            throw Unreadable.corrupt(value + " where at most " + max + " may be");
        }
        return (int) value;
    }

    /** ue(v) that is of no interest. */
    void skipUnsigned() throws Unreadable {
        unsigned(Integer.MAX_VALUE);
    }

    /** se(v), refused outside of {@code min} to {@code max} (9.2.2). */
    int signed(int min, int max) throws Unreadable {
        int code = unsigned(Integer.MAX_VALUE);
        int value = (code & 1) != 0 ? (code >>> 1) + 1 : -(code >>> 1);
        if (value < min || value > max) {
            throw Unreadable.corrupt(value + " where " + min + " to " + max + " may be");
        }
        return value;
    }

    /** Behind byte_alignment(): a one and zeros up to the next byte (7.3.2.12). */
    int alignedByte() throws Unreadable {
        if (!flag()) {
            throw Unreadable.corrupt("no alignment bit");
        }
        return (int) ((at + 7) >> 3);
    }
}
