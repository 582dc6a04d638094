package dev.safelight.imaging.measure;

import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.imaging.codec.Planes;
import java.util.List;
import java.util.Optional;

/** Measures an upright picture by its brightness alone. Deterministic. */
public final class Meter {

    /** The longer side that photos are measured at, in px. Smaller photos are measured as they are. */
    public static final int WORKING_SIDE = 1024;

    /**
     * Focus and light, of a whole photo or of a face.
     *
     * @param sharpness 0 to 100; empty when there are too few edges to tell
     */
    public record Reading(Exposure exposure, Optional<Double> sharpness) {}

    /**
     * @param whole of the photo
     * @param areas of each area that was asked for, in that order
     */
    public record Readings(Reading whole, List<Reading> areas, Fingerprint fingerprint) {

        /** As the rules take them, without a word about faces. */
        public Pixels pixels() {
            return new Pixels(whole.exposure(), whole.sharpness(), fingerprint);
        }
    }

    private Meter() {}

    /**
     * @param working sRGB, reduced to a longer side of at most {@link #WORKING_SIDE} px
     * @param faces in pixels of {@code working}; what reaches beyond it is left out
     */
    public static Readings measure(Planes working, List<Area> faces) {
        return measure(Luma.of(working.luma()), faces);
    }

    private static Readings measure(Luma luma, List<Area> faces) {
        Exposure exposure = ExposureMeter.measure(luma);
        return new Readings(
                new Reading(exposure, SharpnessMeter.ofPhoto(luma, exposure)),
                faces.stream().map(area -> ofFace(luma.cut(area))).toList(),
                Fingerprinter.measure(luma));
    }

    private static Reading ofFace(Luma face) {
        return new Reading(ExposureMeter.measure(face), SharpnessMeter.ofFace(face));
    }
}
