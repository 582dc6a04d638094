package dev.safelight.imaging.picture;

import dev.safelight.imaging.header.Header.Inks;
import java.awt.color.ICC_Profile;
import java.util.Optional;

/** Converts the four channels of a JPEG made for print. */
final class InkConversion {

    private InkConversion() {}

    /** With the profile of the press when there is one, otherwise as if each ink took its share of the light. */
    static void toSrgb(Picture picture, Inks inks, Optional<ICC_Profile> press) {
        straighten(picture.pixels(), inks);
        if (press.isEmpty() || !ManagedConversion.ofInks(picture, press.get())) {
            multiply(picture.pixels());
        }
    }

    /** Brings all ways of storing inks to one: 0 is no ink, 255 all of it. */
    private static void straighten(int[] pixels, Inks inks) {
        for (int i = 0; i < pixels.length; i++) {
            int pixel = inks == Inks.INVERTED_YCCK ? fromYcc(pixels[i]) : pixels[i];
            pixels[i] = inks == Inks.CMYK ? pixel : ~pixel;
        }
    }

    /** The first three channels as luma and chroma (T.871, section 7) of what Adobe stores, which is 255 less ink. */
    private static int fromYcc(int pixel) {
        int luma = pixel & 255;
        int blueness = (pixel >> 8 & 255) - 128;
        int redness = (pixel >> 16 & 255) - 128;
        int cyan = level(luma + 1.402f * redness);
        int magenta = level(luma - 0.344136f * blueness - 0.714136f * redness);
        int yellow = level(luma + 1.772f * blueness);
        return (pixel & 0xFF000000) | (255 - yellow) << 16 | (255 - magenta) << 8 | (255 - cyan);
    }

    private static void multiply(int[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            int left = 255 - (pixels[i] >>> 24);
            pixels[i] = light(pixels[i] & 255, left) << 16
                    | light(pixels[i] >> 8 & 255, left) << 8
                    | light(pixels[i] >> 16 & 255, left);
        }
    }

    private static int light(int ink, int left) {
        return ((255 - ink) * left + 127) / 255;
    }

    private static int level(float value) {
        return Math.clamp(Math.round(value), 0, 255);
    }
}
