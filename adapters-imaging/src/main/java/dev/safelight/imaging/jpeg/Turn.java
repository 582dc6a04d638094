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
        Frequencies frequencies = new Frequencies();
        for (int y = 0; y < to.down; y++) {
            row.turnTo(y);
            for (int x = 0; x < to.across; x++) {
                int fromX = mirroredAcross ? to.across - 1 - x : x;
                int fromY = mirroredDown ? to.down - 1 - y : y;
                if (swapped) {
                    frequencies.turn(from, fromY, fromX, row, x);
                } else {
                    frequencies.turn(from, fromX, fromY, row, x);
                }
            }
        }
        row.end();
        return new Quantised(to, frequencies.steps(component.steps()));
    }

    /** Where each frequency of a block goes and whether it is negated, both in the order of files. */
    private final class Frequencies {
        private final int[] places = new int[64];
        private final int[] signs = new int[64];
        private final short[] block = new short[64];

        Frequencies() {
            for (int k = 0; k < 64; k++) {
                int stored = Zigzag.NATURAL[k];
                int place = swapped ? (stored & 7) << 3 | stored >> 3 : stored;
                boolean negated = (mirroredAcross && (place & 1) == 1) ^ (mirroredDown && (place >> 3 & 1) == 1);
                places[k] = Zigzag.OF_NATURAL[place];
                signs[k] = negated ? -1 : 0;
            }
        }

        void turn(SparseBlocks from, int x, int y, SparseBlocks.Row row, int to) {
            short[] values = from.values(y);
            int at = from.start(x, y);
            long mask = 0;
            for (long rest = from.mask(x, y); rest != 0; rest &= rest - 1) {
                int k = Long.numberOfTrailingZeros(rest);
                int place = places[k];
                block[place] = (short) ((values[at++] ^ signs[k]) - signs[k]);
                mask |= 1L << place;
            }
            row.addInOrder(to, block, mask);
        }

        int[] steps(int[] steps) {
            int[] turned = new int[64];
            for (int k = 0; k < 64; k++) {
                turned[places[k]] = steps[k];
            }
            return turned;
        }
    }
}
