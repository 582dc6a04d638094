package dev.safelight.imaging.picture;

import dev.safelight.imaging.colour.ColourSpace;

/**
 * Three curves to light, a matrix to the primaries of sRGB, and its curve back: what a matrix profile means (ICC.1:2022,
 * annex F.3). Both profiles are relative to D50, so that no adaptation is needed. In fixed point: light has 15 bits, the
 * matrix 13 behind its point, and what comes out is looked up by its 12 highest bits.
 */
final class MatrixConversion implements ConvertedRows.Conversion {

    private static final int LIGHT_BITS = 15;
    private static final int MATRIX_BITS = 13;
    private static final int TO_STEP = LIGHT_BITS + MATRIX_BITS - Srgb.BITS;

    /** From XYZ (D50) to linear sRGB: the inverse of the matrix of the sRGB profile. */
    private static final double[][] FROM_XYZ = {
        {3.1338561, -1.6168667, -0.4906146},
        {-0.9787684, 1.9161415, 0.0334540},
        {0.0719453, -0.2289914, 1.4052427},
    };

    private static final double[][] SAME = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    /** Values of less than 0 and more than 255 come out of chroma; light has room for them, cut to the ends. */
    private static final int ROOM = 256;

    private final int[] lightOfRed;
    private final int[] lightOfGreen;
    private final int[] lightOfBlue;
    private final int redOfRed;
    private final int redOfGreen;
    private final int redOfBlue;
    private final int greenOfRed;
    private final int greenOfGreen;
    private final int greenOfBlue;
    private final int blueOfRed;
    private final int blueOfGreen;
    private final int blueOfBlue;

    private MatrixConversion(float[][] light, double[][] matrix) {
        this.lightOfRed = fixed(light[0]);
        this.lightOfGreen = fixed(light[1]);
        this.lightOfBlue = fixed(light[2]);
        this.redOfRed = fixed(matrix[0][0]);
        this.redOfGreen = fixed(matrix[0][1]);
        this.redOfBlue = fixed(matrix[0][2]);
        this.greenOfRed = fixed(matrix[1][0]);
        this.greenOfGreen = fixed(matrix[1][1]);
        this.greenOfBlue = fixed(matrix[1][2]);
        this.blueOfRed = fixed(matrix[2][0]);
        this.blueOfGreen = fixed(matrix[2][1]);
        this.blueOfBlue = fixed(matrix[2][2]);
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << MATRIX_BITS));
    }

    private static int[] fixed(float[] curve) {
        int[] fixed = new int[ROOM + 256 + ROOM];
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = Math.round(curve[Jfif.cut(i - ROOM)] * (1 << LIGHT_BITS));
        }
        return fixed;
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
            pixels[i] = convert(pixels[i] >> 16 & 255, pixels[i] >> 8 & 255, pixels[i] & 255);
        }
    }

    /** {@code 0xRRGGBB} from −256 to 511 each, cut to 0 to 255. */
    int convert(int red, int green, int blue) {
        int r = lightOfRed[ROOM + red];
        int g = lightOfGreen[ROOM + green];
        int b = lightOfBlue[ROOM + blue];
        return encode(redOfRed * r + redOfGreen * g + redOfBlue * b) << 16
                | encode(greenOfRed * r + greenOfGreen * g + greenOfBlue * b) << 8
                | encode(blueOfRed * r + blueOfGreen * g + blueOfBlue * b);
    }

    private static int encode(int light) {
        return Srgb.encode((light + (1 << (TO_STEP - 1))) >> TO_STEP);
    }

    /** Most profiles are of sRGB: when no corner, edge or gray of the colours moves by two levels, none does. */
    boolean changesAnything() {
        for (int red = 0; red <= 255; red += 51) {
            for (int green = 0; green <= 255; green += 51) {
                for (int blue = 0; blue <= 255; blue += 51) {
                    if (distance(red, green, blue) > 2) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private int distance(int red, int green, int blue) {
        int converted = convert(red, green, blue);
        return Math.max(
                Math.abs((converted >> 16) - red),
                Math.max(Math.abs((converted >> 8 & 255) - green), Math.abs((converted & 255) - blue)));
    }
}
