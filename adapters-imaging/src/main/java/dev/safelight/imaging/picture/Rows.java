package dev.safelight.imaging.picture;

/** A picture that is read a row at a time, so that it need not be held as packed pixels as a whole. */
public interface Rows {

    int width();

    int height();

    /** Fills {@code row}, {@link #width()} packed pixels long, with the row {@code y}. */
    void read(int y, int[] row);

    static Rows of(Picture picture) {
        return new Rows() {
            @Override
            public int width() {
                return picture.width();
            }

            @Override
            public int height() {
                return picture.height();
            }

            @Override
            public void read(int y, int[] row) {
                System.arraycopy(picture.pixels(), y * picture.width(), row, 0, picture.width());
            }
        };
    }

    /** All of it, reduced to a longer side of at most {@code side} px. Never enlarges. */
    default Picture within(int side) {
        int longer = Math.max(width(), height());
        if (longer <= side) {
            return whole();
        }
        return AreaAverage.of(this, Picture.fitted(width(), longer, side), Picture.fitted(height(), longer, side));
    }

    private Picture whole() {
        int[] pixels = new int[width() * height()];
        int[] row = new int[width()];
        for (int y = 0; y < height(); y++) {
            read(y, row);
            System.arraycopy(row, 0, pixels, y * row.length, row.length);
        }
        return new Picture(width(), height(), pixels);
    }
}
