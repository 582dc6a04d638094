package dev.safelight.imaging.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes one of all that are the same face: networks see each face from many anchors. */
final class Merging {

    /** Boxes that share more than this of what they cover are one face. */
    static final double SAME = 0.3;

    /** So are boxes of which the smaller has more than this within the larger: a face within a face is none. */
    static final double WITHIN = 0.6;

    /** Best first; of equals, the one further left, then higher. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(
                    (Candidate candidate) -> -candidate.score())
            .thenComparingDouble(candidate -> candidate.box().left())
            .thenComparingDouble(candidate -> candidate.box().top());

    private Merging() {}

    /** Each face once, best first: with its best score, and where all that agree on it put it, by their scores. */
    static List<Candidate> merge(List<Candidate> candidates) {
        List<Candidate> left = new ArrayList<>(candidates);
        left.sort(BEST_FIRST);
        List<Candidate> faces = new ArrayList<>();
        while (!left.isEmpty()) {
            Box best = left.getFirst().box();
            faces.add(mean(left.stream()
                    .filter(other -> best.equals(other.box()) || best.overlap(other.box()) > SAME)
                    .toList()));
            left.removeIf(other -> best.equals(other.box()) || isSame(best, other.box()));
        }
        return faces;
    }

    private static boolean isSame(Box one, Box other) {
        return one.overlap(other) > SAME || one.containment(other) > WITHIN;
    }

    private static Candidate mean(List<Candidate> same) {
        double sum = same.stream().mapToDouble(Candidate::score).sum();
        double left = 0;
        double top = 0;
        double width = 0;
        double height = 0;
        double[] x = new double[6];
        double[] y = new double[6];
        for (Candidate one : same) {
            double weight = one.score() / sum;
            left += weight * one.box().left();
            top += weight * one.box().top();
            width += weight * one.box().width();
            height += weight * one.box().height();
            for (int k = 0; k < x.length; k++) {
                x[k] += weight * one.landmarks().get(k).x();
                y[k] += weight * one.landmarks().get(k).y();
            }
        }
        List<Point> landmarks = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            landmarks.add(new Point(x[k], y[k]));
        }
        return new Candidate(new Box(left, top, width, height), same.getFirst().score(), landmarks);
    }
}
