package dev.safelight.domain.rule;

/** Width and height in pixels, both at least 1. */
public record PixelSize(int width, int height) {

    public PixelSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("no picture is " + width + "×" + height);
        }
    }

    public int shorterSide() {
        return Math.min(width, height);
    }

    public int longerSide() {
        return Math.max(width, height);
    }

    /** In millions of pixels. */
    public double megapixels() {
        return (double) width * height / 1_000_000;
    }

    /** The size after a quarter turn. */
    public PixelSize turned() {
        return new PixelSize(/* width= */ height, /* height= */ width);
    }
}
