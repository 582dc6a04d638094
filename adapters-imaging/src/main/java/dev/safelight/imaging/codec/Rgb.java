package dev.safelight.imaging.codec;

/**
 * Red, green and blue of {@link Planes} (ITU-T T.871, section 7), row by row. Colours that stand for several pixels are
 * blended between their middles, three parts of the nearer and one of the farther. For one thread.
 */
public final class Rgb {

    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);

    private static final int RED_OF_CR = fixed(1.402);
    private static final int GREEN_OF_CB = fixed(-0.344136286);
    private static final int GREEN_OF_CR = fixed(-0.714136286);
    private static final int BLUE_OF_CB = fixed(1.772);

    private final Planes planes;
    private final int[] blue;
    private final int[] red;
    private final int[] column;

    public Rgb(Planes planes) {
        int colours = planes.isGray() ? 0 : planes.width();
        this.planes = planes;
        this.blue = new int[colours];
        this.red = new int[colours];
        this.column = new int[colours];
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
    }

    /** Writes a row as {@code 0xRRGGBB}. */
    public void row(int y, int[] to, int at) {
        Plane luma = planes.luma();
        int start = y * luma.stride();
        if (planes.isGray()) {
            for (int x = 0; x < luma.width(); x++) {
                to[at + x] = (luma.samples()[start + x] & 255) * 0x010101;
            }
            return;
        }
        colours(planes.chroma().get(0), y, blue);
        colours(planes.chroma().get(1), y, red);
        for (int x = 0; x < luma.width(); x++) {
            to[at + x] = pixel(luma.samples()[start + x] & 255, blue[x] - 128, red[x] - 128);
        }
    }

    private static int pixel(int luma, int cb, int cr) {
        int base = (luma << BITS) + HALF;
        int r = clamp((base + RED_OF_CR * cr) >> BITS);
        int g = clamp((base + GREEN_OF_CB * cb + GREEN_OF_CR * cr) >> BITS);
        int b = clamp((base + BLUE_OF_CB * cb) >> BITS);
        return r << 16 | g << 8 | b;
    }

    private static int clamp(int value) {
        return value < 0 ? 0 : Math.min(value, 255);
    }

    /** The colours of a row, one for each pixel. */
    private void colours(Plane plane, int y, int[] to) {
        Sampling sampling = planes.sampling();
        int near = (y >> sampling.shiftY()) * plane.stride();
        int far = sampling.shiftY() == 0
                ? near
                : Math.clamp((y >> 1) + (y & 1) * 2 - 1, 0, plane.height() - 1) * plane.stride();
        byte[] samples = plane.samples();
        for (int x = 0; x < plane.width(); x++) {
            column[x] = 3 * (samples[near + x] & 255) + (samples[far + x] & 255);
        }
        if (sampling.shiftX() == 0) {
            for (int x = 0; x < to.length; x++) {
                to[x] = (column[x] + 2) >> 2;
            }
            return;
        }
        int last = plane.width() - 1;
        for (int x = 0; x < to.length; x++) {
            int beside = Math.clamp((x >> 1) + (x & 1) * 2 - 1, 0, last);
            to[x] = (3 * column[x >> 1] + column[beside] + 8) >> 4;
        }
    }
}
