package dev.safelight.imaging.picture;

import java.util.Arrays;

/** Rows of a smaller picture, each pixel the mean of the area that it covers. Four channels, whatever they mean. */
final class AveragedRows implements Rows {

    private static final int CHANNELS = 4;
    private static final int FRACTION_BITS = 8;

    private final Rows source;
    private final Cover across;
    private final Cover down;
    private final int[] row;
    private final int[] reduced;
    private final int[] sums;
    private int reducedRow = -1;

    AveragedRows(Rows source, int width, int height) {
        this.source = source;
        this.across = Cover.of(source.width(), (double) source.width() / width, width);
        this.down = Cover.of(source.height(), (double) source.height() / height, height);
        this.row = new int[source.width()];
        this.reduced = new int[width * CHANNELS];
        this.sums = new int[width * CHANNELS];
    }

    @Override
    public int width() {
        return across.first.length;
    }

    @Override
    public int height() {
        return down.first.length;
    }

    @Override
    public boolean isGray() {
        return source.isGray();
    }

    @Override
    public void read(int y, int[] target) {
        Arrays.fill(sums, 1 << (Cover.BITS + FRACTION_BITS - 1));
        for (int i = 0; i < down.count(y); i++) {
            int from = down.first[y] + i;
            if (from != reducedRow) {
                source.read(from, row);
                reduce();
                reducedRow = from;
            }
            int weight = down.weights[down.start[y] + i];
            for (int at = 0; at < sums.length; at++) {
                sums[at] += weight * reduced[at];
            }
        }
        for (int x = 0; x < target.length; x++) {
            int at = x * CHANNELS;
            target[x] = level(at) << 24 | level(at + 1) << 16 | level(at + 2) << 8 | level(at + 3);
        }
    }

    private int level(int at) {
        return sums[at] >>> (Cover.BITS + FRACTION_BITS);
    }

    private void reduce() {
        int weight = 0;
        for (int x = 0; x < across.first.length; x++) {
            int from = across.first[x];
            int a = 0;
            int b = 0;
            int c = 0;
            int d = 0;
            for (int end = across.start[x + 1]; weight < end; weight++) {
                int pixel = row[from++];
                int share = across.weights[weight];
                a += share * (pixel >>> 24);
                b += share * (pixel >> 16 & 255);
                c += share * (pixel >> 8 & 255);
                d += share * (pixel & 255);
            }
            int at = x * CHANNELS;
            reduced[at] = a >> (Cover.BITS - FRACTION_BITS);
            reduced[at + 1] = b >> (Cover.BITS - FRACTION_BITS);
            reduced[at + 2] = c >> (Cover.BITS - FRACTION_BITS);
            reduced[at + 3] = d >> (Cover.BITS - FRACTION_BITS);
        }
    }
}
