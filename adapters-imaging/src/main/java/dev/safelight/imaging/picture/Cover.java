package dev.safelight.imaging.picture;

/**
 * Which samples of a line each sample of a shorter line covers, and what share of it each of them makes up: the weights
 * of a box filter, edges counted by their share. Weights of one sample add up to {@link #ONE}, whatever the rounding.
 */
final class Cover {

    static final int BITS = 14;
    static final int ONE = 1 << BITS;

    /** Of each sample, the first that it covers. */
    final int[] first;

    /** Of each sample, where its weights begin; one entry more, for where the last ones end. */
    final int[] start;

    final int[] weights;

    private int filled;

    private Cover(int samples, int most) {
        first = new int[samples];
        start = new int[samples + 1];
        weights = new int[most];
    }

    /**
     * @param length of the line that is covered, in its samples; ends within one where the last stands for less
     * @param step how many of them one sample of the shorter line stands for
     * @param samples of the shorter line; the last may stand for less than a step
     */
    static Cover of(double length, double step, int samples) {
        Cover cover = new Cover(samples, (int) Math.ceil(length) + 2 * samples);
        for (int i = 0; i < samples; i++) {
            cover.add(i, i * step, i == samples - 1 ? length : Math.min(length, (i + 1) * step));
        }
        return cover;
    }

    private void add(int sample, double from, double to) {
        int begin = (int) (from + 1e-9);
        int end = Math.max(begin + 1, (int) Math.ceil(to - 1e-9));
        first[sample] = begin;
        int given = 0;
        for (int at = begin; at < end; at++) {
            int whole = at == end - 1 ? ONE : (int) Math.round(ONE * (at + 1 - from) / (to - from));
            weights[filled++] = whole - given;
            given = whole;
        }
        start[sample + 1] = filled;
    }

    /**
     * The same with three weights for each sample, some of them 0, where none covers more: as many rounds for each, which a
     * processor foresees.
     *
     * @param length of the line that is covered, in its samples
     */
    Cover inThrees(int length) {
        for (int i = 0; i < first.length; i++) {
            if (count(i) > 3 || length < 3) {
                return this;
            }
        }
        Cover threes = new Cover(first.length, 3 * first.length);
        for (int i = 0; i < first.length; i++) {
            threes.first[i] = Math.min(first[i], length - 3);
            threes.start[i + 1] = 3 * (i + 1);
            System.arraycopy(weights, start[i], threes.weights, 3 * i + first[i] - threes.first[i], count(i));
        }
        return threes;
    }

    /** How many samples {@code sample} covers. */
    int count(int sample) {
        return start[sample + 1] - start[sample];
    }
}
