package dev.safelight.telemetry.error;

import dev.safelight.application.job.Job;
import java.util.Optional;

/**
 * What is known of the attempt at a job that is being made on this thread. Of one attempt there is one report at most: with
 * what became of the image or the download, if it was given up, else of what was thrown.
 */
final class Attempt {

    private static final ScopedValue<Attempt> CURRENT = ScopedValue.newInstance();

    private final Job job;
    private Optional<Throwable> failure = Optional.empty();
    private int number;
    private boolean reported;

    Attempt(Job job) {
        this.job = job;
    }

    /** Does {@code work} as this attempt. */
    <R, X extends Throwable> R make(ScopedValue.CallableOp<R, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    static Optional<Attempt> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Of the attempt being made; nothing where none is, as in tests of the use cases alone. */
    static void failed(int number, Exception failure) {
        current().ifPresent(attempt -> {
            attempt.number = number;
            attempt.failed(failure);
        });
    }

    void failed(Throwable thrown) {
        failure = Optional.of(thrown);
    }

    Job job() {
        return job;
    }

    Optional<Throwable> failure() {
        return failure;
    }

    /** The how manieth; 0 when nobody said. */
    int number() {
        return number;
    }

    /** What it failed with has been told. */
    void reported() {
        reported = true;
    }

    boolean isReported() {
        return reported;
    }
}
