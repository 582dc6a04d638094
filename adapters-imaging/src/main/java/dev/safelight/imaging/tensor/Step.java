package dev.safelight.imaging.tensor;

import java.util.Arrays;

/** One step of a network, all decided but the numbers. Planes are named by their index in the memory given. */
interface Step {

    void run(float[][] memory);

    /**
     * A 1×1 convolution: every output is a weighted sum of all inputs, pixel by pixel.
     *
     * @param in planes read, a multiple of four
     * @param weights one for each input, for each output
     * @param bias one for each output
     */
    record Mix(int[] in, int[] out, float[] weights, float[] bias, int size, boolean relu) implements Step {

        /** Pixels at a time: so few that what is read stays in the fastest cache until the last output. */
        private static final int TILE = 192;

        @Override
        public void run(float[][] memory) {
            for (int from = 0; from < size; from += TILE) {
                for (int o = 0; o < out.length; o++) {
                    mix(memory, o, from, Math.min(size, from + TILE));
                }
            }
        }

        private void mix(float[][] memory, int output, int from, int to) {
            float[] plane = memory[out[output]];
            Arrays.fill(plane, from, to, bias[output]);
            for (int i = 0; i < in.length; i += 4) {
                Kernels.addFour(
                        plane,
                        memory[in[i]],
                        memory[in[i + 1]],
                        memory[in[i + 2]],
                        memory[in[i + 3]],
                        weights,
                        output * in.length + i,
                        from,
                        to);
            }
            if (relu) {
                Kernels.relu(plane, plane, from, to);
            }
        }
    }

    /** Lays what each weight of a filter sees into a plane of its own: for each plane read, one for each shift. */
    record Spread(int[] in, Shift[] shifts, int[] out) implements Step {

        @Override
        public void run(float[][] memory) {
            for (int i = 0; i < in.length; i++) {
                for (int k = 0; k < shifts.length; k++) {
                    shifts[k].apply(memory[in[i]], memory[out[i * shifts.length + k]]);
                }
            }
        }
    }

    /**
     * A 3×3 convolution of each channel with weights of its own.
     *
     * @param shifts nine
     * @param scratch nine planes that may be overwritten
     * @param weights nine for each channel
     */
    record Filter(
            int[] in, int[] out, Shift[] shifts, int[] scratch, float[] weights, float[] bias, int size, boolean relu)
            implements Step {

        @Override
        public void run(float[][] memory) {
            float[][] seen = new float[scratch.length][];
            for (int k = 0; k < scratch.length; k++) {
                seen[k] = memory[scratch[k]];
            }
            for (int c = 0; c < in.length; c++) {
                for (int k = 0; k < shifts.length; k++) {
                    shifts[k].apply(memory[in[c]], seen[k]);
                }
                float[] plane = memory[out[c]];
                Arrays.fill(plane, 0, size, bias[c]);
                Kernels.addFour(plane, seen[0], seen[1], seen[2], seen[3], weights, 9 * c, 0, size);
                Kernels.addFour(plane, seen[4], seen[5], seen[6], seen[7], weights, 9 * c + 4, 0, size);
                Kernels.addOne(plane, seen[8], weights[9 * c + 8], size);
                if (relu) {
                    Kernels.relu(plane, plane, 0, size);
                }
            }
        }
    }

    record Sum(int[] one, int[] other, int[] out, int size, boolean relu) implements Step {

        @Override
        public void run(float[][] memory) {
            for (int c = 0; c < out.length; c++) {
                float[] plane = memory[out[c]];
                Kernels.add(plane, memory[one[c]], memory[other[c]], size);
                if (relu) {
                    Kernels.relu(plane, plane, 0, size);
                }
            }
        }
    }

    record Relu(int[] in, int[] out, int size) implements Step {

        @Override
        public void run(float[][] memory) {
            for (int c = 0; c < out.length; c++) {
                Kernels.relu(memory[out[c]], memory[in[c]], 0, size);
            }
        }
    }

    /**
     * The largest of each 2×2 pixels.
     *
     * @param width of the output; the input is twice as wide
     */
    record Pool(int[] in, int[] out, int width, int height) implements Step {

        @Override
        public void run(float[][] memory) {
            for (int c = 0; c < out.length; c++) {
                float[] from = memory[in[c]];
                float[] to = memory[out[c]];
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        int i = 4 * y * width + 2 * x;
                        int j = i + 2 * width;
                        to[y * width + x] = Math.max(Math.max(from[i], from[i + 1]), Math.max(from[j], from[j + 1]));
                    }
                }
            }
        }
    }

    /** Between pixels in proportion to their distance. */
    record Resize(int[] in, int[] out, Axis across, Axis down) implements Step {

        @Override
        public void run(float[][] memory) {
            for (int c = 0; c < out.length; c++) {
                resize(memory[in[c]], memory[out[c]]);
            }
        }

        private void resize(float[] from, float[] to) {
            int width = across.size();
            for (int y = 0, i = 0; y < down.size(); y++) {
                int upper = down.before[y] * across.inputSize;
                int lower = down.after[y] * across.inputSize;
                float weight = down.weight[y];
                for (int x = 0; x < width; x++, i++) {
                    float above = across.between(from, upper, x);
                    to[i] = above + (across.between(from, lower, x) - above) * weight;
                }
            }
        }
    }

    /**
     * For each output pixel along one direction the two input pixels it lies between.
     *
     * @param weight how much of the way to {@code after} it lies
     */
    record Axis(int inputSize, int[] before, int[] after, float[] weight) {

        static Axis of(int inputSize, int size, boolean halfPixels) {
            Axis axis = new Axis(inputSize, new int[size], new int[size], new float[size]);
            for (int i = 0; i < size; i++) {
                float scale = (float) inputSize / size;
                float place = Math.max(0, halfPixels ? (i + 0.5f) * scale - 0.5f : i * scale);
                axis.before[i] = Math.min((int) place, inputSize - 1);
                axis.after[i] = Math.min(axis.before[i] + 1, inputSize - 1);
                axis.weight[i] = place - axis.before[i];
            }
            return axis;
        }

        int size() {
            return before.length;
        }

        private float between(float[] row, int start, int x) {
            float left = row[start + before[x]];
            return left + (row[start + after[x]] - left) * weight[x];
        }
    }

    /** From a plane for each channel to one list in the file's own order: channels of a pixel side by side. */
    record Flatten(int[] in, int out, int size) implements Step {

        @Override
        public void run(float[][] memory) {
            float[] list = memory[out];
            for (int c = 0; c < in.length; c++) {
                float[] plane = memory[in[c]];
                for (int i = 0; i < size; i++) {
                    list[i * in.length + c] = plane[i];
                }
            }
        }
    }

    /** One list behind the other. */
    record Join(int[] in, int[] sizes, int out) implements Step {

        @Override
        public void run(float[][] memory) {
            int at = 0;
            for (int i = 0; i < in.length; i++) {
                System.arraycopy(memory[in[i]], 0, memory[out], at, sizes[i]);
                at += sizes[i];
            }
        }
    }
}
