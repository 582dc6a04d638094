package dev.safelight.imaging.face;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import java.util.ArrayList;
import java.util.List;

/**
 * The square part of a picture that a network looks at. May reach beyond the picture: there it is black.
 *
 * @param side in pixels of the picture
 */
record View(double left, double top, double side) {

    /** How much of the picture's width and height a quarter has. */
    private static final double QUARTER = 0.6;

    /** The whole picture, with black bars at its longer sides. */
    static View whole(Planes picture) {
        double side = Math.max(picture.width(), picture.height());
        return new View((picture.width() - side) / 2, (picture.height() - side) / 2, side);
    }

    /** Four views of more than a quarter each, so that what lies on a border of one is within another. */
    static List<View> quarters(Planes picture) {
        double width = QUARTER * picture.width();
        double height = QUARTER * picture.height();
        List<View> quarters = new ArrayList<>();
        for (double y : new double[] {height / 2, picture.height() - height / 2}) {
            for (double x : new double[] {width / 2, picture.width() - width / 2}) {
                quarters.add(around(new Point(x, y), Math.max(width, height)));
            }
        }
        return quarters;
    }

    /** A square around {@code centre}. */
    static View around(Point centre, double side) {
        return new View(centre.x() - side / 2, centre.y() - side / 2, side);
    }

    /** From the network's view, 0 to 1, to the picture. */
    Point toPicture(double x, double y) {
        return new Point(left + x * side, top + y * side);
    }

    /** Red, green and blue from -1 to 1, each {@code size} × {@code size}. */
    float[][] colours(Planes picture, int size) {
        float[] luma = plane(picture.luma(), 0, 0, size, 0);
        if (picture.isGray()) {
            return Colours.gray(luma);
        }
        int shiftX = picture.sampling().shiftX();
        int shiftY = picture.sampling().shiftY();
        float[] blue = plane(picture.chroma().get(0), shiftX, shiftY, size, 128);
        float[] red = plane(picture.chroma().get(1), shiftX, shiftY, size, 128);
        return Colours.of(luma, blue, red);
    }

    private float[] plane(Plane plane, int shiftX, int shiftY, int size, int beyond) {
        double across = 1.0 / (1 << shiftX);
        double down = 1.0 / (1 << shiftY);
        Taps columns = Taps.of(left * across, side * across / size, size, plane.width());
        Taps rows = Taps.of(top * down, side * down / size, size, plane.height());
        return Taps.resample(plane, columns, rows, beyond);
    }
}
