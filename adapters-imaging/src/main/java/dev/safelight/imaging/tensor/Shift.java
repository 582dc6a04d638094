package dev.safelight.imaging.tensor;

import java.util.Arrays;

/**
 * What one weight of a filter sees: the plane moved by the weight's place in the filter, thinned out by the stride, 0 beyond
 * the edge.
 *
 * @param dx column of the input that the output's first column sees; negative where that lies beyond the edge
 */
record Shift(int dx, int dy, int strideX, int strideY, int width, int height, int outWidth, int outHeight) {

    void apply(float[] in, float[] out) {
        if (strideX == 1 && strideY == 1 && outWidth == width && outHeight == height) {
            move(in, out);
            return;
        }
        for (int y = 0; y < outHeight; y++) {
            int row = y * strideY + dy;
            if (row < 0 || row >= height) {
                Arrays.fill(out, y * outWidth, (y + 1) * outWidth, 0);
            } else {
                thin(in, row * width, out, y * outWidth);
            }
        }
    }

    private void thin(float[] in, int row, float[] out, int to) {
        for (int x = 0, column = dx; x < outWidth; x++, column += strideX) {
            out[to + x] = column < 0 || column >= width ? 0 : in[row + column];
        }
    }

    /** All rows in one go; then what came over the edge from the next row is wiped. */
    private void move(float[] in, float[] out) {
        int size = width * height;
        int distance = dy * width + dx;
        int first = Math.clamp(-distance, 0, size);
        int last = Math.clamp(size - distance, 0, size);
        Arrays.fill(out, 0, first, 0);
        if (last > first) {
            System.arraycopy(in, first + distance, out, first, last - first);
        }
        Arrays.fill(out, Math.max(first, last), size, 0);
        for (int x = Math.max(0, width - Math.max(dx, 0)); x < width; x++) {
            wipe(out, x);
        }
        for (int x = 0; x < Math.min(width, -dx); x++) {
            wipe(out, x);
        }
    }

    private void wipe(float[] out, int column) {
        for (int i = column; i < width * height; i += width) {
            out[i] = 0;
        }
    }
}
