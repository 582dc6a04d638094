package dev.safelight.web.image;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.FaceSeen;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.web.http.Figures;
import java.util.List;
import java.util.Optional;

/**
 * What a file was found to be.
 *
 * @param format by content; {@code null} when it is none that we know
 * @param shorterSide in pixels
 * @param sharpness 0 to 100; {@code null} when the photo has too few edges to tell
 * @param exposure in percent of white
 * @param faces {@code null} when nobody looked for them
 * @param defect why the file could not be read, in words
 */
record MeasurementsJson(
        Optional<Format> format,
        long bytes,
        Optional<Integer> shorterSide,
        Optional<Number> megapixels,
        Optional<Number> sharpness,
        Optional<ExposureJson> exposure,
        Optional<List<FaceJson>> faces,
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

    /**
     * A human face.
     *
     * @param confidence 0 to 1
     * @param yaw how far it is turned to a side, in degrees; {@code roll} how far it is tilted
     * @param eyesVisible 0 to 1
     * @param sharpness 0 to 100; {@code null} when it has too few edges to tell
     * @param landmarks its right eye, its left eye, tip of the nose, mouth, its right ear, its left ear
     */
    record FaceJson(
            RegionJson region,
            double confidence,
            Number yaw,
            Number roll,
            double eyesVisible,
            Optional<Number> sharpness,
            ExposureJson exposure,
            List<PointJson> landmarks) {

        private static FaceJson of(FaceSeen face) {
            return new FaceJson(
                    RegionJson.of(face.box()),
                    RegionJson.fraction(face.confidence()),
                    Figures.rounded(face.yaw()),
                    Figures.rounded(face.roll()),
                    RegionJson.fraction(face.eyesVisible()),
                    face.sharpness().map(Figures::rounded),
                    ExposureJson.of(face.exposure()),
                    face.landmarks().stream().map(PointJson::of).toList());
        }
    }

    /** In fractions of the upright photo's width and height. */
    record PointJson(double x, double y) {
        private static PointJson of(FaceSeen.Point point) {
            return new PointJson(RegionJson.fraction(point.x()), RegionJson.fraction(point.y()));
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
                measured.pixels()
                        .flatMap(Measurements.Pixels::faces)
                        .map(faces -> faces.stream().map(FaceJson::of).toList()),
                measured.defect().map(Measurements.Defect::inWords));
    }
}
