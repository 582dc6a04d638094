package dev.safelight.imaging.measure;

import java.util.Arrays;

/**
 * How much fine detail a photo holds where it has most of it, and where it has least: the variance of the second
 * difference over tiles, averaged over the top tenth and the lowest tenth of them. After the variance of the Laplacian (J.
 * L. Pech-Pacheco and others, "Diatom autofocusing in brightfield microscopy", ICPR 2000), but along rows and along columns
 * apart: shake leaves the detail of one direction. A blurred background does not lower it.
 *
 * @param busiest of the direction that has less of it
 * @param quietest what is everywhere, and so is noise rather than detail; 0 where there are too few tiles to tell
 */
record TileContrast(double busiest, double quietest) {

    private static final int TILE = 32;

    /** With fewer tiles than this each may be full of detail. */
    private static final int FEWEST = 20;

    /** The second difference adds up the noise of three pixels, weighted 1, 2 and 1: six times its variance. */
    private static final double NOISE_IN_DIFFERENCES = 6;

    static TileContrast of(Luma luma) {
        TileContrast across = along(luma, 1);
        TileContrast down = along(luma, luma.width());
        return across.busiest < down.busiest ? across : down;
    }

    /** What is left of the detail without the noise. */
    double detail() {
        return busiest - quietest;
    }

    /** The standard deviation of the noise, in levels of 255. */
    double noise() {
        return Math.sqrt(quietest / NOISE_IN_DIFFERENCES);
    }

    /** @param step from a pixel to its neighbour */
    private static TileContrast along(Luma luma, int step) {
        int across = Math.max(1, (luma.width() - 2) / TILE);
        int down = Math.max(1, (luma.height() - 2) / TILE);
        double[] variances = new double[across * down];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = variance(luma, 1 + i % across * TILE, 1 + i / across * TILE, step);
        }
        Arrays.sort(variances);
        int tenth = Math.ceilDiv(variances.length, 10);
        double busiest = mean(variances, variances.length - tenth, variances.length);
        return new TileContrast(busiest, variances.length < FEWEST ? 0 : mean(variances, 0, tenth));
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElse(0);
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
