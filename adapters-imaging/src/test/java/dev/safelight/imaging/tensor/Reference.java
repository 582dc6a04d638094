package dev.safelight.imaging.tensor;

import dev.safelight.imaging.tensor.Graph.Options;

/**
 * What operators are to compute, as TensorFlow's documentation has it: one loop a dimension, channels innermost, in double
 * precision, nothing clever.
 */
final class Reference {

    private Reference() {}

    static double[] convolve(Sample in, Sample weights, Sample bias, Sample out, Options options) {
        double[] result = new double[out.size()];
        int above = padding(options.same(), in.height(), weights.height(), options.strideY(), out.height());
        int before = padding(options.same(), in.width(), weights.width(), options.strideX(), out.width());
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                for (int o = 0; o < out.channels(); o++) {
                    double sum = bias.at(o);
                    for (int ky = 0; ky < weights.height(); ky++) {
                        for (int kx = 0; kx < weights.width(); kx++) {
                            for (int c = 0; c < in.channels(); c++) {
                                sum += weights.at(o, ky, kx, c)
                                        * in.orZero(
                                                y * options.strideY() + ky - above,
                                                x * options.strideX() + kx - before,
                                                c);
                            }
                        }
                    }
                    result[(y * out.width() + x) * out.channels() + o] = options.relu() ? Math.max(0, sum) : sum;
                }
            }
        }
        return result;
    }

    static double[] filter(Sample in, Sample weights, Sample bias, Sample out, Options options) {
        double[] result = new double[out.size()];
        int above = padding(options.same(), in.height(), weights.height(), options.strideY(), out.height());
        int before = padding(options.same(), in.width(), weights.width(), options.strideX(), out.width());
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                for (int c = 0; c < out.channels(); c++) {
                    double sum = bias.at(c);
                    for (int ky = 0; ky < weights.height(); ky++) {
                        for (int kx = 0; kx < weights.width(); kx++) {
                            sum += weights.at(0, ky, kx, c)
                                    * in.orZero(
                                            y * options.strideY() + ky - above, x * options.strideX() + kx - before, c);
                        }
                    }
                    result[(y * out.width() + x) * out.channels() + c] = sum;
                }
            }
        }
        return result;
    }

    static double[] resize(Sample in, Sample out) {
        double[] result = new double[out.size()];
        for (int i = 0; i < result.length; i++) {
            int c = i % out.channels();
            double x = place(i / out.channels() % out.width(), in.width(), out.width());
            double y = place(i / out.channels() / out.width(), in.height(), out.height());
            result[i] = (1 - y % 1) * between(in, (int) y, x, c)
                    + y % 1 * between(in, Math.min((int) y + 1, in.height() - 1), x, c);
        }
        return result;
    }

    private static double between(Sample in, int y, double x, int c) {
        return (1 - x % 1) * in.orZero(y, (int) x, c) + x % 1 * in.orZero(y, Math.min((int) x + 1, in.width() - 1), c);
    }

    private static double place(int i, int from, int to) {
        return Math.clamp((i + 0.5) * from / to - 0.5, 0, from - 1.0);
    }

    private static int padding(boolean same, int in, int filter, int stride, int out) {
        return same ? Math.max(0, (out - 1) * stride + filter - in) / 2 : 0;
    }
}
