package dev.safelight.imaging.jpeg;

import java.util.Arrays;

/**
 * Quantised coefficients of one component, only those that are not 0: which they are in a mask for each block, in the order
 * of files, and their values one after the other. A block that was never added is all 0. Takes 12 bytes a block and 2 bytes
 * a value: a fifth to a third of all coefficients in a row.
 */
final class SparseBlocks {

    static final int BYTES_PER_BLOCK = 12;

    final int across;
    final int down;
    private final long[] masks;
    private final int[] starts;
    private final short[][] rows;

    SparseBlocks(int across, int down) {
        this.across = across;
        this.down = down;
        this.masks = new long[Math.multiplyExact(across, down)];
        this.starts = new int[across * down];
        this.rows = new short[down][0];
    }

    long mask(int x, int y) {
        return masks[y * across + x];
    }

    /** Where the values of a block begin in {@link #values}. */
    int start(int x, int y) {
        return starts[y * across + x];
    }

    short[] values(int y) {
        return rows[y];
    }

    /** Multiplies a block by {@code steps} into {@code block}, which is full of zeros and row by row. */
    void load(int x, int y, int[] steps, short[] block) {
        short[] values = rows[y];
        int at = start(x, y);
        for (long rest = mask(x, y); rest != 0; rest &= rest - 1) {
            int k = Long.numberOfTrailingZeros(rest);
            block[Zigzag.NATURAL[k]] = (short) (values[at++] * steps[k]);
        }
    }

    /** Takes in blocks from left to right, row by row. */
    final class Row {
        final short[] values = new short[across * 64];
        int used;
        private int y = -1;

        /** Ends the row before, if it is another. */
        void turnTo(int row) {
            if (row != y) {
                end();
                y = row;
            }
        }

        /** The values are in place, from the end of those of the block before. */
        void added(int x, long mask) {
            masks[y * across + x] = mask;
            starts[y * across + x] = used;
            used += Long.bitCount(mask);
        }

        /** Gathers the values from a block that is kept row by row. */
        void add(int x, short[] block, long mask) {
            int at = used;
            for (long rest = mask; rest != 0; rest &= rest - 1) {
                values[at++] = block[Zigzag.NATURAL[Long.numberOfTrailingZeros(rest)]];
            }
            added(x, mask);
        }

        /** The same from a block that is kept in the order of files; what the mask does not name does not matter. */
        void addInOrder(int x, short[] block, long mask) {
            int at = used;
            for (long rest = mask; rest != 0; rest &= rest - 1) {
                values[at++] = block[Long.numberOfTrailingZeros(rest)];
            }
            added(x, mask);
        }

        void end() {
            if (y >= 0) {
                rows[y] = Arrays.copyOf(values, used);
            }
            used = 0;
        }
    }
}
