package dev.safelight.imaging.codec;

/**
 * One value for each pixel (or for each of a group of pixels), 0 to 255, row by row.
 *
 * @param stride from a row to the next, at least {@code width}; what lies between is of no meaning
 * @param samples at least {@code stride * (height - 1) + width}; owned by the plane
 */
public record Plane(int width, int height, int stride, byte[] samples) {

    public Plane {
        if (width < 1 || height < 1 || stride < width || samples.length < (long) stride * (height - 1) + width) {
            throw new IllegalArgumentException("no plane of " + width + "×" + height + ", " + stride + " apart, fits "
                    + samples.length + " bytes");
        }
    }

    /** An empty (black) plane without gaps between its rows. */
    public Plane(int width, int height) {
        this(width, height, width, new byte[Math.multiplyExact(width, height)]);
    }

    /** 0 to 255. */
    public int at(int x, int y) {
        return samples[y * stride + x] & 255;
    }
}
