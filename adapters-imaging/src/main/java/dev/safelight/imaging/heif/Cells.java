package dev.safelight.imaging.heif;

/** Averages of squares of samples, a row of squares at a time. At the right and at the bottom they may be narrower. */
final class Cells {

    private final int size;
    private final byte[] row;
    private final int[] sums;

    Cells(int width, int size) {
        this.size = size;
        this.row = new byte[width];
        this.sums = new int[(width + size - 1) / size];
    }

    /** Where the next row of samples is to be written. */
    byte[] row() {
        return row;
    }

    void add() {
        int whole = row.length / size;
        int at = 0;
        for (int cell = 0; cell < whole; cell++) {
            int sum = 0;
            for (int i = 0; i < size; i++) {
                sum += row[at + i] & 255;
            }
            sums[cell] += sum;
            at += size;
        }
        while (at < row.length) {
            sums[whole] += row[at++] & 255;
        }
    }

    /** Writes the averages of the {@code rows} that were added, and begins anew. */
    void take(int rows, byte[] to, int at) {
        for (int cell = 0; cell < sums.length; cell++) {
            int count = rows * Math.min(size, row.length - cell * size);
            to[at + cell] = (byte) ((sums[cell] + count / 2) / count);
            sums[cell] = 0;
        }
    }
}
