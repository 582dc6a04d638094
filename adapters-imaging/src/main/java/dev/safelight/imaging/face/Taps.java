package dev.safelight.imaging.face;

import dev.safelight.imaging.codec.Plane;
import java.util.Arrays;

/**
 * Which samples along one direction make up each new one, and by how much: a tent as wide as two new samples, or two old
 * ones where it enlarges. So nothing flickers when a picture is made small, and enlarging is bilinear.
 *
 * @param first for each new sample the first old one; nothing for those whose centre lies beyond the edge
 */
record Taps(int[] first, float[][] weights) {

    private static final float[] NOTHING = {};

    /**
     * @param start where the first new sample begins, in old ones from the edge
     * @param step from a new sample to the next, in old ones
     * @param old how many old ones there are
     */
    static Taps of(double start, double step, int size, int old) {
        Taps taps = new Taps(new int[size], new float[size][]);
        double radius = Math.max(1, step);
        for (int i = 0; i < size; i++) {
            double centre = start + (i + 0.5) * step;
            boolean beyond = centre < 0 || centre >= old;
            int first = beyond ? 0 : (int) Math.max(0, Math.ceil(centre - radius - 0.5));
            int last = beyond ? -1 : (int) Math.min(old - 1.0, Math.floor(centre + radius - 0.5));
            taps.first[i] = first;
            taps.weights[i] = beyond ? NOTHING : tent(centre - 0.5 - first, radius, last - first + 1);
        }
        return taps;
    }

    private static float[] tent(double peak, double radius, int count) {
        double[] heights = new double[count];
        for (int i = 0; i < count; i++) {
            heights[i] = Math.max(0, 1 - Math.abs(i - peak) / radius);
        }
        double sum = Arrays.stream(heights).sum();
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) (heights[i] / sum);
        }
        return weights;
    }

    static float[] resample(Plane plane, Taps columns, Taps rows, int beyond) {
        int width = columns.first.length;
        float[] out = new float[width * rows.first.length];
        float[] sums = new float[plane.width()];
        for (int y = 0; y < rows.first.length; y++) {
            float[] weights = rows.weights[y];
            Arrays.fill(sums, 0);
            for (int k = 0; k < weights.length; k++) {
                addRow(plane, rows.first[y] + k, weights[k], sums);
            }
            for (int x = 0; x < width; x++) {
                boolean inside = weights.length > 0 && columns.weights[x].length > 0;
                out[y * width + x] = inside ? columns.at(sums, x) : beyond;
            }
        }
        return out;
    }

    private static void addRow(Plane plane, int row, float weight, float[] sums) {
        byte[] samples = plane.samples();
        int start = row * plane.stride();
        for (int x = 0; x < sums.length; x++) {
            sums[x] += weight * (samples[start + x] & 255);
        }
    }

    private float at(float[] row, int x) {
        float sum = 0;
        float[] weight = weights[x];
        for (int k = 0; k < weight.length; k++) {
            sum += weight[k] * row[first[x] + k];
        }
        return sum;
    }
}
