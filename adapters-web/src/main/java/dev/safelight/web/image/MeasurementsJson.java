package dev.safelight.web.image;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.web.http.Figures;
import java.util.Optional;

/**
 * What a file was found to be.
 *
 * @param format by content; {@code null} when it is none that we know
 * @param shorterSide in pixels
 * @param sharpness 0 to 100; {@code null} when the photo has too few edges to tell
 * @param exposure in percent of white
 * @param defect why the file could not be read, in words
 */
record MeasurementsJson(
        Optional<Format> format,
        long bytes,
        Optional<Integer> shorterSide,
        Optional<Number> megapixels,
        Optional<Number> sharpness,
        Optional<ExposureJson> exposure,
        Optional<String> defect) {

    /** How light is spread: a tenth of the photo is darker than {@code shadows}, a tenth lighter than {@code highlights}. */
    record ExposureJson(Number shadows, Number mean, Number highlights) {
        private static ExposureJson of(Exposure exposure) {
            return new ExposureJson(
                    Figures.rounded(exposure.shadows()),
                    Figures.rounded(exposure.mean()),
                    Figures.rounded(exposure.highlights()));
        }
    }

    static MeasurementsJson of(Measurements measured) {
        return new MeasurementsJson(
                measured.format(),
                measured.bytes(),
                measured.size().map(PixelSize::shorterSide),
                measured.size().map(size -> Figures.rounded(size.megapixels())),
                measured.pixels().flatMap(Measurements.Pixels::sharpness).map(Figures::rounded),
                measured.pixels().map(pixels -> ExposureJson.of(pixels.exposure())),
                measured.defect().map(Measurements.Defect::inWords));
    }
}
