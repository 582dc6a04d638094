package dev.safelight.imaging.face;

/** From YCbCr (ITU-T T.871, clause 7) to what the networks were trained on: red, green and blue from -1 to 1. */
final class Colours {

    private Colours() {}

    static float[][] gray(float[] luma) {
        float[] scaled = new float[luma.length];
        for (int i = 0; i < luma.length; i++) {
            scaled[i] = scaled(luma[i]);
        }
        return new float[][] {scaled, scaled, scaled};
    }

    static float[][] of(float[] luma, float[] cb, float[] cr) {
        float[][] colours = new float[3][luma.length];
        for (int i = 0; i < luma.length; i++) {
            float blue = cb[i] - 128;
            float red = cr[i] - 128;
            colours[0][i] = scaled(luma[i] + 1.402f * red);
            colours[1][i] = scaled(luma[i] - 0.344136f * blue - 0.714136f * red);
            colours[2][i] = scaled(luma[i] + 1.772f * blue);
        }
        return colours;
    }

    private static float scaled(float value) {
        return Math.clamp(value, 0f, 255f) / 127.5f - 1;
    }
}
