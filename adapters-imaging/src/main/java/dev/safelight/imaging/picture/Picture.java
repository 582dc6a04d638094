package dev.safelight.imaging.picture;

/**
 * A picture as packed pixels, row by row, 8 bits each: {@code 0xRRGGBB}, or {@code 0xKKCCMMYY} before its inks are
 * converted.
 *
 * @param pixels {@code width * height} of them; owned by the picture
 */
public record Picture(int width, int height, int[] pixels) {

    public int longerSide() {
        return Math.max(width, height);
    }

    /** This picture when its longer side is at most {@code side} px, otherwise a smaller one. Never enlarges. */
    public Picture within(int side) {
        if (longerSide() <= side) {
            return this;
        }
        return AreaAverage.of(Rows.of(this), fitted(width, longerSide(), side), fitted(height, longerSide(), side));
    }

    /** This picture at exactly this size, whatever becomes of its proportions. */
    public Picture resized(int newWidth, int newHeight) {
        return AreaAverage.of(Rows.of(this), newWidth, newHeight);
    }

    static int fitted(int length, int longerSide, int side) {
        return Math.max(1, (int) Math.round((double) length * side / longerSide));
    }
}
