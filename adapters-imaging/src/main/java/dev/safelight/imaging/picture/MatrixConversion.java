package dev.safelight.imaging.picture;

import dev.safelight.imaging.colour.ColourSpace;

/**
 * Three curves to light, a matrix to the primaries of sRGB, and its curve back: what a matrix profile means (ICC.1:2022,
 * annex F.3). Both profiles are relative to D50, so that no adaptation is needed.
 */
final class MatrixConversion implements ConvertedRows.Conversion {

    /** From XYZ (D50) to linear sRGB: the inverse of the matrix of the sRGB profile. */
    private static final double[][] FROM_XYZ = {
        {3.1338561, -1.6168667, -0.4906146},
        {-0.9787684, 1.9161415, 0.0334540},
        {0.0719453, -0.2289914, 1.4052427},
    };

    private static final double[][] SAME = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    private final float[][] light;
    private final float[][] matrix = new float[3][3];

    private MatrixConversion(float[][] light, double[][] matrix) {
        this.light = light;
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                this.matrix[row][column] = (float) matrix[row][column];
            }
        }
    }

    static MatrixConversion of(ColourSpace.Gamma gamma) {
        float[] curve = new float[256];
        for (int i = 0; i < curve.length; i++) {
            curve[i] = (float) Math.pow(i / 255.0, 1 / gamma.exponent());
        }
        return new MatrixConversion(new float[][] {curve, curve, curve}, SAME);
    }

    static MatrixConversion of(ColourSpace.Matrix profile) {
        double[][] matrix = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int i = 0; i < 3; i++) {
                    matrix[row][column] += FROM_XYZ[row][i] * profile.toXyz()[i][column];
                }
            }
        }
        return new MatrixConversion(profile.light(), matrix);
    }

    @Override
    public void apply(int[] pixels, int count) {
        for (int i = 0; i < count; i++) {
            pixels[i] = convert(pixels[i]);
        }
    }

    /** Most profiles are of sRGB: when no corner, edge or gray of the colours moves by two levels, none does. */
    boolean changesAnything() {
        for (int red = 0; red <= 255; red += 51) {
            for (int green = 0; green <= 255; green += 51) {
                for (int blue = 0; blue <= 255; blue += 51) {
                    if (distance(red << 16 | green << 8 | blue) > 2) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private int distance(int rgb) {
        int converted = convert(rgb);
        return Math.max(
                Math.abs((converted >> 16) - (rgb >> 16)),
                Math.max(
                        Math.abs((converted >> 8 & 255) - (rgb >> 8 & 255)),
                        Math.abs((converted & 255) - (rgb & 255))));
    }

    int convert(int rgb) {
        float red = light[0][rgb >> 16 & 255];
        float green = light[1][rgb >> 8 & 255];
        float blue = light[2][rgb & 255];
        return mixed(matrix[0], red, green, blue) << 16
                | mixed(matrix[1], red, green, blue) << 8
                | mixed(matrix[2], red, green, blue);
    }

    private static int mixed(float[] row, float red, float green, float blue) {
        return Srgb.encode(row[0] * red + row[1] * green + row[2] * blue);
    }
}
