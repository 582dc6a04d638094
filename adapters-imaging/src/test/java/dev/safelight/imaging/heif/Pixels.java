package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Rgb;
import java.util.function.IntBinaryOperator;

/** A picture as pixels, and how far it is from another. */
record Pixels(int width, int height, int[] rgb) {

    static Pixels of(Planes planes) {
        int[] rgb = new int[planes.width() * planes.height()];
        Rgb rows = new Rgb(planes);
        for (int y = 0; y < planes.height(); y++) {
            rows.row(y, rgb, y * planes.width());
        }
        return new Pixels(planes.width(), planes.height(), rgb);
    }

    /** @param pixel of x and y */
    static Pixels of(int width, int height, IntBinaryOperator pixel) {
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[y * width + x] = pixel.applyAsInt(x, y);
            }
        }
        return new Pixels(width, height, rgb);
    }

    /** What {@link Sample} was encoded from. */
    static Pixels pattern() {
        return of(96, 64, Sample::pattern);
    }

    Pixels part(int left, int top, int width, int height) {
        return of(width, height, (x, y) -> at(left + x, top + y));
    }

    Pixels mirrored() {
        return of(width, height, (x, y) -> at(width - 1 - x, y));
    }

    Pixels upsideDown() {
        return of(width, height, (x, y) -> at(x, height - 1 - y));
    }

    Pixels quarterAnticlockwise() {
        return of(/* width= */ height, /* height= */ width, (x, y) -> at(width - 1 - y, x));
    }

    int at(int x, int y) {
        return rgb[y * width + x];
    }

    /** The average difference of a colour of a pixel, 0 to 255. */
    double distance(Pixels other) {
        if (width != other.width || height != other.height) {
            return 255;
        }
        long sum = 0;
        for (int i = 0; i < rgb.length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                sum += Math.abs((rgb[i] >> shift & 255) - (other.rgb[i] >> shift & 255));
            }
        }
        return sum / (3.0 * rgb.length);
    }
}
