package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Unreadable;

/**
 * One more bit of a band of coefficients (T.81, section G.1.2.3): a bit for each that is not 0 yet passed on the way, and a
 * sign for each that becomes ±1. The masks of blocks show the way: runs of zeros are found in them and not walked.
 */
final class AcRefinement implements BlockDecoder {

    private final BitReader bits;
    private final HuffmanTable table;
    private final DenseBlocks blocks;
    private final long band;
    private final int low;
    private int emptyBlocks;

    AcRefinement(BitReader bits, Scan scan, HuffmanTable table, DenseBlocks blocks) {
        this.bits = bits;
        this.table = table;
        this.blocks = blocks;
        this.band = (-1L << scan.first()) & (-1L >>> (63 - scan.last()));
        this.low = scan.low();
    }

    @Override
    public void restart() {
        emptyBlocks = 0;
    }

    @Override
    public void block(int part, int x, int y) throws Unreadable {
        int index = blocks.index(x, y);
        long mask = blocks.masks[index];
        long left = band;
        if (emptyBlocks == 0) {
            left = newcomers(index, mask);
        }
        if (left != 0) {
            refine(index, mask & left);
            emptyBlocks--;
        }
    }

    /**
     * Codes until the band or what is coded of it ends; in the latter case {@link #emptyBlocks} counts this one.
     *
     * @param mask what was not 0 before this scan
     * @return what is left of the band
     */
    private long newcomers(int index, long mask) throws Unreadable {
        long left = band;
        while (left != 0) {
            bits.fill();
            int entry = bits.entry(table);
            int number = bits.number(entry);
            int run = entry >>> 6 & 15;
            if (number == 0 && run < 15) {
                emptyBlocks = (1 << run) + (run == 0 ? 0 : bits.take(run));
                return left;
            }
            long place = afterZeros(~mask & left, run);
            if ((number != 0 && place == 0) || number > 1 || number < -1) {
                throw Unreadable.corrupt("a refinement outside its band");
            }
            long passed = left & (place - 1); // all that is left when there is no place
            refine(index, mask & passed);
            if (number != 0) {
                become(index, Long.numberOfTrailingZeros(place), number);
            }
            left &= ~(passed | place);
        }
        return 0;
    }

    /** The zero that comes after {@code run} others, as a bit; 0 when there is none. */
    private static long afterZeros(long zeros, int run) {
        long rest = zeros;
        for (int i = 0; i < run; i++) {
            rest &= rest - 1;
        }
        return rest & -rest;
    }

    private void become(int index, int k, int number) {
        blocks.masks[index] |= 1L << k;
        if (blocks.slots[k] >= 0) {
            blocks.values[index * blocks.kept + blocks.slots[k]] = (short) (number << low);
        }
    }

    /** Reads a bit for each of them, and lets those grow whose bit is set. */
    private void refine(int index, long which) throws Unreadable {
        int from = index * blocks.kept;
        long rest = which;
        while (rest != 0) {
            bits.fill();
            for (int i = 0; i < BitReader.ENOUGH && rest != 0; i++) {
                int slot = blocks.slots[Long.numberOfTrailingZeros(rest)];
                rest &= rest - 1;
                if (bits.take(1) == 1 && slot >= 0) {
                    grow(from + slot);
                }
            }
        }
    }

    /** Away from 0; once, if a bad file says it twice. */
    private void grow(int at) {
        int step = 1 << low;
        short value = blocks.values[at];
        if ((value & step) == 0) {
            blocks.values[at] = (short) (value >= 0 ? value + step : value - step);
        }
    }
}
