package dev.safelight.imaging.codec;

/**
 * Where a decoder looks up from its work: called for every row of blocks, every few KiB of input, and every scan, so that
 * whoever called it can end it. Ends it by throwing an unchecked exception, which decoders let through.
 */
@FunctionalInterface
public interface Checkpoint {

    /** For work that nobody ends. */
    Checkpoint NONE = () -> {};

    void check();
}
