package dev.safelight.imaging.hevc;

/** In which order coefficients are told (6.5.3 to 6.5.5). */
final class Scans {

    static final int DIAGONAL = 0;
    static final int HORIZONTAL = 1;
    static final int VERTICAL = 2;

    /** Position {@code y * side + x} by log2 of the side (0 to 3), scan and index. */
    private static final byte[][][] ORDERS = new byte[4][3][];

    /** Index by log2 of the side, scan and position. */
    private static final byte[][][] INDICES = new byte[4][3][];

    static {
        for (int log2 = 0; log2 < 4; log2++) {
            int side = 1 << log2;
            ORDERS[log2][DIAGONAL] = diagonal(side);
            ORDERS[log2][HORIZONTAL] = horizontal(side);
            ORDERS[log2][VERTICAL] = vertical(side);
            for (int scan = 0; scan < 3; scan++) {
                INDICES[log2][scan] = new byte[side * side];
                for (int i = 0; i < side * side; i++) {
                    INDICES[log2][scan][ORDERS[log2][scan][i]] = (byte) i;
                }
            }
        }
    }

    private Scans() {}

    static byte[] order(int log2, int scan) {
        return ORDERS[log2][scan];
    }

    static byte[] indices(int log2, int scan) {
        return INDICES[log2][scan];
    }

    /** Up-right diagonal (6.5.3). */
    static byte[] diagonal(int side) {
        byte[] order = new byte[side * side];
        int i = 0;
        for (int sum = 0; sum < 2 * side - 1; sum++) {
            for (int y = Math.min(sum, side - 1); y >= 0 && sum - y < side; y--) {
                order[i++] = (byte) (y * side + sum - y);
            }
        }
        return order;
    }

    /** Row by row (6.5.4). */
    private static byte[] horizontal(int side) {
        byte[] order = new byte[side * side];
        for (int i = 0; i < order.length; i++) {
            order[i] = (byte) i;
        }
        return order;
    }

    /** Column by column (6.5.5). */
    private static byte[] vertical(int side) {
        byte[] order = new byte[side * side];
        for (int i = 0; i < order.length; i++) {
            order[i] = (byte) (i % side * side + i / side);
        }
        return order;
    }
}
