package dev.safelight.domain.rule;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * What a file was found to be. Nothing here is an opinion: verdicts are reached from these numbers alone, so that other
 * limits can be tried later without decoding again.
 *
 * @param bytes size of the file
 * @param sha256 of the file
 * @param promised the format that was announced
 * @param format the format by content; empty when it is none we know
 * @param size as seen upright, from the header; empty when the header could not be read
 * @param defect why the pixels could not be had, though the format is one we decode; empty when they could, and when
 *     nobody tried because the format is not decoded or the picture too large
 * @param pixels what was measured on the pixels, when they could be had
 */
public record Measurements(
        long bytes,
        Sha256 sha256,
        Format promised,
        Optional<Format> format,
        Optional<PixelSize> size,
        Optional<Defect> defect,
        Optional<Pixels> pixels) {

    /**
     * @param sharpness 0 (nothing but blur) to 100 (as crisp as pixels can be); empty when the photo has too few edges
     *     to tell, which is no fault
     * @param faces all that the detector saw, surest first; empty when nobody looked, which is another thing than none
     */
    public record Pixels(
            Exposure exposure, Optional<Double> sharpness, Fingerprint fingerprint, Optional<List<FaceSeen>> faces) {

        public Pixels {
            faces = faces.map(List::copyOf);
        }

        /** Of a photo in which nobody looked for faces. */
        public Pixels(Exposure exposure, Optional<Double> sharpness, Fingerprint fingerprint) {
            this(exposure, sharpness, fingerprint, Optional.empty());
        }

        public Pixels with(List<FaceSeen> seen) {
            return new Pixels(exposure, sharpness, fingerprint, Optional.of(seen));
        }
    }

    /** Why a file that looks like a photo could not be read. */
    public enum Defect {
        TRUNCATED("the file ends too early"),
        CORRUPT("the file is damaged"),
        TOO_COMPLEX("the file is built in a way that no camera does"),
        TOO_SLOW("the file takes too long to decode"),
        UNSUPPORTED_VARIANT("a rare variant of its format");

        private final String inWords;

        Defect(String inWords) {
            this.inWords = inWords;
        }

        public String inWords() {
            return inWords;
        }
    }
}
