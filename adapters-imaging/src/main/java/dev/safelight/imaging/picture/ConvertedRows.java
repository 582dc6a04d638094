package dev.safelight.imaging.picture;

/** Rows whose pixels are converted, several rows at once since some conversions cost much for each call. */
final class ConvertedRows implements Rows {

    /** In place, {@code count} pixels from the start. */
    @FunctionalInterface
    interface Conversion {
        void apply(int[] pixels, int count);
    }

    private static final int AT_ONCE = 16;

    private final Rows source;
    private final Conversion conversion;
    private final int[] strip;
    private final int[] row;
    private int upper;
    private int below;

    ConvertedRows(Rows source, Conversion conversion) {
        this.source = source;
        this.conversion = conversion;
        this.strip = new int[AT_ONCE * source.width()];
        this.row = new int[source.width()];
    }

    @Override
    public int width() {
        return source.width();
    }

    @Override
    public int height() {
        return source.height();
    }

    @Override
    public boolean isGray() {
        return false;
    }

    @Override
    public void read(int y, int[] target) {
        if (y < upper || y >= below) {
            fill(y);
        }
        System.arraycopy(strip, (y - upper) * row.length, target, 0, row.length);
    }

    private void fill(int from) {
        upper = from;
        below = Math.min(source.height(), from + AT_ONCE);
        for (int y = upper; y < below; y++) {
            source.read(y, row);
            System.arraycopy(row, 0, strip, (y - upper) * row.length, row.length);
        }
        conversion.apply(strip, (below - upper) * row.length);
    }
}
