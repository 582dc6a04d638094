package dev.safelight.application.inspect;

import dev.safelight.domain.image.Format;
import java.time.Duration;

/**
 * Is told how long each step at a photo took, by whoever took it and on the thread that took it. Must return at once and
 * throw nothing. What failed half-way is not told. Safe for any number of threads.
 */
@FunctionalInterface
public interface InspectionSteps {

    /** What is told of. */
    enum Step {
        /** Bytes to pixels. */
        DECODE,
        /** Looking for faces. */
        FACES
    }

    /** For when nobody wants to know. */
    InspectionSteps UNWATCHED = (step, format, took) -> {};

    /** @param format by content */
    void took(Step step, Format format, Duration took);
}
