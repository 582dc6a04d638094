package dev.safelight.imaging.measure;

import dev.safelight.imaging.codec.Plane;
import java.util.Arrays;

/**
 * The brightness of every pixel, 0 to 255, weighted as eyes do (ITU-R BT.601).
 *
 * @param values {@code width * height} of them, row by row
 */
record Luma(int width, int height, int[] values) {

    static Luma of(Plane plane) {
        int[] values = new int[plane.width() * plane.height()];
        byte[] samples = plane.samples();
        for (int y = 0; y < plane.height(); y++) {
            int from = y * plane.stride();
            int to = y * plane.width();
            for (int x = 0; x < plane.width(); x++) {
                values[to + x] = samples[from + x] & 255;
            }
        }
        return new Luma(plane.width(), plane.height(), values);
    }

    /** What of {@code area} lies within, at least a pixel of it. */
    Luma cut(Area area) {
        int left = Math.clamp((long) Math.floor(area.x()), 0, width - 1);
        int upper = Math.clamp((long) Math.floor(area.y()), 0, height - 1);
        int right = Math.clamp((long) Math.ceil(area.x() + area.width()), left + 1, width);
        int lower = Math.clamp((long) Math.ceil(area.y() + area.height()), upper + 1, height);
        int[] cut = new int[(right - left) * (lower - upper)];
        for (int y = upper; y < lower; y++) {
            System.arraycopy(values, y * width + left, cut, (y - upper) * (right - left), right - left);
        }
        return new Luma(right - left, lower - upper, cut);
    }

    /** This when its longer side is at most {@code side} px, otherwise a smaller one by area average. */
    Luma within(int side) {
        int longer = Math.max(width, height);
        return longer <= side ? this : resized(fitted(width, longer, side), fitted(height, longer, side));
    }

    private static int fitted(int length, int longer, int side) {
        return Math.max(1, (int) Math.round((double) length * side / longer));
    }

    /** At exactly this size, each value the mean of the area that it covers, whatever becomes of the proportions. */
    Luma resized(int newWidth, int newHeight) {
        Shares across = Shares.of(width, newWidth);
        Shares down = Shares.of(height, newHeight);
        float[] sums = new float[newWidth];
        int[] means = new int[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++) {
            Arrays.fill(sums, 0);
            for (int row = down.first(y); row <= down.last(y); row++) {
                addRow(row * width, across, down.weight(y, row), sums);
            }
            for (int x = 0; x < newWidth; x++) {
                means[y * newWidth + x] = Math.round(sums[x]);
            }
        }
        return new Luma(newWidth, newHeight, means);
    }

    private void addRow(int at, Shares across, float share, float[] sums) {
        for (int x = 0; x < sums.length; x++) {
            int first = across.first(x);
            int last = across.last(x);
            float sum = across.weight(x, first) * values[at + first];
            if (last > first) {
                int whole = 0;
                for (int i = first + 1; i < last; i++) {
                    whole += values[at + i];
                }
                sum += across.whole() * whole + across.weight(x, last) * values[at + last];
            }
            sums[x] += share * sum;
        }
    }
}
