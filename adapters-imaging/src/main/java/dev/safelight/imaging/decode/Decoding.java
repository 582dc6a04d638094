package dev.safelight.imaging.decode;

import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.imaging.picture.Rows;

/** What came of decoding a file. */
public sealed interface Decoding {

    /** The picture as stored: not turned, its colours not converted. */
    record Decoded(Rows rows) implements Decoding {}

    record Failed(Defect defect) implements Decoding {}
}
