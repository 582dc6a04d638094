package dev.safelight.imaging.tensor;

import dev.safelight.imaging.tensor.Graph.Value;
import java.util.Optional;
import java.util.Random;

/** Random numbers of some shape, in the order of the file: channels innermost. */
record Sample(int[] shape, float[] numbers) {

    static Sample of(Random random, int... shape) {
        float[] numbers = new float[new Value(shape, Optional.empty()).size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat() * 2 - 1;
        }
        return new Sample(shape, numbers);
    }

    Value constant() {
        return new Value(shape, Optional.of(numbers));
    }

    Value variable() {
        return new Value(shape, Optional.empty());
    }

    int size() {
        return numbers.length;
    }

    int height() {
        return shape[1];
    }

    int width() {
        return shape[2];
    }

    int channels() {
        return shape[3];
    }

    double at(int i) {
        return numbers[i];
    }

    double at(int n, int y, int x, int c) {
        return numbers[((n * height() + y) * width() + x) * channels() + c];
    }

    double orZero(int y, int x, int c) {
        return y < 0 || y >= height() || x < 0 || x >= width() ? 0 : at(0, y, x, c);
    }

    /** A plane for each channel. */
    float[][] planes() {
        float[][] planes = new float[channels()][height() * width()];
        for (int i = 0; i < numbers.length; i++) {
            planes[i % channels()][i / channels()] = numbers[i];
        }
        return planes;
    }
}
