package dev.safelight.domain.rule;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * 256 bits that stay nearly the same when a photo is resized, recompressed or slightly retouched. Unrelated photos
 * differ in about half of the bits.
 *
 * <p>A table of 16×16 bits, row by row, the lowest bit of {@code a} first: row and column stand for the vertical and the
 * horizontal frequencies 1 to 16 of a cosine transform, and a bit says whether that frequency is stronger than a threshold.
 * To mirror a photo changes the sign of its odd horizontal frequencies and nothing else; to stand it on its head that of
 * the odd vertical ones; to turn it over its diagonal swaps rows and columns. Where a frequency is odd the threshold is
 * zero, so the bits of a mirrored or turned copy follow from those of the photo and need not be stored.
 */
public record Fingerprint(long a, long b, long c, long d) {

    public static final int BITS = 256;

    /** How many ways there are to mirror a photo and turn it by quarters. */
    public static final int WAYS = 8;

    private static final int SIDE = 16;

    /** The columns of odd horizontal frequencies, four rows in each word. */
    private static final long ODD_COLUMNS = 0x5555_5555_5555_5555L;

    /** The rows of odd vertical frequencies. */
    private static final long ODD_ROWS = 0x0000_FFFF_0000_FFFFL;

    /** What the photo would have if it were seen in a mirror. */
    public Fingerprint mirrored() {
        return flipped(ODD_COLUMNS);
    }

    /** If its rows stood in the opposite order. */
    Fingerprint upsideDown() {
        return flipped(ODD_ROWS);
    }

    private Fingerprint flipped(long bits) {
        return new Fingerprint(a ^ bits, b ^ bits, c ^ bits, d ^ bits);
    }

    /** If its rows were its columns. */
    Fingerprint transposed() {
        long[] turned = new long[BITS / Long.SIZE];
        for (int i = 0; i < BITS; i++) {
            int across = i % SIDE * SIDE + i / SIDE;
            turned[i / Long.SIZE] |= bit(across) << i;
        }
        return new Fingerprint(turned[0], turned[1], turned[2], turned[3]);
    }

    private long bit(int i) {
        long word = switch (i / Long.SIZE) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            default -> d;
        };
        return word >>> i & 1;
    }

    /** Of this photo and its copies mirrored and in quarter turns, this one first: {@value #WAYS} in all. */
    public List<Fingerprint> everyWay() {
        List<Fingerprint> ways = new ArrayList<>();
        for (Fingerprint upright : List.of(this, transposed())) {
            ways.add(upright);
            ways.add(upright.mirrored());
            ways.add(upright.upsideDown());
            ways.add(upright.mirrored().upsideDown());
        }
        return List.copyOf(ways);
    }

    /** In how many bits this photo differs from the other, whichever way the other is mirrored or turned. */
    public int distanceEveryWay(Fingerprint other) {
        return everyWay().stream().mapToInt(other::distance).min().orElseThrow();
    }

    /** In how many bits two photos differ as they are, 0 to {@value #BITS}. */
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
