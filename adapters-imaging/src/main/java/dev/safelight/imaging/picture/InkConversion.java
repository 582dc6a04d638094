package dev.safelight.imaging.picture;

import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.colour.Inks;
import java.util.Optional;

/** Converts the four channels of a JPEG made for print. */
public final class InkConversion implements ConvertedRows.Conversion {

    private final Inks inks;
    private final ConvertedRows.Conversion press;

    private InkConversion(Inks inks, ConvertedRows.Conversion press) {
        this.inks = inks;
        this.press = press;
    }

    /** With the profile of the press when there is one, otherwise as if each ink took its share of the light. */
    public static Rows toSrgb(Rows stored, Inks inks, Optional<ColourSpace> colours) {
        Optional<ManagedConversion> press = colours.flatMap(meaning ->
                meaning instanceof ColourSpace.Icc icc ? ManagedConversion.ofInks(icc.profile()) : Optional.empty());
        return new ConvertedRows(
                stored, new InkConversion(inks, press.isPresent() ? press.get() : InkConversion::multiply));
    }

    @Override
    public void apply(int[] pixels, int count) {
        straighten(pixels, count);
        press.apply(pixels, count);
    }

    /** Brings all ways of storing inks to one: 0 is no ink, 255 all of it. */
    private void straighten(int[] pixels, int count) {
        for (int i = 0; i < count; i++) {
            int pixel = inks == Inks.INVERTED_YCCK ? fromYcc(pixels[i]) : pixels[i];
            pixels[i] = inks == Inks.CMYK ? pixel : ~pixel;
        }
    }

    /** The first three channels as luma and chroma of what Adobe stores, which is 255 less ink. */
    private static int fromYcc(int pixel) {
        int inverted = ~Jfif.rgb(pixel & 255, (pixel >> 8 & 255) - 128, (pixel >> 16 & 255) - 128);
        return (pixel & 0xFF000000) | (inverted & 255) << 16 | (inverted & 0xFF00) | (inverted >> 16 & 255);
    }

    private static void multiply(int[] pixels, int count) {
        for (int i = 0; i < count; i++) {
            int left = 255 - (pixels[i] >>> 24);
            pixels[i] = light(pixels[i] & 255, left) << 16
                    | light(pixels[i] >> 8 & 255, left) << 8
                    | light(pixels[i] >> 16 & 255, left);
        }
    }

    private static int light(int ink, int left) {
        return ((255 - ink) * left + 127) / 255;
    }
}
