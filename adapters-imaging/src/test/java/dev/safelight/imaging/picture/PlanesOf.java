package dev.safelight.imaging.picture;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;

/** Pictures to try things on. */
public final class PlanesOf {

    private PlanesOf() {}

    /** With gaps between its rows, so that nobody relies on there being none. */
    public static Plane plane(int width, int height, IntBinaryOperator value) {
        int stride = width + 3;
        byte[] samples = new byte[stride * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                samples[y * stride + x] = (byte) value.applyAsInt(x, y);
            }
        }
        return new Plane(width, height, stride, samples);
    }

    public static Planes noise(Sampling sampling, int width, int height, long seed) {
        return noise(sampling, width, height, seed, 256);
    }

    /** @param range of values, in the middle of all */
    public static Planes noise(Sampling sampling, int width, int height, long seed, int range) {
        Random random = new Random(seed);
        IntBinaryOperator any = (x, y) -> 128 - range / 2 + random.nextInt(range);
        List<Plane> chroma = sampling == Sampling.GRAY
                ? List.of()
                : Stream.generate(() -> plane(sampling.across(width), sampling.down(height), any))
                        .limit(2)
                        .toList();
        return new Planes(sampling, plane(width, height, any), chroma);
    }

    /** As rows of pixels, given from above. */
    public static Rows rows(int[][] pixels) {
        return new Rows() {
            @Override
            public int width() {
                return pixels[0].length;
            }

            @Override
            public int height() {
                return pixels.length;
            }

            @Override
            public boolean isGray() {
                return false;
            }

            @Override
            public void read(int y, int[] row) {
                System.arraycopy(pixels[y], 0, row, 0, row.length);
            }
        };
    }

    public static int[] read(Rows rows, int y) {
        int[] row = new int[rows.width()];
        rows.read(y, row);
        return row;
    }
}
