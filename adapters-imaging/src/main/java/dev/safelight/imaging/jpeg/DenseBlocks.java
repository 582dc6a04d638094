package dev.safelight.imaging.jpeg;

/**
 * Coefficients of one component while progressive scans fill them in. At a smaller scale only the low frequencies are kept;
 * which of the others are not 0 is kept for all, since the next bits of a coefficient are coded by whether it is.
 */
final class DenseBlocks {

    private static final int MASK_BYTES = 8;

    /** For each block those that are kept, row by row. */
    final short[] values;

    /** For each block which coefficients are not 0, in the order of files. */
    final long[] masks;

    /** Where a coefficient is kept in its block, by its place in the order of files; −1 for nowhere. */
    final byte[] slots;

    final int kept;
    final Component component;

    private final int side;
    private final int[] steps;
    private final int[] naturalSteps = new int[64];
    private final long keptMask;

    /** @param side how many frequencies of each direction are kept: 1, 2, 4 or 8 */
    DenseBlocks(Component component, int[] steps, int side) {
        this.component = component;
        this.steps = steps.clone();
        this.side = side;
        this.kept = side * side;
        this.values = new short[Math.multiplyExact(component.blocks(), kept)];
        this.masks = new long[component.blocks()];
        this.slots = new byte[64];
        long mask = 0;
        for (int k = 0; k < 64; k++) {
            int place = Zigzag.NATURAL[k];
            boolean isKept = place >> 3 < side && (place & 7) < side;
            slots[k] = (byte) (isKept ? (place >> 3) * side + (place & 7) : -1);
            mask |= isKept ? 1L << k : 0;
            naturalSteps[place] = steps[k];
        }
        this.keptMask = mask;
    }

    static long bytes(Component component, int side) {
        return (long) component.paddedAcross() * component.paddedDown() * (2L * side * side + MASK_BYTES);
    }

    int[] steps() {
        return steps;
    }

    int index(int x, int y) {
        return y * component.paddedAcross() + x;
    }

    /** Which of the kept ones may be other than 0, the mean always among them. */
    long mask(int index) {
        return (masks[index] & keptMask) | 1;
    }

    /** Multiplies a block by its steps into {@code block}, which is full of zeros. */
    void load(int index, short[] block) {
        int from = index * kept;
        if (mask(index) == 1) {
            block[0] = (short) (values[from] * naturalSteps[0]);
        } else if (side == 8) {
            for (int i = 0; i < 64; i++) {
                block[i] = (short) (values[from + i] * naturalSteps[i]);
            }
        } else {
            for (int i = 0; i < kept; i++) {
                int place = i / side * 8 + i % side;
                block[place] = (short) (values[from + i] * naturalSteps[place]);
            }
        }
    }

    /** The same without what is 0; all frequencies must be kept. */
    Quantised sparse() {
        SparseBlocks blocks = new SparseBlocks(component.paddedAcross(), component.paddedDown());
        SparseBlocks.Row row = blocks.new Row();
        short[] block = new short[64];
        for (int y = 0; y < component.paddedDown(); y++) {
            row.turnTo(y);
            for (int x = 0; x < component.paddedAcross(); x++) {
                System.arraycopy(values, index(x, y) * 64, block, 0, 64);
                row.add(x, block, mask(index(x, y)));
            }
        }
        row.end();
        return new Quantised(blocks, steps);
    }
}
