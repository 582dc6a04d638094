package dev.safelight.imaging.picture;

/** Rows of a picture half as wide and high, each pixel the mean of four; at odd edges those at the edge count twice. */
final class HalvedRows implements Rows {

    /** Two of the four channels at a time, 16 bits apart: four of 255 do not run into each other. */
    private static final int EVERY_OTHER = 0x00FF00FF;

    private static final int HALVES = 0x00020002;

    private final Rows source;
    private final int[] upper;
    private final int[] lower;

    HalvedRows(Rows source) {
        this.source = source;
        this.upper = new int[source.width()];
        this.lower = new int[source.width()];
    }

    @Override
    public int width() {
        return (source.width() + 1) / 2;
    }

    @Override
    public int height() {
        return (source.height() + 1) / 2;
    }

    @Override
    public boolean isGray() {
        return source.isGray();
    }

    @Override
    public void read(int y, int[] row) {
        source.read(2 * y, upper);
        source.read(Math.min(2 * y + 1, source.height() - 1), lower);
        for (int x = 0; x < row.length; x++) {
            int left = 2 * x;
            row[x] = mean(left, Math.min(left + 1, upper.length - 1));
        }
    }

    private int mean(int left, int right) {
        int even = (upper[left] & EVERY_OTHER)
                + (upper[right] & EVERY_OTHER)
                + (lower[left] & EVERY_OTHER)
                + (lower[right] & EVERY_OTHER)
                + HALVES;
        int odd = (upper[left] >>> 8 & EVERY_OTHER)
                + (upper[right] >>> 8 & EVERY_OTHER)
                + (lower[left] >>> 8 & EVERY_OTHER)
                + (lower[right] >>> 8 & EVERY_OTHER)
                + HALVES;
        return (even >>> 2 & EVERY_OTHER) | (odd >>> 2 & EVERY_OTHER) << 8;
    }
}
