package dev.safelight.application.event;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Removes events from the log that are older than they are kept. */
public final class ForgetEvents {

    /** In one statement; what writes meanwhile must not wait for long. */
    private static final int BITE = 1_000;

    private final EventLog log;
    private final Duration kept;
    private final InstantSource clock;

    public ForgetEvents(EventLog log, Duration kept, InstantSource clock) {
        this.log = log;
        this.kept = kept;
        this.clock = clock;
    }

    /** Forgets all that are too old by now. */
    public void run() {
        Instant before = clock.instant().minus(kept);
        int forgotten;
        do {
            forgotten = log.forget(before, BITE);
        } while (forgotten == BITE && !Thread.currentThread().isInterrupted());
    }
}
