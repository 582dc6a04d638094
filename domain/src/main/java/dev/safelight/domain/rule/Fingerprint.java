package dev.safelight.domain.rule;

import java.util.HexFormat;

/**
 * 256 bits that stay nearly the same when a photo is resized, recompressed or slightly retouched. Unrelated photos
 * differ in about half of the bits.
 */
public record Fingerprint(long a, long b, long c, long d) {

    public static final int BITS = 256;

    /** In how many bits two photos differ, 0 to {@value #BITS}. */
    public int distance(Fingerprint other) {
        return Long.bitCount(a ^ other.a)
                + Long.bitCount(b ^ other.b)
                + Long.bitCount(c ^ other.c)
                + Long.bitCount(d ^ other.d);
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
    }

    /** @throws IllegalArgumentException unless {@code hex} is 64 hexadecimal digits */
    public static Fingerprint parse(String hex) {
        if (hex.length() != BITS / 4) {
            throw new IllegalArgumentException("a fingerprint is " + BITS / 4 + " hexadecimal digits");
        }
        return new Fingerprint(
                HexFormat.fromHexDigitsToLong(hex, 0, 16),
                HexFormat.fromHexDigitsToLong(hex, 16, 32),
                HexFormat.fromHexDigitsToLong(hex, 32, 48),
                HexFormat.fromHexDigitsToLong(hex, 48, 64));
    }

    @Override
    public String toString() {
        return hex();
    }
}
