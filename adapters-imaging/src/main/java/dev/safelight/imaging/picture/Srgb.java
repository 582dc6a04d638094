package dev.safelight.imaging.picture;

/** The transfer function of sRGB (IEC 61966-2-1). */
final class Srgb {

    static final int BITS = 12;

    private static final int STEPS = 1 << BITS;
    private static final byte[] ENCODED = new byte[STEPS + 1];

    static {
        for (int i = 0; i <= STEPS; i++) {
            double light = (double) i / STEPS;
            double value = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            ENCODED[i] = (byte) Math.round(255 * value);
        }
    }

    private Srgb() {}

    /** The stored value, 0 to 255, of light in steps of {@code 1 / 4096}, cut to 0 to 1. */
    static int encode(int step) {
        return ENCODED[step < 0 ? 0 : Math.min(step, STEPS)] & 255;
    }
}
