package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Unreadable;

/** @param denominator positive */
record Fraction(long numerator, long denominator) {

    static Fraction unsigned(Fields fields) throws Unreadable {
        return of(fields.u32(), fields.u32());
    }

    /** Offsets may be negative, and some writers make the denominator so. */
    static Fraction signed(Fields fields) throws Unreadable {
        long numerator = (int) fields.u32();
        long denominator = (int) fields.u32();
        return denominator < 0 ? of(-numerator, -denominator) : of(numerator, denominator);
    }

    private static Fraction of(long numerator, long denominator) throws Unreadable {
        if (denominator == 0) {
            throw Unreadable.corrupt("a fraction of nothing");
        }
        return new Fraction(numerator, denominator);
    }

    /** To the nearest whole number, halves upwards. */
    long rounded() {
        return Math.floorDiv(2 * numerator + denominator, 2 * denominator);
    }

    double value() {
        return (double) numerator / denominator;
    }
}
