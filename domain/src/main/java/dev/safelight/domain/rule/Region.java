package dev.safelight.domain.rule;

/**
 * A rectangle in a photo, in fractions of the upright photo's width and height: 0 is its left and upper edge, 1 its right
 * and lower one. May reach beyond them.
 */
public record Region(double x, double y, double width, double height) {

    public Region {
        if (!(width > 0 && height > 0)) {
            throw new IllegalArgumentException("no part of a photo is " + width + "×" + height);
        }
    }

    /** How much of it lies within the photo, 0 to 1. */
    double inside() {
        return within(x, width) * within(y, height);
    }

    private static double within(double from, double length) {
        return Math.max(0, Math.min(1, from + length) - Math.max(0, from)) / length;
    }

    /** Its longer side in percent of the photo's shorter one. */
    double sizeIn(PixelSize photo) {
        return 100 * Math.max(width * photo.width(), height * photo.height()) / photo.shorterSide();
    }
}
