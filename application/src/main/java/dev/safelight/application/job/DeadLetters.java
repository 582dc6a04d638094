package dev.safelight.application.job;

import java.time.Instant;
import java.util.List;

/**
 * Jobs that were given out {@link JobQueue#MAX_DELIVERIES} times and never completed: for an operator to look at. They
 * hold nothing up: if the image still wants work, the reconciler rings for it anew. Throws
 * {@link dev.safelight.application.Outage}; a retry helps. Held to this by {@code DeadLettersContract}.
 */
public interface DeadLetters {

    /** @param diedAt when it was given up */
    record Dead(Job job, Instant diedAt) {}

    /**
     * In no particular order.
     *
     * @param limit 1 to 100
     */
    List<Dead> dead(Job.Kind kind, int limit);

    /** Queues all dead letters of a kind again, as new ones; says how many. Repeated, it finds none. */
    long redrive(Job.Kind kind);
}
