package dev.safelight.web.image;

import dev.safelight.domain.rule.Region;

/** A rectangle in the upright photo, in fractions of its width and height. May reach beyond 0 and 1. */
record RegionJson(double x, double y, double width, double height) {

    static RegionJson of(Region region) {
        return new RegionJson(
                fraction(region.x()), fraction(region.y()), fraction(region.width()), fraction(region.height()));
    }

    /** To a tenth of a thousandth: half a pixel of a large photo. */
    static double fraction(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
