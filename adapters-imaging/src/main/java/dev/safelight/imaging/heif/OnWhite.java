package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import java.util.Optional;

/**
 * Shows transparent pictures on white, and upon each other. Y, Cb and Cr are sums of red, green and blue, so that mixing them
 * is mixing those.
 */
final class OnWhite {

    private OnWhite() {}

    /** Y, Cb and Cr of a colour of 16 bits each, on white. */
    static byte[] ground(int red, int green, int blue, int alpha) {
        double share = alpha / 65_535.0;
        double r = mixed(red, share);
        double g = mixed(green, share);
        double b = mixed(blue, share);
        double luma = 0.299 * r + 0.587 * g + 0.114 * b;
        return new byte[] {
            (byte) Math.round(luma),
            (byte) Math.clamp(Math.round(128 + (b - luma) / 1.772), 0, 255),
            (byte) Math.clamp(Math.round(128 + (r - luma) / 1.402), 0, 255)
        };
    }

    private static double mixed(int value, double share) {
        return 255 * (value / 65_535.0 * share + 1 - share);
    }

    /** Mixes {@code picture} in place with white. */
    static void put(Planes picture, Plane alpha, boolean premultiplied) {
        mix(picture.luma(), alpha, 0, 0, 255, premultiplied, 0);
        int shiftX = picture.sampling().shiftX();
        int shiftY = picture.sampling().shiftY();
        for (Plane plane : picture.chroma()) {
            mix(plane, alpha, shiftX, shiftY, 128, premultiplied, 128);
        }
    }

    private static void mix(
            Plane plane, Plane alpha, int shiftX, int shiftY, int white, boolean premultiplied, int nothing) {
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                int at = y * plane.stride() + x;
                int value = plane.samples()[at] & 255;
                int share = share(alpha, x, y, shiftX, shiftY);
                plane.samples()[at] = (byte) mixed(value, white, share, premultiplied, nothing);
            }
        }
    }

    /**
     * @param share 0 to 255 × 255
     * @param nothing what a premultiplied sample is where the picture is not there at all
     */
    private static int mixed(int value, int below, int share, boolean premultiplied, int nothing) {
        int full = 255 * 255;
        long sum = premultiplied
                ? (long) (value - nothing) * full + (long) below * (full - share) + (long) nothing * share
                : (long) value * share + (long) below * (full - share);
        return Math.clamp((sum + full / 2) / full, 0, 255);
    }

    /** The alpha of the pixels that a sample stands for, on average, times 255. */
    private static int share(Plane alpha, int x, int y, int shiftX, int shiftY) {
        int x0 = x << shiftX;
        int y0 = y << shiftY;
        int x1 = Math.min(x0 + shiftX, alpha.width() - 1);
        int y1 = Math.min(y0 + shiftY, alpha.height() - 1);
        int sum = alpha.at(x0, y0) + alpha.at(x1, y0) + alpha.at(x0, y1) + alpha.at(x1, y1);
        return (sum * 255 + 2) / 4;
    }

    /** Puts {@code picture} on a ground with a colour for every pixel; parts beyond its edges are left out. */
    static void lay(Planes ground, Planes picture, Optional<Plane> alpha, boolean premultiplied, int left, int top) {
        for (int plane = 0; plane < 3; plane++) {
            Plane target = plane == 0 ? ground.luma() : ground.chroma().get(plane - 1);
            int x0 = Math.max(left, 0);
            int y0 = Math.max(top, 0);
            long x1 = Math.min((long) left + picture.width(), target.width());
            long y1 = Math.min((long) top + picture.height(), target.height());
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x++) {
                    int at = y * target.stride() + x;
                    int value = sample(picture, plane, x - left, y - top);
                    int share = alpha.isPresent() ? 255 * alpha.get().at(x - left, y - top) : 255 * 255;
                    int below = target.samples()[at] & 255;
                    target.samples()[at] = (byte) mixed(value, below, share, premultiplied, plane == 0 ? 0 : 128);
                }
            }
        }
    }

    private static int sample(Planes picture, int plane, int x, int y) {
        if (plane == 0) {
            return picture.luma().at(x, y);
        }
        if (picture.isGray()) {
            return 128;
        }
        return picture.chroma()
                .get(plane - 1)
                .at(x >> picture.sampling().shiftX(), y >> picture.sampling().shiftY());
    }
}
