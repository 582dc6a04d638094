package dev.safelight.imaging.measure;

import java.util.OptionalDouble;

/**
 * How many pixels it takes brightness to get from one side of an edge to the other (P. Marziliano and others, "A
 * no-reference perceptual blur metric", ICIP 2002). In a sharp photo two or three; the more, the blurrier, whatever the
 * photo shows.
 */
final class EdgeWidth {

    /** A change over two pixels that counts as an edge, in levels of 255. */
    private static final int STRONG = 20;

    /** And so many times the noise, of which there is √2 in the difference of two pixels: hardly any noise is as strong. */
    private static final double ABOVE_NOISE = 5 * Math.sqrt(2);

    /** With fewer edges than this there is nothing to go by. */
    private static final int FEWEST = 50;

    private final int[] values;
    private final int length;
    private final int step;
    private final int strong;

    private long widths;
    private int edges;

    private EdgeWidth(int[] values, int length, int step, double noise) {
        this.values = values;
        this.length = length;
        this.step = step;
        this.strong = (int) Math.max(STRONG, ABOVE_NOISE * noise);
    }

    /**
     * The mean width of edges along every second row; empty when there are too few.
     *
     * @param noise its standard deviation, in levels of 255
     */
    static OptionalDouble alongRows(Luma luma, double noise) {
        EdgeWidth search = new EdgeWidth(luma.values(), luma.width(), 1, noise);
        for (int y = 2; y < luma.height() - 2; y += 2) {
            search.line(y * luma.width());
        }
        return search.mean();
    }

    /** The same along every second column. */
    static OptionalDouble alongColumns(Luma luma, double noise) {
        EdgeWidth search = new EdgeWidth(luma.values(), luma.height(), luma.width(), noise);
        for (int x = 2; x < luma.width() - 2; x += 2) {
            search.line(x);
        }
        return search.mean();
    }

    private OptionalDouble mean() {
        return edges < FEWEST ? OptionalDouble.empty() : OptionalDouble.of((double) widths / edges);
    }

    private void line(int start) {
        for (int i = 2; i < length - 2; i++) {
            int change = change(start, i);
            int size = Math.abs(change);
            if (size >= strong && size >= Math.abs(change(start, i - 1)) && size >= Math.abs(change(start, i + 1))) {
                edges++;
                widths += width(start, i, Integer.signum(change));
            }
        }
    }

    private int change(int start, int i) {
        int at = start + i * step;
        return values[at + step] - values[at - step];
    }

    /** From where brightness begins to change in this direction to where it no longer does. */
    private int width(int start, int i, int direction) {
        int from = i;
        while (from > 0 && rises(start, from, direction)) {
            from--;
        }
        int to = i;
        while (to < length - 1 && rises(start, to + 1, direction)) {
            to++;
        }
        return to - from;
    }

    private boolean rises(int start, int i, int direction) {
        int at = start + i * step;
        return (values[at] - values[at - step]) * direction > 0;
    }
}
