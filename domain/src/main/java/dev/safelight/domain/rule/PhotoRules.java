package dev.safelight.domain.rule;

import dev.safelight.domain.rule.Rule.Comparison;
import dev.safelight.domain.rule.Rule.Finding;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What is asked of focus and light: of the face where there is one, because that is whom the photo shows, and of the
 * whole photo otherwise. A face before a bright window is too dark in a photo that is not; one in a spotlight is well lit
 * at night.
 */
final class PhotoRules {

    static final Rule TOO_BLURRY = new Rule(
            Code.TOO_BLURRY,
            "of 100",
            Comparison.AT_LEAST,
            limits -> Optional.of(Figure.of(limits.minSharpness())),
            PhotoRules::tooBlurry,
            "The photo is blurry",
            "Hold the camera still, tap the face to focus, and wipe the lens.");

    static final Rule TOO_DARK = new Rule(
            Code.TOO_DARK,
            "%",
            Comparison.AT_LEAST,
            limits -> Optional.of(Figure.of(limits.minBrightness())),
            (evidence, limits) -> light(
                    evidence,
                    limits,
                    Exposure::highlights,
                    Comparison.AT_LEAST,
                    limits.faces().minBrightness(),
                    limits.minBrightness()),
            "The photo is too dark",
            "Turn towards a window or a lamp and take it again.");

    static final Rule TOO_BRIGHT = new Rule(
            Code.TOO_BRIGHT,
            "%",
            Comparison.AT_MOST,
            limits -> Optional.of(Figure.of(limits.maxBrightness())),
            (evidence, limits) -> light(
                    evidence,
                    limits,
                    Exposure::shadows,
                    Comparison.AT_MOST,
                    limits.faces().maxBrightness(),
                    limits.maxBrightness()),
            "The photo is too bright",
            "Turn away from the strong light, or switch off the flash, and take it again.");

    private PhotoRules() {}

    /** A face with too few edges to tell leaves it to the photo. */
    private static Optional<Finding> tooBlurry(Evidence evidence, Limits limits) {
        Optional<FaceSeen> face =
                Faces.main(evidence, limits).filter(seen -> seen.sharpness().isPresent());
        return face.flatMap(FaceSeen::sharpness)
                .or(() -> evidence.pixels().flatMap(Measurements.Pixels::sharpness))
                .flatMap(sharpness -> Comparison.AT_LEAST.finding(sharpness, limits.minSharpness()))
                .map(finding -> finding.at(face.map(FaceSeen::box)));
    }

    private static Optional<Finding> light(
            Evidence evidence,
            Limits limits,
            ToDoubleFunction<Exposure> measured,
            Comparison comparison,
            double limitOfFace,
            double limitOfPhoto) {
        Optional<FaceSeen> face = Faces.main(evidence, limits);
        double limit = face.isPresent() ? limitOfFace : limitOfPhoto;
        return face.map(FaceSeen::exposure)
                .or(() -> evidence.pixels().map(Measurements.Pixels::exposure))
                .flatMap(exposure -> comparison.finding(measured.applyAsDouble(exposure), limit))
                .map(finding -> finding.at(face.map(FaceSeen::box)));
    }
}
