package dev.safelight.imaging.measure;

import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.imaging.codec.Planes;

/** Measures an upright sRGB picture. Deterministic. */
public final class Meter {

    /** The longer side that photos are measured at, in px. Smaller photos are measured as they are. */
    public static final int WORKING_SIDE = 1024;

    private Meter() {}

    /** @param working of at most {@link #WORKING_SIDE} px */
    public static Pixels measure(Planes working) {
        Luma luma = Luma.of(working.luma());
        Exposure exposure = ExposureMeter.measure(luma);
        return new Pixels(exposure, SharpnessMeter.measure(luma, exposure), Fingerprinter.measure(working.luma()));
    }
}
