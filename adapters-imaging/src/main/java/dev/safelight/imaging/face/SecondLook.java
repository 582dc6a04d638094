package dev.safelight.imaging.face;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a suspect again, close up. Real faces look like faces from wherever one looks, and to both networks; flowers,
 * animals and drawings do in one view and not in the next, or to one network and not to the other. So the mean over views
 * tells them apart better than any single score.
 */
final class SecondLook {

    /** How wide the views of short range are, in sizes of the face. */
    private static final double[] WIDTHS = {2, 3};

    private static final double WIDTH_FULL_RANGE = 3;

    /** Anything that a network has the least suspicion of. */
    private static final double LEAST = 0.2;

    /** What short range counts for in the confidence; full range counts for the rest. */
    private static final double WEIGHT_SHORT_RANGE = 0.7;

    /** Full range is reserved: from here on it has no doubt. */
    private static final double NO_DOUBT_FULL_RANGE = 0.6;

    /** Below it full range is asked again, close up: it does not see well what fills its view. */
    private static final double DOUBT_FULL_RANGE = 0.5;

    /** Below it the suspect is none whatever full range says. */
    private static final double NONE_SHORT_RANGE = 0.55;

    private final Detector shortRange;
    private final Detector fullRange;

    SecondLook(Detector shortRange, Detector fullRange) {
        this.shortRange = shortRange;
        this.fullRange = fullRange;
    }

    /**
     * @param far what full range saw in the whole picture
     * @return the suspect where it is seen best, with a confidence instead of a score
     */
    Candidate at(Planes picture, Candidate suspect, List<Candidate> far, Checkpoint checkpoint) {
        double sum = 0;
        List<Candidate> seen = new ArrayList<>();
        for (double width : WIDTHS) {
            List<Candidate> same = look(shortRange, picture, suspect, width, checkpoint);
            sum += best(same);
            seen.addAll(same);
        }
        double close = sum / WIDTHS.length;
        double full = best(same(far, suspect));
        if (full < DOUBT_FULL_RANGE && close >= NONE_SHORT_RANGE) {
            full = Math.max(full, best(look(fullRange, picture, suspect, WIDTH_FULL_RANGE, checkpoint)));
        }
        Candidate clearest = seen.isEmpty() ? suspect : Merging.merge(seen).getFirst();
        return new Candidate(clearest.box(), confidence(close, full), clearest.landmarks());
    }

    static double confidence(double shortRange, double fullRange) {
        double certain = Math.min(1, fullRange / NO_DOUBT_FULL_RANGE);
        return WEIGHT_SHORT_RANGE * shortRange + (1 - WEIGHT_SHORT_RANGE) * certain;
    }

    private static List<Candidate> look(
            Detector detector, Planes picture, Candidate suspect, double width, Checkpoint checkpoint) {
        checkpoint.check();
        Box box = suspect.box();
        View view = View.around(box.centre(), width * Math.max(box.width(), box.height()));
        return same(detector.look(picture, view, LEAST), suspect);
    }

    private static List<Candidate> same(List<Candidate> candidates, Candidate suspect) {
        return candidates.stream()
                .filter(other -> other.box().overlap(suspect.box()) > Merging.SAME)
                .toList();
    }

    private static double best(List<Candidate> candidates) {
        return candidates.stream().mapToDouble(Candidate::score).max().orElse(0);
    }
}
