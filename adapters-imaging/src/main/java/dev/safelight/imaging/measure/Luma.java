package dev.safelight.imaging.measure;

import dev.safelight.imaging.picture.Picture;

/**
 * The brightness of every pixel, 0 to 255, weighted as eyes do (ITU-R BT.601).
 *
 * @param values {@code width * height} of them, row by row
 */
record Luma(int width, int height, int[] values) {

    static Luma of(Picture picture) {
        int[] pixels = picture.pixels();
        int[] values = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int rgb = pixels[i];
            values[i] = (77 * (rgb >> 16 & 255) + 150 * (rgb >> 8 & 255) + 29 * (rgb & 255) + 128) >> 8;
        }
        return new Luma(picture.width(), picture.height(), values);
    }
}
