package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.hevc.VideoColour;
import java.util.Optional;

/** The numbers of ITU-T H.273 for how colours are stored (table 4): what Y, Cb and Cr are of red, green and blue. */
final class Cicp {

    /**
     * What a picture is that says nothing: BT.601 of the limited range, as HEVC itself has it (ITU-T H.265, E.3.1) and as other
     * readers show it; the primaries and the curve of sRGB (ISO/IEC 23000-22, 7.3.6.4).
     */
    static final VideoColour UNSAID = new VideoColour(1, 13, 6, false);

    /** Kr and Kb of BT.601, which JFIF has too. */
    private static final double[] BT_601 = {0.299, 0.114};

    private Cicp() {}

    /** What the container says goes before what the coded picture says (ISO/IEC 14496-12, 12.1.5). */
    static VideoColour known(Optional<VideoColour> container, Optional<VideoColour> video) {
        return container.or(() -> video).orElse(UNSAID);
    }

    static void refuseUnknown(VideoColour colour, Sampling sampling) throws Unreadable {
        if (sampling == Sampling.GRAY) {
            return;
        }
        if (colour.matrix() == 0 && sampling != Sampling.YUV_444) {
            throw Unreadable.corrupt("green, blue and red at " + sampling);
        }
        toBt601(colour.matrix());
    }

    /** Kr and Kb of a matrix (equations 38 to 40). */
    private static double[] weights(int matrix) throws Unreadable {
        return switch (matrix) {
            case 1 -> new double[] {0.2126, 0.0722};
            case 4 -> new double[] {0.30, 0.11};
            case 2, 5, 6 -> BT_601;
            case 7 -> new double[] {0.212, 0.087};
            case 9 -> new double[] {0.2627, 0.0593};
            default -> throw Unreadable.rare("colours stored by matrix " + matrix);
        };
    }

    /** By rows: Y, Cb and Cr of BT.601 from what the picture stores, all of them 0 to 1 or −½ to ½. */
    static double[][] toBt601(int matrix) throws Unreadable {
        double[][] rgb = switch (matrix) {
            // Equations 41 to 43: green, blue, red.
            case 0 -> new double[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}};
            // Equations 44 to 47: Y, Cg, Co.
            case 8 -> new double[][] {{1, -1, 1}, {1, 1, 0}, {1, -1, -1}};
            default -> toRgb(weights(matrix));
        };
        double kr = BT_601[0];
        double kb = BT_601[1];
        double[][] converted = new double[3][3];
        for (int i = 0; i < 3; i++) {
            double luma = kr * rgb[0][i] + (1 - kr - kb) * rgb[1][i] + kb * rgb[2][i];
            converted[0][i] = luma;
            converted[1][i] = (rgb[2][i] - luma) / (2 * (1 - kb));
            converted[2][i] = (rgb[0][i] - luma) / (2 * (1 - kr));
        }
        return converted;
    }

    private static double[][] toRgb(double[] weights) {
        double kr = weights[0];
        double kb = weights[1];
        double kg = 1 - kr - kb;
        return new double[][] {
            {1, 0, 2 * (1 - kr)},
            {1, -2 * kb * (1 - kb) / kg, -2 * kr * (1 - kr) / kg},
            {1, 2 * (1 - kb), 0},
        };
    }

    /** Whether Y, Cb and Cr are BT.601's. */
    static boolean isBt601(int matrix) {
        return matrix == 2 || matrix == 5 || matrix == 6;
    }
}
