package dev.safelight.imaging.measure;

/**
 * Where a picture must be put to lie over another of the same scene, of which a little may have been cropped. Around the
 * middle, in shares of a side.
 *
 * @param width by which it is scaled across, 1 for not at all
 * @param right by which it is then shifted
 */
record Placement(double width, double right, double height, double down) {

    private static final Placement SAME = new Placement(1, 0, 1, 0);

    /** Begins with pictures so small that what was cropped is not even a pixel. */
    private static final int SMALLEST = 16;

    /** The most that is looked for: far more than leaves fingerprints alike. */
    private static final double MOST = 0.12;

    /** Steps at each size; fewer where they cost most, because then there is little left to find. */
    private static final int STEPS = 6;

    private static final int LAST_STEPS = 2;
    private static final int LARGE = 128;
    private static final double SMALL_STEP = 2e-4;

    /**
     * By least squares from coarse to fine, after B. D. Lucas and T. Kanade, "An iterative image registration technique
     * with an application to stereo vision", IJCAI 1981.
     */
    static Placement of(Tones other, Tones over) {
        Placement placement = SAME;
        for (int side = SMALLEST; side <= over.side(); side *= 2) {
            placement = placement.refined(
                    over.reduced(side).evened(), other.reduced(side).evened());
        }
        return placement;
    }

    private Placement refined(Tones over, Tones other) {
        Placement placement = this;
        for (int i = 0; i < (over.side() < LARGE ? STEPS : LAST_STEPS); i++) {
            double[] step = LeastSquares.step(over, other.moved(placement));
            placement = placement.plus(step);
            if (isSmall(step)) {
                break;
            }
        }
        return placement;
    }

    private static boolean isSmall(double[] step) {
        for (double part : step) {
            if (Math.abs(part) >= SMALL_STEP) {
                return false;
            }
        }
        return true;
    }

    private Placement plus(double[] step) {
        return new Placement(
                Math.clamp(width + step[0], 1 - MOST, 1 + MOST),
                Math.clamp(right + step[1], -MOST, MOST),
                Math.clamp(height + step[2], 1 - MOST, 1 + MOST),
                Math.clamp(down + step[3], -MOST, MOST));
    }
}
