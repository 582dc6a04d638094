package dev.safelight.imaging.measure;

import java.util.Arrays;

/**
 * A picture as a square of brightness, whatever its proportions were: two pictures of one scene lie over each other.
 *
 * @param side a power of two, in px
 * @param values {@code side * side} of them, row by row, in levels of 255 or differences of such
 */
record Tones(int side, float[] values) {

    /** So many parts the tones are divided into when those of two pictures are matched. */
    private static final int STEPS = 64;

    /** A picture is evened out over this share of its side. */
    private static final int EVENED = 16;

    /** The variance of tones, in levels², that counts as none. */
    private static final float FLAT = 4;

    static Tones of(Luma luma, int side) {
        int[] levels = luma.resized(side, side).values();
        float[] values = new float[levels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = levels[i];
        }
        return new Tones(side, values);
    }

    /** The picture in a mirror. */
    Tones mirrored() {
        return picked((x, y) -> y * side + side - 1 - x);
    }

    Tones upsideDown() {
        return picked((x, y) -> (side - 1 - y) * side + x);
    }

    Tones transposed() {
        return picked((x, y) -> x * side + y);
    }

    private interface Pick {
        int at(int x, int y);
    }

    private Tones picked(Pick pick) {
        float[] picked = new float[values.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                picked[y * side + x] = values[pick.at(x, y)];
            }
        }
        return new Tones(side, picked);
    }

    /** Halved until its side is {@code smaller}. */
    Tones reduced(int smaller) {
        Tones reduced = this;
        while (reduced.side > smaller) {
            reduced = reduced.halved();
        }
        return reduced;
    }

    private Tones halved() {
        int half = side / 2;
        float[] means = new float[half * half];
        for (int y = 0; y < half; y++) {
            for (int x = 0; x < half; x++) {
                int at = 2 * y * side + 2 * x;
                means[y * half + x] = (values[at] + values[at + 1] + values[at + side] + values[at + side + 1]) / 4;
            }
        }
        return new Tones(half, means);
    }

    /** Nearly Gaussian: the mean over a square of {@code 2 * radius + 1}, twice. */
    Tones blurred(int radius) {
        return averagedAlongRows(radius)
                .averagedAlongRows(radius)
                .averagedAlongRows(radius)
                .averagedAlongRows(radius);
    }

    /** And transposed, so that twice averages in both directions. */
    private Tones averagedAlongRows(int radius) {
        float[] means = new float[values.length];
        float share = 1f / (2 * radius + 1);
        for (int y = 0; y < side; y++) {
            int row = y * side;
            float sum = 0;
            for (int i = -radius; i <= radius; i++) {
                sum += values[row + Math.clamp(i, 0, side - 1)];
            }
            for (int x = 0; x < side; x++) {
                means[x * side + y] = sum * share;
                sum += values[row + Math.min(x + radius + 1, side - 1)] - values[row + Math.max(x - radius, 0)];
            }
        }
        return new Tones(side, means);
    }

    Tones minus(Tones other) {
        float[] differences = new float[values.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = values[i] - other.values[i];
        }
        return new Tones(side, differences);
    }

    /** Without slow changes of light, and of the same contrast everywhere. */
    Tones evened() {
        int radius = side / EVENED;
        float[] detail = minus(blurred(radius)).values;
        float[] squares = new float[detail.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = detail[i] * detail[i];
        }
        float[] variances = new Tones(side, squares).blurred(radius).values;
        for (int i = 0; i < detail.length; i++) {
            detail[i] /= (float) Math.sqrt(Math.max(variances[i], 0) + FLAT);
        }
        return new Tones(side, detail);
    }

    /** These tones replaced, dark by dark and light by light, so that each is as frequent as in {@code model}. */
    Tones tonedLike(Tones model) {
        float[] mine = values.clone();
        float[] theirs = model.values.clone();
        Arrays.sort(mine);
        Arrays.sort(theirs);
        float[] toned = new float[values.length];
        for (int i = 0; i < toned.length; i++) {
            toned[i] = toned(values[i], mine, theirs);
        }
        return new Tones(side, toned);
    }

    /** Between the two steps that {@code tone} lies between. */
    private static float toned(float tone, float[] mine, float[] theirs) {
        int below = 0;
        int above = STEPS;
        while (above - below > 1) {
            int middle = (below + above) / 2;
            if (mine[at(middle, mine)] <= tone) {
                below = middle;
            } else {
                above = middle;
            }
        }
        float from = mine[at(below, mine)];
        float to = mine[at(above, mine)];
        float part = to > from ? Math.clamp((tone - from) / (to - from), 0f, 1f) : 0.5f;
        return theirs[at(below, theirs)] + part * (theirs[at(above, theirs)] - theirs[at(below, theirs)]);
    }

    private static int at(int step, float[] sorted) {
        return step * (sorted.length - 1) / STEPS;
    }

    /** What lies under each of its places when it is put there; beyond its edge, what is on the edge. */
    Tones moved(Placement placement) {
        float[] moved = new float[values.length];
        for (int y = 0; y < side; y++) {
            float down = onto(placement.height(), placement.down(), y);
            int row = ((int) down) * side;
            for (int x = 0; x < side; x++) {
                float across = onto(placement.width(), placement.right(), x);
                int at = row + (int) across;
                float part = across - (int) across;
                float upper = values[at] + part * (values[at + 1] - values[at]);
                float lower = values[at + side] + part * (values[at + side + 1] - values[at + side]);
                moved[y * side + x] = upper + (down - (int) down) * (lower - upper);
            }
        }
        return new Tones(side, moved);
    }

    private float onto(double scale, double shift, int place) {
        double centred = (place + 0.5) / side - 0.5;
        return (float) Math.clamp((scale * centred + shift + 0.5) * side - 0.5, 0, side - 1.001);
    }
}
