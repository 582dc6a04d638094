package dev.safelight.domain.rule;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The faces of a photo as the rules look at them: one is whom the photo shows, the largest; others count when they are
 * not much smaller. Somebody far behind does not.
 */
final class Faces {

    private final PixelSize photo;
    private final List<FaceSeen> largestFirst;

    private Faces(PixelSize photo, List<FaceSeen> seen) {
        this.photo = photo;
        this.largestFirst = seen.stream()
                .sorted(Comparator.comparingDouble(this::size).reversed())
                .toList();
    }

    /** Empty when nobody looked for faces, or when there were no pixels to look at. */
    static Optional<Faces> of(Evidence evidence, Limits limits) {
        return evidence.measured()
                .size()
                .flatMap(size -> evidence.pixels()
                        .flatMap(Measurements.Pixels::faces)
                        .map(seen -> new Faces(size, sureOnes(seen, limits.faces()))));
    }

    private static List<FaceSeen> sureOnes(List<FaceSeen> seen, FaceLimits limits) {
        return seen.stream()
                .filter(face -> 100 * face.confidence() >= limits.minConfidence())
                .toList();
    }

    /** Whom the photo shows; empty also when nobody looked. */
    static Optional<FaceSeen> main(Evidence evidence, Limits limits) {
        return of(evidence, limits).flatMap(Faces::main);
    }

    Optional<FaceSeen> main() {
        return largestFirst.stream().findFirst();
    }

    /** In percent of the photo's shorter side. */
    double size(FaceSeen face) {
        return face.box().sizeIn(photo);
    }

    /** The largest and those beside it that are not much smaller, largest first. */
    List<FaceSeen> thatMatter(Limits limits) {
        double least = main().map(this::size).orElse(0.0) * limits.faces().minOthers() / 100;
        return largestFirst.stream().filter(face -> size(face) >= least).toList();
    }
}
