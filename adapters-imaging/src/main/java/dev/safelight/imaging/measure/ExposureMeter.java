package dev.safelight.imaging.measure;

import dev.safelight.domain.rule.Exposure;

/** Measures how light is spread: percentiles of luma, so that a few lamps or shadows do not decide. */
final class ExposureMeter {

    private ExposureMeter() {}

    static Exposure measure(Luma luma) {
        int[] histogram = new int[256];
        long sum = 0;
        for (int value : luma.values()) {
            histogram[value]++;
            sum += value;
        }
        int count = luma.values().length;
        return new Exposure(
                percent(percentile(histogram, count, 10)),
                percent((double) sum / count),
                percent(percentile(histogram, count, 90)));
    }

    private static int percentile(int[] histogram, int count, int percent) {
        long wanted = Math.ceilDiv((long) count * percent, 100);
        long passed = 0;
        for (int value = 0; value < histogram.length; value++) {
            passed += histogram[value];
            if (passed >= wanted) {
                return value;
            }
        }
        return histogram.length - 1;
    }

    /** In percent of white, to one decimal: more would pretend. */
    private static double percent(double luma) {
        return Math.round(luma / 255 * 1000) / 10.0;
    }
}
