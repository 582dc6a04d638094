package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Sampling;

/**
 * How a picture is turned upright: sides swapped first, then mirrored. Done with coefficients nothing is lost: swapped sides
 * are swapped frequencies, and mirroring negates those that are odd in its direction.
 */
record Turn(boolean swapped, boolean mirroredAcross, boolean mirroredDown) {

    /** @param exif orientation as EXIF counts, 1 to 8 */
    static Turn of(int exif) {
        return switch (exif) {
            case 1 -> new Turn(false, false, false);
            case 2 -> new Turn(false, true, false);
            case 3 -> new Turn(false, true, true);
            case 4 -> new Turn(false, false, true);
            case 5 -> new Turn(true, false, false);
            case 6 -> new Turn(true, true, false);
            case 7 -> new Turn(true, true, true);
            case 8 -> new Turn(true, false, true);
            default -> throw new IllegalArgumentException("no orientation: " + exif);
        };
    }

    /** Whether no part of an MCU would have to be cut off at the wrong side; sizes are those of the result. */
    boolean fits(int width, int height, Sampling sampling) {
        return (!mirroredAcross || width % (8 << sampling.shiftX()) == 0)
                && (!mirroredDown || height % (8 << sampling.shiftY()) == 0);
    }

    Sampling of(Sampling sampling) {
        return switch (sampling) {
            case YUV_422 -> swapped ? Sampling.YUV_440 : sampling;
            case YUV_440 -> swapped ? Sampling.YUV_422 : sampling;
            default -> sampling;
        };
    }

    /**
     * @param across blocks of the result that are in its MCUs; there may be more in {@code component}, behind them
     * @param down likewise
     */
    Quantised of(Quantised component, int across, int down) {
        SparseBlocks from = component.blocks();
        SparseBlocks to = new SparseBlocks(across, down);
        SparseBlocks.Row row = to.new Row();
        short[] block = new short[64];
        for (int y = 0; y < to.down; y++) {
            row.turnTo(y);
            for (int x = 0; x < to.across; x++) {
                int fromX = mirroredAcross ? to.across - 1 - x : x;
                int fromY = mirroredDown ? to.down - 1 - y : y;
                long mask = swapped ? load(from, fromY, fromX, block) : load(from, fromX, fromY, block);
                row.add(x, block, mask);
            }
        }
        row.end();
        return new Quantised(to, steps(component.steps()));
    }

    /** Leaves in {@code block} what was there before where the mask has no bit. */
    private long load(SparseBlocks from, int x, int y, short[] block) {
        short[] values = from.values(y);
        int at = from.start(x, y);
        long mask = 0;
        for (long rest = from.mask(x, y); rest != 0; rest &= rest - 1) {
            int place = place(Long.numberOfTrailingZeros(rest));
            boolean negated = (mirroredAcross && (place & 1) == 1) ^ (mirroredDown && (place >> 3 & 1) == 1);
            int value = values[at++];
            block[place] = (short) (negated ? -value : value);
            mask |= 1L << Zigzag.OF_NATURAL[place];
        }
        return mask;
    }

    private int place(int k) {
        int place = Zigzag.NATURAL[k];
        return swapped ? (place & 7) << 3 | place >> 3 : place;
    }

    private int[] steps(int[] steps) {
        int[] turned = new int[64];
        for (int k = 0; k < 64; k++) {
            turned[Zigzag.OF_NATURAL[place(k)]] = steps[k];
        }
        return turned;
    }
}
