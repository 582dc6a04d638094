package dev.safelight.imaging.measure;

/** The equations by which a {@link Placement} gets better, summed up over a picture and solved. */
final class LeastSquares {

    private static final int UNKNOWN = 4;

    /** Differences from here on, in standard deviations of evened tones, count less: retouches, not misplacement. */
    private static final double OUTLYING = 0.7;

    /** Keeps a picture without any edges where it is. */
    private static final double DAMPING = 1e-3;

    private final double[][] equations = new double[UNKNOWN][UNKNOWN + 1];

    private LeastSquares() {}

    /** By how much to change width, right, height and down so that {@code moved} lies better over {@code over}. */
    static double[] step(Tones over, Tones moved) {
        LeastSquares sums = new LeastSquares();
        int side = over.side();
        float[] values = moved.values();
        double[] slopes = new double[UNKNOWN];
        for (int y = 1; y < side - 1; y++) {
            for (int x = 1; x < side - 1; x++) {
                int at = y * side + x;
                slopes[1] = (values[at + 1] - values[at - 1]) * side / 2;
                slopes[0] = slopes[1] * ((x + 0.5) / side - 0.5);
                slopes[3] = (values[at + side] - values[at - side]) * side / 2;
                slopes[2] = slopes[3] * ((y + 0.5) / side - 0.5);
                sums.add(slopes, over.values()[at] - values[at]);
            }
        }
        return sums.solved(DAMPING * side * side);
    }

    private void add(double[] slopes, double error) {
        double weight = 1 / (1 + error * error / (OUTLYING * OUTLYING));
        for (int i = 0; i < UNKNOWN; i++) {
            double weighted = weight * slopes[i];
            for (int j = i; j < UNKNOWN; j++) {
                equations[i][j] += weighted * slopes[j];
            }
            equations[i][UNKNOWN] += weighted * error;
        }
    }

    /** By elimination; the damping keeps every pivot above zero. */
    private double[] solved(double damping) {
        for (int i = 0; i < UNKNOWN; i++) {
            equations[i][i] += damping;
            for (int j = 0; j < i; j++) {
                equations[i][j] = equations[j][i];
            }
        }
        for (int i = 0; i < UNKNOWN; i++) {
            eliminate(i);
        }
        double[] solved = new double[UNKNOWN];
        for (int i = 0; i < UNKNOWN; i++) {
            solved[i] = equations[i][UNKNOWN] / equations[i][i];
        }
        return solved;
    }

    private void eliminate(int pivot) {
        for (int row = 0; row < UNKNOWN; row++) {
            if (row != pivot) {
                double share = equations[row][pivot] / equations[pivot][pivot];
                for (int column = pivot; column <= UNKNOWN; column++) {
                    equations[row][column] -= share * equations[pivot][column];
                }
            }
        }
    }
}
