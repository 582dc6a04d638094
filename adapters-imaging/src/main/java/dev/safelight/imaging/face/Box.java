package dev.safelight.imaging.face;

/** An upright rectangle in a picture, in pixels; may reach beyond the picture's edges. */
public record Box(double left, double top, double width, double height) {

    public Box {
        if (!(width >= 0 && height >= 0)) {
            throw new IllegalArgumentException("a box of " + width + "×" + height);
        }
    }

    static Box around(Point centre, double width, double height) {
        return new Box(centre.x() - width / 2, centre.y() - height / 2, width, height);
    }

    public double right() {
        return left + width;
    }

    public double bottom() {
        return top + height;
    }

    public Point centre() {
        return new Point(left + width / 2, top + height / 2);
    }

    public double area() {
        return width * height;
    }

    /** The area that both cover. */
    public double common(Box other) {
        double across = Math.min(right(), other.right()) - Math.max(left, other.left);
        double down = Math.min(bottom(), other.bottom()) - Math.max(top, other.top);
        return Math.max(0, across) * Math.max(0, down);
    }

    /** What both cover, as a share of what either covers: 0 to 1. */
    double overlap(Box other) {
        double common = common(other);
        double either = area() + other.area() - common;
        return either > 0 ? common / either : 0;
    }

    /** What both cover, as a share of the smaller: 1 if one lies within the other. */
    double containment(Box other) {
        double smaller = Math.min(area(), other.area());
        return smaller > 0 ? common(other) / smaller : 0;
    }
}
