package dev.safelight.imaging.hevc;

/**
 * Which neighbours of a block may be referred to (6.4.1): those within the picture that were told before it in the same
 * slice and tile. Within a tree the order decides; beyond it, four trees around it, which are looked at once a tree.
 */
final class Neighbours {

    /** In which order the 4×4 blocks of a tree of 64×64 are told, by row and column. */
    private static final short[] ORDER = new short[256];

    static {
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                int turn = 0;
                for (int bit = 0; bit < 4; bit++) {
                    turn |= (x >> bit & 1) << (2 * bit) | (y >> bit & 1) << (2 * bit + 1);
                }
                ORDER[y << 4 | x] = (short) turn;
            }
        }
    }

    private final Frame frame;
    private final TreeOrder order;
    private final int log2;
    private final int columns;

    boolean left;
    boolean above;
    private boolean aboveLeft;
    private boolean aboveRight;

    Neighbours(Frame frame, TreeOrder order) {
        this.frame = frame;
        this.order = order;
        log2 = frame.sps.blocks().tree();
        columns = frame.sps.treeColumns();
    }

    /** Looks around the tree at {@code place}, which is part of the slice that starts at {@code sliceStart}. */
    void enter(int place, int sliceStart) {
        int column = place % columns;
        left = column > 0 && together(place, place - 1, sliceStart);
        above = together(place, place - columns, sliceStart);
        aboveLeft = column > 0 && together(place, place - columns - 1, sliceStart);
        aboveRight = column < columns - 1 && together(place, place - columns + 1, sliceStart);
    }

    /** Whether the tree above and to the right may be referred to: where a row of a wavefront starts from. */
    boolean aboveRight() {
        return aboveRight;
    }

    private boolean together(int place, int other, int sliceStart) {
        if (other < 0) {
            return false;
        }
        SliceHeader segment = frame.segments[other];
        return segment != null && segment.sliceStart() == sliceStart && order.tile(other) == order.tile(place);
    }

    /** Whether the block at (x, y) may refer to what is at (toX, toY), in luma samples. */
    boolean available(int x, int y, int toX, int toY) {
        if (toX < 0 || toY < 0 || toX >= frame.width || toY >= frame.height) {
            return false;
        }
        int across = (toX >> log2) - (x >> log2);
        int down = (toY >> log2) - (y >> log2);
        if (down == 0) {
            return across == 0 ? turn(toX, toY) < turn(x, y) : across == -1 && left;
        }
        if (down != -1) {
            return false;
        }
        return across == 0 ? above : across == -1 ? aboveLeft : across == 1 && aboveRight;
    }

    private int turn(int x, int y) {
        int mask = (1 << log2) - 1;
        return ORDER[(y & mask) >> 2 << 4 | (x & mask) >> 2];
    }
}
