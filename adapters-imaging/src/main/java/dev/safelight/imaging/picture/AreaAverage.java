package dev.safelight.imaging.picture;

import java.util.Arrays;

/**
 * Resizes by averaging: each pixel of the result is the mean of the area that it covers, edges counted by their share
 * (a box filter). It keeps no detail finer than the result can show, so measures on the result do not see aliasing.
 * Reduces to {@code 1 / }{@value #MOST} at most.
 */
final class AreaAverage {

    private static final int CHANNELS = 4;
    private static final int MOST = 256;

    private final Rows source;
    private final int width;
    private final int height;
    private final Cover across;
    private final int[] row;
    private final float[] reduced;
    private final float[] sums;

    private AreaAverage(Rows source, int width, int height) {
        if (source.width() > (long) MOST * width) {
            throw new IllegalArgumentException("from " + source.width() + " px to " + width + " is too far");
        }
        this.source = source;
        this.width = width;
        this.height = height;
        this.across = new Cover(source.width(), width);
        this.row = new int[source.width()];
        this.reduced = new float[width * CHANNELS];
        this.sums = new float[width * CHANNELS];
    }

    static Picture of(Rows source, int width, int height) {
        return new AreaAverage(source, width, height).resize();
    }

    private Picture resize() {
        Cover down = new Cover(source.height(), height);
        int[] pixels = new int[width * height];
        int at = -1;
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            for (int from = down.first[y]; from <= down.last[y]; from++) {
                if (from != at) {
                    reduceRow(from);
                    at = from;
                }
                add(down.weight(y, from));
            }
            pack(pixels, y * width, 1 / (across.length * down.length));
        }
        return new Picture(width, height, pixels);
    }

    private void reduceRow(int y) {
        source.read(y, row);
        for (int x = 0; x < width; x++) {
            int first = across.first[x];
            int last = across.last[x];
            long inner = 0;
            for (int from = first + 1; from < last; from++) {
                inner += spread(row[from]);
            }
            put(x, inner, row[first], across.head[x], row[last], first == last ? 0 : across.tail[x]);
        }
    }

    /** Four 8-bit channels, 16 bits apart: up to 257 pixels can be summed at once without one running into the next. */
    private static long spread(int pixel) {
        long wide = pixel & 0xFFFFFFFFL;
        wide = (wide | wide << 16) & 0x0000FFFF0000FFFFL;
        return (wide | wide << 8) & 0x00FF00FF00FF00FFL;
    }

    private void put(int x, long inner, int head, float headShare, int tail, float tailShare) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = channel * 8;
            reduced[x * CHANNELS + channel] = (inner >>> (2 * shift) & 0xFFFF)
                    + (head >>> shift & 255) * headShare
                    + (tail >>> shift & 255) * tailShare;
        }
    }

    private void add(float weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += reduced[i] * weight;
        }
    }

    private void pack(int[] pixels, int start, float scale) {
        for (int x = 0; x < width; x++) {
            int at = x * CHANNELS;
            pixels[start + x] = level(sums[at] * scale)
                    | level(sums[at + 1] * scale) << 8
                    | level(sums[at + 2] * scale) << 16
                    | level(sums[at + 3] * scale) << 24;
        }
    }

    private static int level(float value) {
        return Math.min(255, (int) (value + 0.5f));
    }

    /** Which pixels of a line each pixel of the shorter line covers, and the share of the first and the last. */
    private static final class Cover {
        final float length;
        final int[] first;
        final int[] last;
        final float[] head;
        final float[] tail;

        Cover(int from, int to) {
            double step = (double) from / to;
            length = (float) step;
            first = new int[to];
            last = new int[to];
            head = new float[to];
            tail = new float[to];
            for (int i = 0; i < to; i++) {
                double start = i * step;
                double end = i == to - 1 ? from : start + step;
                first[i] = Math.min(from - 1, (int) start);
                last[i] = Math.min(from - 1, Math.max(first[i], (int) Math.ceil(end - 1e-9) - 1));
                head[i] = (float) (Math.min(end, first[i] + 1) - start);
                tail[i] = (float) (end - last[i]);
            }
        }

        float weight(int i, int from) {
            if (from == first[i]) {
                return head[i];
            }
            return from == last[i] ? tail[i] : 1;
        }
    }
}
