package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Unreadable;

/**
 * Which part of a stored picture is shown, and how it is turned: all crops, rotations and mirrors that were asked for, one
 * after the other, come to one crop and one turn.
 *
 * @param left of the part, in stored pixels; so are all sizes
 */
record View(int left, int top, int width, int height, Turn turn) {

    static View whole(int width, int height) {
        return new View(0, 0, width, height, Turn.NONE);
    }

    /** How wide it is when shown. */
    int shownWidth() {
        return turn.transposed() ? height : width;
    }

    int shownHeight() {
        return turn.transposed() ? width : height;
    }

    boolean isWhole(int storedWidth, int storedHeight) {
        return equals(whole(storedWidth, storedHeight));
    }

    /** This, and then {@code property}, if it is one that moves pixels. */
    View then(Property property) throws Unreadable {
        return switch (property) {
            case Property.Rotation(int quarters) -> rotated(quarters);
            case Property.Mirror(boolean leftRight) -> new View(left, top, width, height, turn.mirrored(leftRight));
            case Property.Crop crop -> cropped(crop);
            default -> this;
        };
    }

    private View rotated(int quarters) {
        Turn rotated = turn;
        for (int i = 0; i < quarters; i++) {
            rotated = rotated.quarterAnticlockwise();
        }
        return new View(left, top, width, height, rotated);
    }

    /**
     * ISO/IEC 14496-12, 12.1.4.1: the middle of the part lies {@code right} and {@code down} of the picture's. Parts that reach
     * over the edge end there, as everybody else has it.
     */
    private View cropped(Property.Crop crop) throws Unreadable {
        Span across = Span.of(shownWidth(), crop.width(), crop.right());
        Span downwards = Span.of(shownHeight(), crop.height(), crop.down());
        Span shownX = turn.leftRight() ? across.mirrored(shownWidth()) : across;
        Span shownY = turn.topBottom() ? downwards.mirrored(shownHeight()) : downwards;
        Span x = turn.transposed() ? shownY : shownX;
        Span y = turn.transposed() ? shownX : shownY;
        return new View(left + x.from, top + y.from, x.length, y.length, turn);
    }

    /** A part of a row or column. */
    private record Span(int from, int length) {

        static Span of(int whole, Fraction length, Fraction offset) throws Unreadable {
            double first = offset.value() + (whole - length.value()) / 2.0;
            long start = (long) Math.floor(first);
            long end = Math.min(start + length.rounded(), whole);
            start = Math.max(start, 0);
            if (start >= end) {
                throw Unreadable.corrupt("a crop that leaves nothing");
            }
            return new Span((int) start, (int) (end - start));
        }

        Span mirrored(int whole) {
            return new Span(whole - from - length, length);
        }
    }
}
