package dev.safelight.domain.rule;

import static dev.safelight.domain.rule.Rule.words;

import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.rule.Rule.Comparison;
import dev.safelight.domain.rule.Rule.Finding;
import java.util.Optional;

/** What is asked of a photo beside the others of its owner. */
final class LikenessRules {

    static final Rule DUPLICATE = words(
            Code.DUPLICATE,
            Comparison.NONE,
            limits -> Optional.empty(),
            (evidence, limits) -> evidence.nearest()
                    .filter(Neighbour::identical)
                    .map(other -> Finding.of(Figure.of("identical")).like(other.id())),
            "You have already added this photo",
            "Please choose another one.");

    static final Rule TOO_SIMILAR = new Rule(
            Code.TOO_SIMILAR,
            "%",
            Comparison.AT_MOST,
            limits -> Optional.of(Figure.of(limits.maxSimilarity())),
            LikenessRules::tooSimilar,
            "Too similar to another photo of yours",
            "Please choose one with another pose, place or day.");

    private LikenessRules() {}

    /** An identical file is refused as that; to call it similar as well would be noise. */
    private static Optional<Finding> tooSimilar(Evidence evidence, Limits limits) {
        return evidence.nearest()
                .filter(other -> !other.identical())
                .filter(other -> similarity(other) > limits.maxSimilarity())
                .map(other -> Finding.of(Figure.of(similarity(other)), Figure.of(limits.maxSimilarity()))
                        .like(other.id()));
    }

    private static double similarity(Neighbour other) {
        return 100.0 * (Fingerprint.BITS - other.distance()) / Fingerprint.BITS;
    }
}
