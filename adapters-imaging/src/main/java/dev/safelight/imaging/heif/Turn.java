package dev.safelight.imaging.heif;

/**
 * One of the eight ways in which a stored picture can be shown: its rows and columns are exchanged or not, and then it is
 * mirrored left to right and top to bottom or not.
 */
record Turn(boolean transposed, boolean leftRight, boolean topBottom) {

    static final Turn NONE = new Turn(false, false, false);

    Turn mirrored(boolean leftRightToo) {
        return leftRightToo ? new Turn(transposed, !leftRight, topBottom) : new Turn(transposed, leftRight, !topBottom);
    }

    /** Once more, by a quarter anticlockwise: what was at (x, y) of w columns is at (y, w - 1 - x). */
    Turn quarterAnticlockwise() {
        return new Turn(!transposed, topBottom, !leftRight);
    }

    /** Whether the stored columns are shown in the opposite order, as columns or as rows. */
    boolean reversesColumns() {
        return transposed ? topBottom : leftRight;
    }

    boolean reversesRows() {
        return transposed ? leftRight : topBottom;
    }

    /**
     * How to walk a shown plane in the order of the stored one of {@code width} × {@code height}.
     *
     * @param first where the stored (0, 0) is shown
     * @param right by how much the place changes with a stored column
     * @param down and with a stored row
     */
    record Walk(int first, int right, int down) {

        static Walk of(Turn turn, int width, int height) {
            int stride = turn.transposed ? height : width;
            int right = (turn.transposed ? stride : 1) * (turn.reversesColumns() ? -1 : 1);
            int down = (turn.transposed ? 1 : stride) * (turn.reversesRows() ? -1 : 1);
            return new Walk(-Math.min(0, right) * (width - 1) - Math.min(0, down) * (height - 1), right, down);
        }
    }
}
