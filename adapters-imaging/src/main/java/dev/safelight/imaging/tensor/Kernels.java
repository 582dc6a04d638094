package dev.safelight.imaging.tensor;

/**
 * The loops in which a network spends its time. Every array has one plain index, the loop's own, and every array written is
 * a different one: only then does the compiler make vector instructions of them (an offset that it does not know might make
 * two arrays overlap). That is what decides how everything round them is laid out: a plane for each channel. Sums and
 * products are apart, not {@code Math.fma}: the same on every machine, and quick on those that lack it too.
 */
final class Kernels {

    private Kernels() {}

    /**
     * Adds a product of matrices: four planes to four planes, from pixel {@code from} to before {@code to}.
     *
     * @param w sixteen weights from {@code at}: four for each output
     */
    static void fourByFour(
            float[] out0,
            float[] out1,
            float[] out2,
            float[] out3,
            float[] in0,
            float[] in1,
            float[] in2,
            float[] in3,
            float[] w,
            int at,
            int from,
            int to) {
        float w00 = w[at], w01 = w[at + 1], w02 = w[at + 2], w03 = w[at + 3];
        float w10 = w[at + 4], w11 = w[at + 5], w12 = w[at + 6], w13 = w[at + 7];
        float w20 = w[at + 8], w21 = w[at + 9], w22 = w[at + 10], w23 = w[at + 11];
        float w30 = w[at + 12], w31 = w[at + 13], w32 = w[at + 14], w33 = w[at + 15];
        for (int i = from; i < to; i++) {
            float a = in0[i], b = in1[i], c = in2[i], d = in3[i];
            out0[i] += w00 * a + w01 * b + (w02 * c + w03 * d);
            out1[i] += w10 * a + w11 * b + (w12 * c + w13 * d);
            out2[i] += w20 * a + w21 * b + (w22 * c + w23 * d);
            out3[i] += w30 * a + w31 * b + (w32 * c + w33 * d);
        }
    }

    /** A weighted sum of nine planes, and {@code bias}. */
    static void nine(float[] out, float[][] in, float[] w, int at, float bias, int size) {
        float[] in0 = in[0], in1 = in[1], in2 = in[2], in3 = in[3], in4 = in[4];
        float[] in5 = in[5], in6 = in[6], in7 = in[7], in8 = in[8];
        float w0 = w[at], w1 = w[at + 1], w2 = w[at + 2], w3 = w[at + 3], w4 = w[at + 4];
        float w5 = w[at + 5], w6 = w[at + 6], w7 = w[at + 7], w8 = w[at + 8];
        for (int i = 0; i < size; i++) {
            out[i] = bias + w0 * in0[i] + w1 * in1[i] + w2 * in2[i] + w3 * in3[i] + w4 * in4[i];
        }
        for (int i = 0; i < size; i++) {
            out[i] = out[i] + w5 * in5[i] + w6 * in6[i] + w7 * in7[i] + w8 * in8[i];
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
