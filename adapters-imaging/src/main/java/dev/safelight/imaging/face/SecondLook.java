package dev.safelight.imaging.face;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a candidate again, close up. Real faces look more like faces the closer one looks and from wherever one looks;
 * flowers, leaves and letters do in one view and not in the next. So the mean over views tells them apart better than any
 * single score.
 */
final class SecondLook {

    /** How wide the views are, in sizes of the face. */
    private static final double[] WIDTHS = {2, 3};

    /** Anything that the network has the least suspicion of. */
    private static final double LEAST = 0.2;

    private final Detector closeUp;

    SecondLook(Detector closeUp) {
        this.closeUp = closeUp;
    }

    /** The candidate with its mean score (0 for a view in which it is none), where it is seen best. */
    Candidate at(Planes picture, Candidate candidate, Checkpoint checkpoint) {
        double sum = 0;
        List<Candidate> seen = new ArrayList<>();
        for (double width : WIDTHS) {
            checkpoint.check();
            View view = View.around(
                    candidate.box().centre(),
                    width * Math.max(candidate.box().width(), candidate.box().height()));
            List<Candidate> same = closeUp.look(picture, view, LEAST).stream()
                    .filter(other -> other.box().overlap(candidate.box()) > Merging.SAME)
                    .toList();
            sum += same.stream().mapToDouble(Candidate::score).max().orElse(0);
            seen.addAll(same);
        }
        double score = sum / WIDTHS.length;
        if (seen.isEmpty()) {
            return new Candidate(candidate.box(), score, candidate.landmarks());
        }
        Candidate best = Merging.merge(seen).getFirst();
        return new Candidate(best.box(), score, best.landmarks());
    }
}
