package dev.safelight.imaging.picture;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.Arrays;
import java.util.List;

/**
 * Makes pictures smaller by averaging: each sample of the result is the mean of the area that it covers (a box filter).
 * It keeps no detail finer than the result can show, so measures on the result do not see aliasing. Colour is averaged
 * over the area of the 2×2 pixels that it stands for in the result, wherever it lay in the original.
 */
public final class AreaAverage {

    /** What is kept of a mean between the two directions, beyond its 8 bits. */
    private static final int FRACTION_BITS = 8;

    /** Looking at the clock takes a tenth of the time that a row takes. */
    private static final int ROWS_PER_LOOK = 16;

    private AreaAverage() {}

    /** {@code planes} when their longer side is at most {@code side} px and their colour is 4:2:0, otherwise smaller. */
    public static Planes within(Planes planes, int side, Checkpoint checkpoint) {
        Fit fit = Fit.within(planes.width(), planes.height(), side);
        return resized(planes, fit.width(), fit.height(), checkpoint);
    }

    /**
     * At exactly this size, whatever becomes of the proportions, in 4:2:0 or gray.
     *
     * @param width at most that of {@code planes}
     * @param height at most that of {@code planes}
     */
    public static Planes resized(Planes planes, int width, int height, Checkpoint checkpoint) {
        boolean as420 = planes.isGray() || planes.sampling() == Sampling.YUV_420;
        if (as420 && planes.width() == width && planes.height() == height) {
            return planes;
        }
        double stepX = (double) planes.width() / width;
        double stepY = (double) planes.height() / height;
        Plane luma = averaged(planes.luma(), planes.width(), planes.height(), stepX, stepY, width, height, checkpoint);
        return planes.isGray()
                ? new Planes(Sampling.GRAY, luma, List.of())
                : new Planes(Sampling.YUV_420, luma, colour(planes, stepX, stepY, luma, checkpoint));
    }

    /** A plane alone, at exactly this size. */
    public static Plane resized(Plane plane, int width, int height) {
        double stepX = (double) plane.width() / width;
        double stepY = (double) plane.height() / height;
        return averaged(plane, plane.width(), plane.height(), stepX, stepY, width, height, Checkpoint.NONE);
    }

    private static List<Plane> colour(Planes planes, double stepX, double stepY, Plane luma, Checkpoint checkpoint) {
        Sampling from = planes.sampling();
        double perX = 1.0 / (1 << from.shiftX());
        double perY = 1.0 / (1 << from.shiftY());
        return planes.chroma().stream()
                .map(plane -> averaged(
                        plane,
                        planes.width() * perX,
                        planes.height() * perY,
                        2 * stepX * perX,
                        2 * stepY * perY,
                        Sampling.YUV_420.across(luma.width()),
                        Sampling.YUV_420.down(luma.height()),
                        checkpoint))
                .toList();
    }

    private static Plane averaged(
            Plane plane,
            double length,
            double depth,
            double stepX,
            double stepY,
            int width,
            int height,
            Checkpoint checkpoint) {
        if (stepX == 1 && stepY == 1 && plane.width() == width && plane.height() == height) {
            return plane;
        }
        if (stepX == 2 && stepY == 2 && plane.width() == 2 * width && plane.height() == 2 * height) {
            return halved(plane, checkpoint);
        }
        Cover across = Cover.of(length, stepX, width).inThrees(plane.width());
        Cover down = Cover.of(depth, stepY, height);
        int[] row = new int[plane.width()];
        Plane smaller = new Plane(width, height);
        for (int y = 0; y < height; y++) {
            look(checkpoint, y);
            average(plane, down, y, row);
            average(row, across, smaller, y);
        }
        return smaller;
    }

    private static Plane halved(Plane plane, Checkpoint checkpoint) {
        Plane half = new Plane(plane.width() / 2, plane.height() / 2);
        byte[] from = plane.samples();
        byte[] to = half.samples();
        for (int y = 0; y < half.height(); y++) {
            look(checkpoint, y);
            int upper = 2 * y * plane.stride();
            int lower = upper + plane.stride();
            int at = y * half.stride();
            for (int x = 0; x < half.width(); x++) {
                int left = 2 * x;
                int sum = (from[upper + left] & 255)
                        + (from[upper + left + 1] & 255)
                        + (from[lower + left] & 255)
                        + (from[lower + left + 1] & 255);
                to[at + x] = (byte) ((sum + 2) >> 2);
            }
        }
        return half;
    }

    private static void look(Checkpoint checkpoint, int y) {
        if (y % ROWS_PER_LOOK == 0) {
            checkpoint.check();
        }
    }

    /** The mean of the rows that row {@code y} of the result covers, with {@link #FRACTION_BITS} more. */
    private static void average(Plane plane, Cover down, int y, int[] row) {
        byte[] samples = plane.samples();
        Arrays.fill(row, 1 << (Cover.BITS - FRACTION_BITS - 1));
        for (int i = 0; i < down.count(y); i++) {
            int weight = down.weights[down.start[y] + i];
            int at = (down.first[y] + i) * plane.stride();
            for (int x = 0; x < row.length; x++) {
                row[x] += weight * (samples[at + x] & 255);
            }
        }
        for (int x = 0; x < row.length; x++) {
            row[x] >>= Cover.BITS - FRACTION_BITS;
        }
    }

    private static void average(int[] row, Cover across, Plane smaller, int y) {
        byte[] samples = smaller.samples();
        int at = y * smaller.stride();
        int[] weights = across.weights;
        int weight = 0;
        for (int x = 0; x < smaller.width(); x++) {
            int sum = 1 << (Cover.BITS + FRACTION_BITS - 1);
            int from = across.first[x];
            for (int end = across.start[x + 1]; weight < end; weight++) {
                sum += weights[weight] * row[from++];
            }
            samples[at + x] = (byte) (sum >> (Cover.BITS + FRACTION_BITS));
        }
    }
}
