package dev.safelight.imaging.tensor;

/** Weights laid out anew, in the order in which {@link Kernels} read them. */
final class MixWeights {

    private MixWeights() {}

    /**
     * For {@link Step.Mix}: blocks of four outputs by four inputs, 0 where there are no so many. An input is a channel as one
     * weight of the filter sees it; those of a channel are side by side.
     *
     * @param weights as the file has them: output, place in the filter, channel
     */
    static float[] blocks(float[] weights, int outputs, int channels, int places) {
        int inputs = channels * places;
        int acrossBlocks = (inputs + 3) / 4;
        float[] blocks = new float[(outputs + 3) / 4 * acrossBlocks * 16];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                int block = o / 4 * acrossBlocks + i / 4;
                blocks[16 * block + 4 * (o % 4) + i % 4] = weights[o * inputs + i % places * channels + i / places];
            }
        }
        return blocks;
    }

    /**
     * For {@link Step.Filter}: nine for each channel.
     *
     * @param weights as the file has them: place in the filter, channel
     */
    static float[] byChannel(float[] weights, int channels) {
        float[] turned = new float[weights.length];
        for (int c = 0; c < channels; c++) {
            for (int k = 0; k < 9; k++) {
                turned[9 * c + k] = weights[k * channels + c];
            }
        }
        return turned;
    }
}
