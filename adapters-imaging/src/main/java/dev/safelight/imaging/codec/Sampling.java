package dev.safelight.imaging.codec;

/** How densely colour is stored beside brightness. */
public enum Sampling {
    /** Brightness alone. */
    GRAY(0, 0),
    /** A colour for every 2×2 pixels: what cameras make. */
    YUV_420(1, 1),
    /** For every two pixels side by side. */
    YUV_422(1, 0),
    /** For every two pixels above each other: a 4:2:2 that was turned. */
    YUV_440(0, 1),
    /** For every pixel. */
    YUV_444(0, 0);

    private final int shiftX;
    private final int shiftY;

    Sampling(int shiftX, int shiftY) {
        this.shiftX = shiftX;
        this.shiftY = shiftY;
    }

    /** By how many bits a column of pixels is shifted to get the column of colours. */
    public int shiftX() {
        return shiftX;
    }

    /** By how many bits a row of pixels is shifted to get the row of colours. */
    public int shiftY() {
        return shiftY;
    }

    /** How many colours stand beside {@code pixels} in a row; the last may cover one pixel only. */
    public int across(int pixels) {
        return (pixels + (1 << shiftX) - 1) >> shiftX;
    }

    /** How many colours stand below each other for {@code pixels} rows. */
    public int down(int pixels) {
        return (pixels + (1 << shiftY) - 1) >> shiftY;
    }
}
