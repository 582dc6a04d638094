package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;

/** Turns a plane into quantised coefficients. */
final class PlaneQuantiser {

    /** {@code |c| * reciprocal >> SHIFT} is the quotient; |c| is below 2¹⁴ and a reciprocal at most 2¹⁶, so ints do. */
    private static final int SHIFT = 19;

    private final Plane plane;
    private final int[] steps;
    private final int[] reciprocals = new int[64];
    private final byte[] edge = new byte[64];
    private final int[] block = new int[64];

    PlaneQuantiser(Plane plane, int[] steps) {
        this.plane = plane;
        this.steps = steps;
        for (int k = 0; k < 64; k++) {
            reciprocals[Zigzag.NATURAL[k]] = (int) Math.round((1 << SHIFT) / (8.0 * steps[k]));
        }
    }

    /**
     * @param across blocks in the result, to whole MCUs; those that hold no sample repeat the mean of the last that does
     * @param down likewise
     */
    Quantised quantise(int across, int down, Checkpoint checkpoint) {
        SparseBlocks blocks = new SparseBlocks(across, down);
        SparseBlocks.Row row = blocks.new Row();
        int filled = Frame.ceil(plane.width(), 8);
        for (int y = 0; y < down; y++) {
            checkpoint.check();
            row.turnTo(y);
            int top = Math.min(8 * y, plane.height() - 1);
            for (int x = 0; x < filled; x++) {
                transform(8 * x, top);
                row.added(x, gather(row.values, row.used));
            }
            for (int x = filled; x < across; x++) {
                row.values[row.used] = row.values[blocks.start(filled - 1, y)];
                row.added(x, 1);
            }
        }
        row.end();
        return new Quantised(blocks, steps);
    }

    private void transform(int left, int top) {
        if (left + 8 <= plane.width() && top + 8 <= plane.height()) {
            ForwardDct.transform(plane.samples(), top * plane.stride() + left, plane.stride(), block);
            return;
        }
        for (int i = 0; i < 64; i++) {
            int x = Math.min(left + (i & 7), plane.width() - 1);
            int y = Math.min(top + (i >> 3), plane.height() - 1);
            edge[i] = plane.samples()[y * plane.stride() + x];
        }
        ForwardDct.transform(edge, 0, 8, block);
    }

    /** Divides, and puts what is not 0 into the order of files; the mean always. */
    private long gather(short[] values, int from) {
        for (int i = 0; i < 64; i++) {
            int sign = block[i] >> 31;
            int quotient = (block[i] ^ sign) - sign;
            quotient = (quotient * reciprocals[i] + (1 << (SHIFT - 1))) >> SHIFT;
            block[i] = (quotient ^ sign) - sign;
        }
        values[from] = (short) block[0];
        long mask = 1;
        int at = from + 1;
        for (int k = 1; k < 64; k++) {
            int value = block[Zigzag.NATURAL[k]];
            int present = (value | -value) >>> 31;
            values[at] =
                    (short) value; // overwritten by the next if it is 0: cheaper than a branch that nobody can foresee
            at += present;
            mask |= (long) present << k;
        }
        return mask;
    }
}
