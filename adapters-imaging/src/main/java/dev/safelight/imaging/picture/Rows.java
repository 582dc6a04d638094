package dev.safelight.imaging.picture;

/**
 * A picture that is read a row at a time from above, so that it need not be held as packed pixels as a whole: {@code
 * 0xRRGGBB}, or {@code 0xKKCCMMYY} before its inks are converted.
 */
public interface Rows {

    int width();

    int height();

    /** Whether all pixels are gray, whatever the picture. */
    boolean isGray();

    /** Fills {@code row}, {@link #width()} packed pixels long, with the row {@code y}. */
    void read(int y, int[] row);

    /**
     * The same, reduced to a longer side of at most {@code side} px. Never enlarges.
     *
     * @param enough the longer side that will do, at most {@code side}: halving is cheaper than to meet a size
     */
    default Rows within(int side, int enough) {
        int longer = Math.max(width(), height());
        if (longer <= side) {
            return this;
        }
        if (longer / 2 >= enough) {
            return new HalvedRows(this).within(side, enough);
        }
        Fit fit = Fit.within(width(), height(), side);
        return new AveragedRows(this, fit.width(), fit.height());
    }
}
