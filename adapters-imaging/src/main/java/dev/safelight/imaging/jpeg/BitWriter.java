package dev.safelight.imaging.jpeg;

import java.util.Arrays;

/** A file as it grows: bytes, and bits of coded data with a zero behind each 0xFF (T.81, section F.1.2.3). */
final class BitWriter {

    private byte[] bytes;
    private int length;
    private long window;
    private int count;

    BitWriter(int expected) {
        this.bytes = new byte[expected];
    }

    void u8(int value) {
        need(1);
        bytes[length++] = (byte) value;
    }

    void u16(int value) {
        u8(value >> 8);
        u8(value);
    }

    void all(byte[] more) {
        for (byte one : more) {
            u8(one);
        }
    }

    /** @param size 1 to 32 bits, the lowest of {@code value}, which has no others */
    void bits(long value, int size) {
        window = window << size | value;
        count += size;
        if (count >= 32) {
            count -= 32;
            four((int) (window >>> count));
        }
    }

    private void four(int value) {
        need(8);
        if ((~value - 0x01010101 & value & 0x80808080) == 0) {
            BaselineFile.INTS.set(bytes, length, value);
            length += 4;
        } else {
            for (int shift = 24; shift >= 0; shift -= 8) {
                coded(value >>> shift);
            }
        }
    }

    private void coded(int value) {
        need(2);
        bytes[length++] = (byte) value;
        if ((value & 255) == 255) {
            bytes[length++] = 0;
        }
    }

    /** Fills the last byte up with ones. */
    void endOfBits() {
        int open = -count & 7;
        window = window << open | (1L << open) - 1;
        count += open;
        while (count > 0) {
            count -= 8;
            coded((int) (window >>> count));
        }
    }

    private void need(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
    }

    byte[] file() {
        return Arrays.copyOf(bytes, length);
    }
}
