package dev.safelight.imaging.tensor;

/**
 * The loops in which a network spends its time. Every array has one plain index, the loop's own, and every array written is
 * a different one: only then does the compiler make vector instructions of them (an offset that it does not know might make
 * two arrays overlap), and no more of them than here: a longer loop is not unrolled far enough. That is what decides how
 * everything round them is laid out: a plane for each channel. Sums and are apart, not {@code Math.fma}: the same on every machine, and quick on those that lack it too.
 */
final class Kernels {

    private Kernels() {}

    /**
     * Adds a weighted sum of four planes, from pixel {@code from} to before {@code to}.
     *
     * @param w four weights from {@code at}
     */
    static void addFour(
            float[] out, float[] in0, float[] in1, float[] in2, float[] in3, float[] w, int at, int from, int to) {
        float w0 = w[at], w1 = w[at + 1], w2 = w[at + 2], w3 = w[at + 3];
        for (int i = from; i < to; i++) {
            out[i] += w0 * in0[i] + w1 * in1[i] + (w2 * in2[i] + w3 * in3[i]);
        }
    }

    /** Adds a plane, weighted. */
    static void addOne(float[] out, float[] in, float weight, int size) {
        for (int i = 0; i < size; i++) {
            out[i] += weight * in[i];
        }
    }

    static void add(float[] out, float[] one, float[] other, int size) {
        for (int i = 0; i < size; i++) {
            out[i] = one[i] + other[i];
        }
    }

    /** Negative values become 0. */
    static void relu(float[] out, float[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.max(0f, in[i]);
        }
    }
}
