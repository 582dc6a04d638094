package dev.safelight.application.operation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Has many deliveries of one webhook tried again that failed: the same as {@code Deliveries.replay} for each, in one
 * statement. Not for what succeeded.
 *
 * <p><b>Atomicity</b>: one statement sends on those that failed, and counts up the audit; it happens or it does not.
 * <b>Repeats</b> and <b>races</b>: what is due already, or on its way, stays as it is and is not counted. <b>Absent</b>:
 * nothing is replayed to a webhook that is gone or disabled. <b>Ordering</b>: from the latest event on backwards.
 * <b>Bounds</b>: 1 to {@link #MOST} are looked at. <b>Failures</b>: {@link dev.safelight.application.Outage}; then it may
 * have happened or not, and to say it again is harmless. <b>Threads</b>: safe for any number, in any number of processes.
 * Held to this by {@code ReceiversContract}.
 */
public interface BulkReplays {

    int MOST = 500;

    /**
     * What came of a batch.
     *
     * @param lookedAt those that failed, and whose events were told about since then
     * @param next the event to go on before; empty when there are no more
     */
    record Batch(int replayed, int lookedAt, Optional<Long> next) {}

    /**
     * @param since deliveries that were made before it stay as they are
     * @param before the sequence of an event; only those before it are looked at
     * @param audit the entry in which it is counted
     */
    Batch apply(UUID webhook, Instant since, long before, int limit, UUID audit);
}
