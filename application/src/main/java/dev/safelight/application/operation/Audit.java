package dev.safelight.application.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who did what to how many, and why: written before it is done and counted up while it is, so that what a process did that
 * died half-way is there as well. Never changed afterwards, and never forgotten.
 *
 * <p><b>Repeats</b>: an entry is begun once; to finish it twice changes nothing but the time. <b>Atomicity</b>: each is one
 * statement; what {@link BulkMoves} moves is counted in the statement that moves it. <b>Ordering</b>: newest first, by id.
 * <b>Absent</b>: to count for an entry that is not there does nothing. <b>Failures</b>:
 * {@link dev.safelight.application.Outage}; a retry helps. <b>Threads</b>: safe for any number, in any number of
 * processes. Held to this by {@code ActionsContract}.
 */
public interface Audit {

    /**
     * @param selection the ids or the filter, as JSON
     * @param done how many were changed
     * @param unchanged how many were looked at and left as they were
     * @param finished empty while it goes on, or when its process died
     */
    record Entry(
            UUID id,
            Instant at,
            String operator,
            String action,
            String selection,
            String reason,
            String traceId,
            int done,
            int unchanged,
            Optional<Instant> finished) {}

    void begin(Entry entry);

    /** Adds to what was done. */
    void count(UUID id, int done);

    void finish(UUID id, int unchanged, Instant at);

    Optional<Entry> find(UUID id);

    /**
     * Newest first.
     *
     * @param before where the last page ended
     */
    List<Entry> page(Optional<UUID> before, int limit);
}
