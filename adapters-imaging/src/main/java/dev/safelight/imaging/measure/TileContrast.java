package dev.safelight.imaging.measure;

import java.util.Arrays;

/**
 * How much fine detail the most detailed parts of a photo hold: the variance of the Laplacian (J. L. Pech-Pacheco and
 * others, "Diatom autofocusing in brightfield microscopy", ICPR 2000) over tiles, averaged over the top tenth of them. A
 * blurred background does not lower it.
 */
final class TileContrast {

    private static final int TILE = 32;

    private TileContrast() {}

    static double measure(Luma luma) {
        int across = Math.max(1, (luma.width() - 2) / TILE);
        int down = Math.max(1, (luma.height() - 2) / TILE);
        double[] variances = new double[across * down];
        for (int tileY = 0; tileY < down; tileY++) {
            for (int tileX = 0; tileX < across; tileX++) {
                variances[tileY * across + tileX] = variance(luma, 1 + tileX * TILE, 1 + tileY * TILE);
            }
        }
        Arrays.sort(variances);
        int top = Math.max(1, Math.ceilDiv(variances.length, 10));
        return Arrays.stream(variances, variances.length - top, variances.length)
                .average()
                .orElse(0);
    }

    private static double variance(Luma luma, int left, int upper) {
        long sum = 0;
        long squares = 0;
        int count = 0;
        for (int y = upper; y < Math.min(upper + TILE, luma.height() - 1); y++) {
            for (int x = left; x < Math.min(left + TILE, luma.width() - 1); x++) {
                int laplacian = laplacian(luma, y * luma.width() + x);
                sum += laplacian;
                squares += (long) laplacian * laplacian;
                count++;
            }
        }
        double mean = count == 0 ? 0 : (double) sum / count;
        return count == 0 ? 0 : (double) squares / count - mean * mean;
    }

    private static int laplacian(Luma luma, int at) {
        int[] values = luma.values();
        return 4 * values[at] - values[at - 1] - values[at + 1] - values[at - luma.width()] - values[at + luma.width()];
    }
}
