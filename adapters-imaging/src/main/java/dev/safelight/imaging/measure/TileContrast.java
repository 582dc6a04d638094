package dev.safelight.imaging.measure;

import java.util.Arrays;

/**
 * How much fine detail the most detailed parts of a photo hold: the variance of the second difference over tiles,
 * averaged over the top tenth of them. After the variance of the Laplacian (J. L. Pech-Pacheco and others, "Diatom
 * autofocusing in brightfield microscopy", ICPR 2000), but along rows and along columns apart: shake leaves the detail
 * of one direction. A blurred background does not lower it.
 */
final class TileContrast {

    private static final int TILE = 32;

    private TileContrast() {}

    /** The detail in the direction that has less of it. */
    static double measure(Luma luma) {
        return Math.min(topTenth(luma, 1), topTenth(luma, luma.width()));
    }

    /** @param step from a pixel to its neighbour */
    private static double topTenth(Luma luma, int step) {
        int across = Math.max(1, (luma.width() - 2) / TILE);
        int down = Math.max(1, (luma.height() - 2) / TILE);
        double[] variances = new double[across * down];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = variance(luma, 1 + i % across * TILE, 1 + i / across * TILE, step);
        }
        Arrays.sort(variances);
        int top = Math.ceilDiv(variances.length, 10);
        return Arrays.stream(variances, variances.length - top, variances.length)
                .average()
                .orElse(0);
    }

    private static double variance(Luma luma, int left, int upper, int step) {
        int[] values = luma.values();
        long sum = 0;
        long squares = 0;
        int count = 0;
        for (int y = upper; y < Math.min(upper + TILE, luma.height() - 1); y++) {
            for (int x = left; x < Math.min(left + TILE, luma.width() - 1); x++) {
                int at = y * luma.width() + x;
                int difference = 2 * values[at] - values[at - step] - values[at + step];
                sum += difference;
                squares += (long) difference * difference;
                count++;
            }
        }
        double mean = count == 0 ? 0 : (double) sum / count;
        return count == 0 ? 0 : (double) squares / count - mean * mean;
    }
}
