package dev.safelight.imaging.sample;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;

/** What spoils a photo, or merely changes it. Every method returns a new picture. */
final class Retouch {

    private Retouch() {}

    /** Three box filters of this radius in px: nearly a Gaussian (P. Kovesi, "Fast almost-Gaussian filtering", 2010). */
    static BufferedImage blur(BufferedImage picture, int radius) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = pixels(picture);
        for (int pass = 0; pass < 3; pass++) {
            for (int y = 0; y < height; y++) {
                boxFilter(pixels, y * width, 1, width, radius);
            }
            for (int x = 0; x < width; x++) {
                boxFilter(pixels, x, width, height, radius);
            }
        }
        return picture(pixels, width, height);
    }

    private static void boxFilter(int[] pixels, int start, int step, int count, int radius) {
        int[] line = new int[count];
        for (int i = 0; i < count; i++) {
            line[i] = pixels[start + i * step];
        }
        for (int shift = 0; shift < 24; shift += 8) {
            int sum = 0;
            for (int i = -radius - 1; i < radius; i++) {
                sum += line[Math.clamp(i, 0, count - 1)] >> shift & 255;
            }
            for (int i = 0; i < count; i++) {
                sum += (line[Math.min(i + radius, count - 1)] >> shift & 255)
                        - (line[Math.max(i - radius - 1, 0)] >> shift & 255);
                int at = start + i * step;
                pixels[at] = (pixels[at] & ~(255 << shift)) | ((sum / (2 * radius + 1)) << shift);
            }
        }
    }

    /** The noise of a sensor, two levels at most. */
    static BufferedImage grain(BufferedImage picture, long seed) {
        Noise noise = new Noise(seed);
        int width = picture.getWidth();
        int[] pixels = pixels(picture);
        for (int i = 0; i < pixels.length; i++) {
            int shade = (int) Math.round(4 * noise.at(i % width, i / width) - 2);
            pixels[i] = eachPart(pixels[i], part -> Math.clamp(part + shade, 0, 255));
        }
        return picture(pixels, width, picture.getHeight());
    }

    /** Squeezes the tones between {@code black} and {@code white}, 0 to 255. */
    static BufferedImage levels(BufferedImage picture, int black, int white) {
        int[] pixels = pixels(picture);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = eachPart(pixels[i], part -> black + part * (white - black) / 255);
        }
        return picture(pixels, picture.getWidth(), picture.getHeight());
    }

    private static int eachPart(int rgb, IntUnaryOperator change) {
        return change.applyAsInt(rgb >> 16 & 255) << 16
                | change.applyAsInt(rgb >> 8 & 255) << 8
                | change.applyAsInt(rgb & 255);
    }

    static BufferedImage resize(BufferedImage picture, int width, int height) {
        BufferedImage resized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = resized.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return resized;
    }

    /** The picture as a camera would store it that says {@code orientation} (EXIF, 1 to 8). */
    static BufferedImage turnedAgainst(BufferedImage upright, int orientation) {
        int width = upright.getWidth();
        int height = upright.getHeight();
        boolean quarter = orientation >= 5;
        BufferedImage stored =
                new BufferedImage(quarter ? height : width, quarter ? width : height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = upright.getRGB(x, y);
                int right = width - 1 - x;
                int below = height - 1 - y;
                switch (orientation) {
                    case 2 -> stored.setRGB(right, y, rgb);
                    case 3 -> stored.setRGB(right, below, rgb);
                    case 4 -> stored.setRGB(x, below, rgb);
                    case 5 -> stored.setRGB(y, x, rgb);
                    case 6 -> stored.setRGB(y, right, rgb);
                    case 7 -> stored.setRGB(below, right, rgb);
                    case 8 -> stored.setRGB(below, x, rgb);
                    default -> stored.setRGB(x, y, rgb);
                }
            }
        }
        return stored;
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    private static BufferedImage picture(int[] pixels, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        return picture;
    }
}
