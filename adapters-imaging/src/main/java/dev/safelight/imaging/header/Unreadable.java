package dev.safelight.imaging.header;

import dev.safelight.domain.rule.Measurements.Defect;

/** Ends the reading of a header. Stays within this package: outside, a defect is a value. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final Defect defect;

    Unreadable(Defect defect) {
        super(defect.inWords(), null, false, false);
        this.defect = defect;
    }

    Defect defect() {
        return defect;
    }

    static Unreadable truncated() {
        return new Unreadable(Defect.TRUNCATED);
    }

    static Unreadable corrupt() {
        return new Unreadable(Defect.CORRUPT);
    }

    static Unreadable rare() {
        return new Unreadable(Defect.UNSUPPORTED_VARIANT);
    }
}
