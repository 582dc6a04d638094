package dev.safelight.imaging.face;

import dev.safelight.imaging.codec.Plane;
import java.util.Arrays;
import java.util.List;

/**
 * Whether eyes show. An open eye has dark and bright close together: iris, white, lashes. So what is measured is the
 * contrast of brightness where an eye is, against that of the whole face. Sunglasses, shut eyes and deep shadow have little.
 * It is no proof: patterned covers have contrast too, and in a face of few pixels nothing has. The better of the two eyes
 * counts, since a turned head hides one.
 */
final class Eyes {

    /** Contrast of an eye against that of its face up to which nothing of it is taken to show: sunglasses have 0.2 to 0.4. */
    private static final double COVERED = 0.25;

    /** From here on it is taken to show clearly: open eyes mostly have 0.7 to 1.1. */
    private static final double CLEAR = 0.65;

    /** Half the width of the patch around an eye, in distances between the eyes. */
    private static final double REACH = 0.16;

    private Eyes() {}

    /** 0 to 1. */
    static double visibility(Plane luma, Box face, List<Point> landmarks) {
        double whole = contrast(luma, face);
        if (whole < 1) {
            return 0;
        }
        // A head turned aside has its eyes close together in the picture: the face's width says how large they are.
        double apart = Math.max(landmarks.get(Face.RIGHT_EYE).distance(landmarks.get(Face.LEFT_EYE)), face.width() / 3);
        double side = 2 * REACH * apart;
        double right = contrast(luma, Box.around(landmarks.get(Face.RIGHT_EYE), side * 1.5, side));
        double left = contrast(luma, Box.around(landmarks.get(Face.LEFT_EYE), side * 1.5, side));
        return Math.clamp((Math.max(right, left) / whole - COVERED) / (CLEAR - COVERED), 0, 1);
    }

    /** From the darkest twentieth of what lies in a box to the brightest; 0 where it lies beyond the picture or is tiny. */
    private static double contrast(Plane luma, Box box) {
        int left = (int) Math.clamp(Math.floor(box.left()), 0, luma.width());
        int right = (int) Math.clamp(Math.ceil(box.right()), left, luma.width());
        int top = (int) Math.clamp(Math.floor(box.top()), 0, luma.height());
        int bottom = (int) Math.clamp(Math.ceil(box.bottom()), top, luma.height());
        int[] counts = new int[256];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                counts[luma.at(x, y)]++;
            }
        }
        int twentieth = Arrays.stream(counts).sum() / 20;
        if (twentieth == 0) {
            return 0;
        }
        return Math.max(0, quantile(counts, 255, -1, twentieth) - quantile(counts, 0, 1, twentieth));
    }

    /** The first brightness, going from {@code from}, that leaves more than {@code share} samples behind. */
    private static int quantile(int[] counts, int from, int step, int share) {
        int seen = 0;
        for (int value = from; value >= 0 && value < 256; value += step) {
            seen += counts[value];
            if (seen > share) {
                return value;
            }
        }
        return from;
    }
}
