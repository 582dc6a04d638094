package dev.safelight.imaging.face;

/** A place in a picture: pixels from its left and upper edge; may lie beyond an edge. */
public record Point(double x, double y) {

    double distance(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
