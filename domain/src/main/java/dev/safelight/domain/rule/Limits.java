package dev.safelight.domain.rule;

import dev.safelight.domain.image.Format;
import java.util.EnumSet;
import java.util.Set;

/**
 * The numbers that the rules hold a photo to; every one is inclusive: what meets it passes.
 *
 * @param formats welcome formats
 * @param minBytes smallest file
 * @param maxBytes largest file
 * @param minShorterSide in pixels, upright
 * @param maxMegapixels read from the header before any pixel is decoded
 * @param minSharpness 0 to 100, of the face where there is one
 * @param minBrightness in percent, of {@link Exposure#highlights()}: even its lightest parts are darker than this
 * @param maxBrightness in percent, of {@link Exposure#shadows()}: even its darkest parts are lighter than this
 * @param faces what is asked of the face
 * @param maxSimilarity in percent of equal fingerprint bits
 */
public record Limits(
        Set<Format> formats,
        long minBytes,
        long maxBytes,
        int minShorterSide,
        double maxMegapixels,
        double minSharpness,
        double minBrightness,
        double maxBrightness,
        FaceLimits faces,
        double maxSimilarity) {

    public Limits {
        formats = Set.copyOf(formats);
    }

    public static Limits defaults() {
        return new Limits(
                EnumSet.of(Format.JPEG, Format.PNG, Format.HEIC),
                50L * 1024,
                50L * 1024 * 1024,
                512,
                100,
                25,
                35,
                80,
                FaceLimits.defaults(),
                79);
    }
}
