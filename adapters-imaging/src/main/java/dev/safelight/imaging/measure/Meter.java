package dev.safelight.imaging.measure;

import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.imaging.picture.Picture;

/** Measures an upright sRGB picture. Deterministic. */
public final class Meter {

    /** The longer side that photos are measured at, in px. Smaller photos are measured as they are. */
    public static final int WORKING_SIDE = 1024;

    private Meter() {}

    public static Pixels measure(Picture upright) {
        Picture working = upright.within(WORKING_SIDE);
        Luma luma = Luma.of(working);
        Exposure exposure = ExposureMeter.measure(luma);
        return new Pixels(exposure, SharpnessMeter.measure(luma, exposure), Fingerprinter.measure(working));
    }
}
