package dev.safelight.application.inspect;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Measurements;
import java.util.Optional;

/**
 * The eyes: turns the bytes of a file into measurements and, when it can be decoded, into the pictures that we hand on.
 * Reaches no verdict.
 *
 * <p>The bytes are hostile. Whatever they are, the answer is a value: a file that cannot be read is measured as far as
 * its header allows, with a {@link Measurements.Defect}. Bounded in pixels (one budget for all threads of the process:
 * who comes when it is used up waits), in CPU time and in memory. Deterministic: the same bytes give the same
 * measurements. Throws only what is our own fault, {@link dev.safelight.application.Outage}. Safe for any number of
 * threads.
 */
public interface PhotoInspector {

    /**
     * @param normalized upright sRGB JPEG without metadata, longest side ≤ 4096 px
     * @param thumbnail the same, longest side ≤ 512 px
     */
    record Pictures(byte[] normalized, byte[] thumbnail) {}

    /** @param pictures absent when the file could not be decoded, and only then */
    record Inspection(Measurements measurements, Optional<Pictures> pictures) {}

    /**
     * @param bytes of the whole file
     * @param promised the format that was announced; decoding goes by content alone
     * @throws InterruptedException when the thread is interrupted while it waits or works: nothing was decided
     */
    Inspection inspect(byte[] bytes, Format promised) throws InterruptedException;
}
