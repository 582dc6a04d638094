package dev.safelight.imaging.hevc;

import java.io.ByteArrayOutputStream;

/** Writes what {@link BitReader} reads. */
final class BitWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pending;
    private int count;

    BitWriter bits(int value, int length) {
        for (int i = length - 1; i >= 0; i--) {
            pending = pending << 1 | (value >>> i & 1);
            if (++count == 8) {
                bytes.write(pending);
                pending = 0;
                count = 0;
            }
        }
        return this;
    }

    BitWriter flag(boolean set) {
        return bits(set ? 1 : 0, 1);
    }

    /** ue(v). */
    BitWriter unsigned(int value) {
        int length = 32 - Integer.numberOfLeadingZeros(value + 1);
        return bits(0, length - 1).bits(value + 1, length);
    }

    /** se(v). */
    BitWriter signed(int value) {
        return unsigned(value > 0 ? 2 * value - 1 : -2 * value);
    }

    BitWriter append(byte[] whole) {
        for (byte value : whole) {
            bits(value, 8);
        }
        return this;
    }

    /** A one and zeros up to the next byte. */
    BitWriter trailing() {
        bits(1, 1);
        return padded();
    }

    BitWriter padded() {
        while (count != 0) {
            bits(0, 1);
        }
        return this;
    }

    /** Writes what is here so far to another. */
    void copyTo(BitWriter other) {
        other.append(bytes.toByteArray()).bits(pending, count);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
