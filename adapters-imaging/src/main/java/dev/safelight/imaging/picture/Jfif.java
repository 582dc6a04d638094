package dev.safelight.imaging.picture;

/**
 * Red, green and blue to luma and chroma and back (ITU-T T.871, section 7), in fixed point with 16 bits behind the point.
 * Pixels are {@code 0xRRGGBB}.
 */
final class Jfif {

    private static final int HALF = 1 << 15;

    private Jfif() {}

    static int luma(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + HALF) >> 16;
    }

    /** Cb of the mean of {@code 1 << bits} pixels, of which the sums are given. */
    static int blueness(int red, int green, int blue, int bits) {
        return cut(
                (-11059 * red - 21709 * green + 32768 * blue + (HALF << bits) + (128 << (16 + bits))) >> (16 + bits));
    }

    /** Cr of the same. */
    static int redness(int red, int green, int blue, int bits) {
        return cut((32768 * red - 27439 * green - 5329 * blue + (HALF << bits) + (128 << (16 + bits))) >> (16 + bits));
    }

    /** @param cb less 128, as is {@code cr} */
    static int rgb(int luma, int cb, int cr) {
        return cut(luma + redBeside(cr)) << 16 | cut(luma + greenBeside(cb, cr)) << 8 | cut(luma + blueBeside(cb));
    }

    /** How much more red there is than luma. */
    static int redBeside(int cr) {
        return (91881 * cr + HALF) >> 16;
    }

    static int greenBeside(int cb, int cr) {
        return (HALF - 22554 * cb - 46802 * cr) >> 16;
    }

    static int blueBeside(int cb) {
        return (116130 * cb + HALF) >> 16;
    }

    static int cut(int value) {
        return value < 0 ? 0 : Math.min(value, 255);
    }
}
