package dev.safelight.imaging.tensor;

/** Weights laid out anew, in the order in which {@link Kernels} read them. */
final class Weights {

    private Weights() {}

    /**
     * For {@link Step.Mix}: a row for each output, filled up with zeros to a multiple of four. An input is a channel as one
     * weight of the filter sees it; those of a channel are side by side.
     *
     * @param weights as the file has them: output, place in the filter, channel
     */
    static float[] rows(float[] weights, int outputs, int channels, int places) {
        int inputs = channels * places;
        int row = (inputs + 3) / 4 * 4;
        float[] rows = new float[outputs * row];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                rows[o * row + i] = weights[o * inputs + i % places * channels + i / places];
            }
        }
        return rows;
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
