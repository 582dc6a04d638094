package dev.safelight.domain.rule;

import dev.safelight.domain.rule.Rule.Comparison;
import dev.safelight.domain.rule.Rule.Finding;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Whom the photo shows. Where nobody looked for faces there is nothing to judge by, and a photo without any fails one rule
 * and not all of them.
 */
final class FaceRules {

    static final Rule NO_FACE = new Rule(
            Code.NO_FACE,
            "faces",
            Comparison.AT_LEAST,
            limits -> Optional.of(Figure.of(1)),
            (evidence, limits) -> Faces.of(evidence, limits)
                    .filter(faces -> faces.main().isEmpty())
                    .map(none -> Finding.of(Figure.of(0), Figure.of(1))),
            "We can't see a face",
            "Please look into the camera, with nothing in front of your face and the light on it.");

    static final Rule MULTIPLE_FACES = new Rule(
            Code.MULTIPLE_FACES,
            "faces",
            Comparison.AT_MOST,
            limits -> Optional.of(Figure.of(1)),
            FaceRules::multipleFaces,
            "There is more than one face",
            "Please choose a photo of you alone; people far behind you are fine.");

    static final Rule FACE_TOO_SMALL = ofTheMainFace(
            Code.FACE_TOO_SMALL,
            "% of the shorter side",
            Comparison.AT_LEAST,
            Faces::size,
            FaceLimits::minSize,
            "Your face is too small",
            "Please come closer to the camera, or crop the photo around you.");

    static final Rule FACE_CUT_OFF = ofTheMainFace(
            Code.FACE_CUT_OFF,
            "% inside",
            Comparison.AT_LEAST,
            (faces, face) -> 100 * face.box().inside(),
            FaceLimits::minInside,
            "Your face is cut off",
            "Please leave some room around your head and take it again.");

    static final Rule FACE_TURNED_AWAY = ofTheMainFace(
            Code.FACE_TURNED_AWAY,
            "°",
            Comparison.AT_MOST,
            (faces, face) -> Math.abs(face.yaw()),
            FaceLimits::maxTurn,
            "Your face is turned away",
            "A photo in which you look towards the camera works better.");

    static final Rule EYES_NOT_VISIBLE = ofTheMainFace(
            Code.EYES_NOT_VISIBLE,
            "%",
            Comparison.AT_LEAST,
            (faces, face) -> 100 * face.eyesVisible(),
            FaceLimits::minEyesVisible,
            "Your eyes can't be seen well",
            "A photo without sunglasses, and with no hair or hand before your eyes, works better.");

    /** All of them: when none is asked, nobody has to look for faces. */
    static final Set<Code> CODES = EnumSet.of(
            Code.NO_FACE,
            Code.MULTIPLE_FACES,
            Code.FACE_TOO_SMALL,
            Code.FACE_CUT_OFF,
            Code.FACE_TURNED_AWAY,
            Code.EYES_NOT_VISIBLE);

    private FaceRules() {}

    /** Points at the largest of the others: that is whom to leave out. */
    private static Optional<Finding> multipleFaces(Evidence evidence, Limits limits) {
        List<FaceSeen> faces =
                Faces.of(evidence, limits).map(seen -> seen.thatMatter(limits)).orElse(List.of());
        return faces.size() < 2
                ? Optional.empty()
                : Optional.of(Finding.of(Figure.of(faces.size()), Figure.of(1))
                        .at(Optional.of(faces.get(1).box())));
    }

    private static Rule ofTheMainFace(
            Code code,
            String unit,
            Comparison comparison,
            ToDoubleBiFunction<Faces, FaceSeen> measured,
            ToDoubleFunction<FaceLimits> limit,
            String title,
            String advice) {
        Rule.Check check = (evidence, limits) -> Faces.of(evidence, limits)
                .flatMap(faces -> faces.main()
                        .flatMap(face -> comparison
                                .finding(measured.applyAsDouble(faces, face), limit.applyAsDouble(limits.faces()))
                                .map(finding -> finding.at(Optional.of(face.box())))));
        return new Rule(
                code,
                unit,
                comparison,
                limits -> Optional.of(Figure.of(limit.applyAsDouble(limits.faces()))),
                check,
                title,
                advice);
    }
}
