package dev.safelight.application.job;

/**
 * Is told of each attempt at a job that failed for a reason of ours, on the thread that made it and before it is decided
 * whether there will be another. It is for whoever reports failures; nothing is decided by it, and what it means for the
 * image or the download is written in its row. Must return at once and throw nothing. A job that is merely handed back, or
 * lost to another worker, did not fail. Safe for any number of threads.
 */
@FunctionalInterface
public interface FailedAttempts {

    /** For when nobody wants to know. */
    FailedAttempts UNHEARD = (attempt, failure) -> {};

    /** @param attempt the how manieth, at least 1 */
    void failed(int attempt, Exception failure);
}
