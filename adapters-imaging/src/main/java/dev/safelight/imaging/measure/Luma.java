package dev.safelight.imaging.measure;

import dev.safelight.imaging.codec.Plane;

/**
 * The brightness of every pixel, 0 to 255, weighted as eyes do (ITU-R BT.601).
 *
 * @param values {@code width * height} of them, row by row
 */
record Luma(int width, int height, int[] values) {

    static Luma of(Plane plane) {
        int[] values = new int[plane.width() * plane.height()];
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                values[y * plane.width() + x] = plane.at(x, y);
            }
        }
        return new Luma(plane.width(), plane.height(), values);
    }
}
