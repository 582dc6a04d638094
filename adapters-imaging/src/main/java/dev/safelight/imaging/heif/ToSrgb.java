package dev.safelight.imaging.heif;

import dev.safelight.imaging.colour.ColourSpace;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** Brings rows of pixels to sRGB, for callers who take no profile. */
interface ToSrgb {

    /** @param row {@code 0xRRGGBB}, converted in place */
    void convert(int[] row);

    /** Profiles that the JDK does not understand, or that are not of three colours, are passed over. */
    static ToSrgb from(Optional<ColourSpace> colours) {
        return switch (colours.orElse(null)) {
            case null -> row -> {};
            case ColourSpace.Matrix matrix -> new Lights(matrix.light(), matrix.toXyz());
            case ColourSpace.Gamma _ -> row -> {};
            case ColourSpace.Icc icc -> managed(icc);
        };
    }

    private static ToSrgb managed(ColourSpace.Icc icc) {
        try {
            ICC_Profile profile = ICC_Profile.getInstance(icc.profile());
            if (profile.getNumComponents() != 3) {
                return row -> {};
            }
            Managed managed = new Managed(new ICC_ColorSpace(profile));
            managed.convert(new int[1]);
            return managed;
        } catch (IllegalArgumentException | CMMException notUnderstood) {
            return row -> {};
        }
    }

    /** By the JDK. */
    record Managed(ColorSpace space) implements ToSrgb {

        @Override
        public void convert(int[] row) {
            WritableRaster from = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, row.length, 1, 3, null);
            for (int x = 0; x < row.length; x++) {
                from.setPixel(x, 0, new int[] {row[x] >> 16 & 255, row[x] >> 8 & 255, row[x] & 255});
            }
            WritableRaster to = from.createCompatibleWritableRaster();
            new ColorConvertOp(space, ColorSpace.getInstance(ColorSpace.CS_sRGB), null).filter(from, to);
            int[] pixel = new int[3];
            for (int x = 0; x < row.length; x++) {
                to.getPixel(x, 0, pixel);
                row[x] = pixel[0] << 16 | pixel[1] << 8 | pixel[2];
            }
        }
    }

    /** Curves to light, a matrix to the primaries of sRGB (both relative to D50), and its curve back. */
    final class Lights implements ToSrgb {

        /** The inverse of the matrix of the sRGB profile. */
        private static final double[][] FROM_XYZ = {
            {3.1338561, -1.6168667, -0.4906146},
            {-0.9787684, 1.9161415, 0.0334540},
            {0.0719453, -0.2289914, 1.4052427},
        };

        private static final int STEPS = 4096;
        private static final byte[] ENCODED = encoded();

        private final float[][] light;
        private final float[] matrix = new float[9];

        Lights(float[][] light, double[][] toXyz) {
            this.light = light;
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    double sum = 0;
                    for (int i = 0; i < 3; i++) {
                        sum += FROM_XYZ[row][i] * toXyz[i][column];
                    }
                    matrix[3 * row + column] = (float) sum;
                }
            }
        }

        /** IEC 61966-2-1, from the square root of light, so that the steps are fine where it is dark. */
        private static byte[] encoded() {
            byte[] encoded = new byte[STEPS + 1];
            for (int i = 0; i <= STEPS; i++) {
                double linear = Math.pow((double) i / STEPS, 2);
                double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
                encoded[i] = (byte) Math.round(255 * value);
            }
            return encoded;
        }

        @Override
        public void convert(int[] row) {
            for (int x = 0; x < row.length; x++) {
                float red = light[0][row[x] >> 16 & 255];
                float green = light[1][row[x] >> 8 & 255];
                float blue = light[2][row[x] & 255];
                row[x] =
                        mixed(0, red, green, blue) << 16 | mixed(3, red, green, blue) << 8 | mixed(6, red, green, blue);
            }
        }

        private int mixed(int at, float red, float green, float blue) {
            float linear = matrix[at] * red + matrix[at + 1] * green + matrix[at + 2] * blue;
            return ENCODED[(int) (Math.sqrt(Math.clamp(linear, 0f, 1f)) * STEPS + 0.5)] & 255;
        }
    }
}
