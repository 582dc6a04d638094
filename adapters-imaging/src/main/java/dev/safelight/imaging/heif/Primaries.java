package dev.safelight.imaging.heif;

import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.hevc.VideoColour;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** The numbers of ITU-T H.273 for primaries (table 2) and curves (table 3), as matrix profiles. */
final class Primaries {

    private static final double[] D65 = {0.3127, 0.3290};
    private static final double[] D50_XYZ = {0.9642, 1, 0.8249};

    /** How the cones see XYZ, for adapting to another white (ICC.1:2022, annex E.3). */
    private static final double[][] BRADFORD = {
        {0.8951, 0.2664, -0.1614},
        {-0.7502, 1.7135, 0.0367},
        {0.0389, -0.0685, 1.0296},
    };

    /** The brightness of white paper on a screen, in cd/m² (ITU-R BT.2408, 3.1), and what the brightest lights are shown as. */
    private static final double PAPER = 203;

    private static final double BRIGHTEST = 1000;

    private Primaries() {}

    /** Empty for sRGB, for what is not said or not known, and for BT.709, which files say when they mean sRGB. */
    static Optional<ColourSpace> meaning(VideoColour colour) {
        Optional<double[][]> primaries = chromaticities(colour.primaries());
        Optional<DoubleUnaryOperator> curve = curve(colour.transfer());
        if (primaries.isEmpty() && curve.isEmpty()) {
            return Optional.empty();
        }
        double[][] matrix = toXyz(primaries.orElseGet(() -> xy(0.640, 0.330, 0.300, 0.600, 0.150, 0.060, D65)));
        float[] light = new float[256];
        for (int i = 0; i < light.length; i++) {
            double value = curve.orElse(Primaries::srgb).applyAsDouble(i / 255.0);
            light[i] = (float) Math.clamp(value, 0, 1);
        }
        return Optional.of(new ColourSpace.Matrix(new float[][] {light, light, light}, matrix));
    }

    /** By rows: red, green, blue, white. */
    private static Optional<double[][]> chromaticities(int primaries) {
        return switch (primaries) {
            case 5 -> Optional.of(xy(0.640, 0.330, 0.290, 0.600, 0.150, 0.060, D65));
            case 6, 7 -> Optional.of(xy(0.630, 0.340, 0.310, 0.595, 0.155, 0.070, D65));
            case 9 -> Optional.of(xy(0.708, 0.292, 0.170, 0.797, 0.131, 0.046, D65));
            case 11 -> Optional.of(xy(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, new double[] {0.314, 0.351}));
            case 12 -> Optional.of(xy(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, D65));
            default -> Optional.empty();
        };
    }

    private static double[][] xy(
            double redX, double redY, double greenX, double greenY, double blueX, double blueY, double[] white) {
        return new double[][] {{redX, redY}, {greenX, greenY}, {blueX, blueY}, white};
    }

    /** From stored value to light, 0 to 1. */
    private static Optional<DoubleUnaryOperator> curve(int transfer) {
        return switch (transfer) {
            case 4 -> Optional.of(v -> Math.pow(v, 2.2));
            case 5 -> Optional.of(v -> Math.pow(v, 2.8));
            case 8 -> Optional.of(v -> v);
            case 16 -> Optional.of(v -> dimmed(perceptual(v)));
            case 17 -> Optional.of(v -> Math.pow(v, 2.6) * 52.37 / 48);
            case 18 -> Optional.of(v -> dimmed(hybrid(v)));
            default -> Optional.empty();
        };
    }

    /** IEC 61966-2-1. */
    private static double srgb(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** PQ: SMPTE ST 2084, in cd/m². */
    private static double perceptual(double value) {
        double powered = Math.pow(value, 32 / 2523.0);
        double share = Math.max(powered - 3424 / 4096.0, 0) / (2413 / 128.0 - 2392 / 128.0 * powered);
        return 10_000 * Math.pow(share, 8192 / 1305.0);
    }

    /** HLG: ITU-R BT.2100, table 5, on a screen of 1000 cd/m² whose system gamma is applied to each colour. */
    private static double hybrid(double value) {
        double scene =
                value <= 0.5 ? value * value / 3 : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
        return BRIGHTEST * Math.pow(scene, 1.2);
    }

    /**
     * Bright lights are pressed together so that they fit beside white paper on a common screen (Reinhard's curve with the
     * brightest light as white). Plain, and the same for all pictures.
     */
    private static double dimmed(double candelas) {
        double light = Math.min(candelas, BRIGHTEST) / PAPER;
        double white = BRIGHTEST / PAPER;
        return light * (1 + light / (white * white)) / (1 + light);
    }

    /** By rows, relative to D50: the columns are the primaries, scaled so that together they are white. */
    private static double[][] toXyz(double[][] xy) {
        double[][] columns = new double[3][3];
        for (int i = 0; i < 3; i++) {
            double[] xyz = xyz(xy[i]);
            for (int row = 0; row < 3; row++) {
                columns[row][i] = xyz[row];
            }
        }
        double[] white = xyz(xy[3]);
        double[] scale = times(inverse(columns), white);
        for (double[] row : columns) {
            for (int i = 0; i < 3; i++) {
                row[i] *= scale[i];
            }
        }
        return times(adaptation(white), columns);
    }

    private static double[] xyz(double[] xy) {
        return new double[] {xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]};
    }

    private static double[][] adaptation(double[] white) {
        double[] from = times(BRADFORD, white);
        double[] to = times(BRADFORD, D50_XYZ);
        double[][] scaled = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                scaled[row][i] = BRADFORD[row][i] * to[row] / from[row];
            }
        }
        return times(inverse(BRADFORD), scaled);
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                product[row] += matrix[row][i] * vector[i];
            }
        }
        return product;
    }

    private static double[][] times(double[][] left, double[][] right) {
        double[][] product = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int i = 0; i < 3; i++) {
                    product[row][column] += left[row][i] * right[i][column];
                }
            }
        }
        return product;
    }

    /** By cofactors. */
    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double determinant = 0;
        for (int i = 0; i < 3; i++) {
            determinant += m[0][i] * cofactor(m, 0, i);
        }
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                inverse[row][column] = cofactor(m, column, row) / determinant;
            }
        }
        return inverse;
    }

    private static double cofactor(double[][] m, int row, int column) {
        int r1 = (row + 1) % 3;
        int r2 = (row + 2) % 3;
        int c1 = (column + 1) % 3;
        int c2 = (column + 2) % 3;
        return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
    }
}
