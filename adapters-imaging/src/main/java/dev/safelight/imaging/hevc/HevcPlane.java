package dev.safelight.imaging.hevc;

/**
 * A view of the samples within the conformance window. Sample (x, y) is at {@code offset + y * stride + x}.
 *
 * @param depth bits a sample, 8 to 12
 */
public record HevcPlane(int width, int height, int offset, int stride, short[] samples, int depth) {

    /** A plane of 8 bits. */
    public HevcPlane(int width, int height, int offset, int stride, short[] samples) {
        this(width, height, offset, stride, samples, 8);
    }

    public int at(int x, int y) {
        return samples[offset + y * stride + x];
    }

    /** Copies {@code count} samples of row {@code y} from column {@code x} on, deeper ones rounded to 8 bits. */
    public void copyRow(int y, int x, int count, byte[] to, int at) {
        int from = offset + y * stride + x;
        if (depth == 8) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (byte) samples[from + i];
            }
            return;
        }
        int shift = depth - 8;
        int half = 1 << (shift - 1);
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) Math.min(255, (samples[from + i] + half) >> shift);
        }
    }
}
