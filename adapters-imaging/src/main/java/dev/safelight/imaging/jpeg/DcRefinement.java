package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Unreadable;

/** One more bit of means, as it is (T.81, section G.1.2.1). */
final class DcRefinement implements BlockDecoder {

    private final BitReader bits;
    private final DenseBlocks[] parts;
    private final int low;

    DcRefinement(BitReader bits, Scan scan, DenseBlocks[] parts) {
        this.bits = bits;
        this.parts = parts;
        this.low = scan.low();
    }

    @Override
    public void block(int part, int x, int y) throws Unreadable {
        DenseBlocks blocks = parts[part];
        bits.fill();
        blocks.values[blocks.index(x, y) * blocks.kept] |= (short) (bits.take(1) << low);
    }

    @Override
    public void restart() {
        // Nothing is carried from block to block.
    }
}
