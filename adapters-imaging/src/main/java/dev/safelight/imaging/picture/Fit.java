package dev.safelight.imaging.picture;

/** A size in pixels, both at least 1. */
public record Fit(int width, int height) {

    /** This size when its longer side is at most {@code side}, otherwise the same proportions within it. */
    public static Fit within(int width, int height, int side) {
        int longer = Math.max(width, height);
        return longer <= side
                ? new Fit(width, height)
                : new Fit(fitted(width, longer, side), fitted(height, longer, side));
    }

    private static int fitted(int length, int longer, int side) {
        return Math.max(1, (int) Math.round((double) length * side / longer));
    }
}
