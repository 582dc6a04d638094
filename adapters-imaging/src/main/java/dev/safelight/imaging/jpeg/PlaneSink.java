package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Plane;
import java.util.Arrays;

/** Turns the blocks of a component into samples at once. */
final class PlaneSink implements BlockSink {

    private final int[] steps;
    private final int side;
    private final int stride;
    private final byte[] samples;
    private final int[] between = new int[64];

    /**
     * @param steps of the component's quantiser, in the order of files
     * @param scale 1, 2, 4 or 8: of how many pixels each side of a sample is
     */
    PlaneSink(Component component, int[] steps, int scale) {
        this.steps = steps.clone();
        this.side = 8 / scale;
        this.stride = component.paddedAcross() * side;
        this.samples = new byte[Math.multiplyExact(stride, component.paddedDown() * side)];
    }

    @Override
    public int[] steps() {
        return steps;
    }

    @Override
    public void accept(int x, int y, short[] block, long mask) {
        int at = y * side * stride + x * side;
        if (mask == 1 || side == 1) {
            byte sample = InverseDct.flat(block[0]);
            for (int row = 0; row < side; row++, at += stride) {
                Arrays.fill(samples, at, at + side, sample);
            }
        } else {
            switch (side) {
                case 2 -> InverseDct.quarter(block, samples, at, stride);
                case 4 -> InverseDct.half(block, between, samples, at, stride);
                default -> InverseDct.full(block, between, samples, at, stride);
            }
        }
        Arrays.fill(block, (short) 0);
    }

    /** What became of them; {@code width} and {@code height} leave out what only fills the last blocks. */
    Plane plane(int width, int height) {
        return new Plane(width, height, stride, samples);
    }
}
