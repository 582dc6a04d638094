package dev.safelight.application.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who did what to how many, and why: written before it is done and counted up while it is, so that what a process did that
 * died half-way is there as well. Never changed afterwards, and never forgotten.
 *
 * <p><b>Repeats</b>: an entry is begun once; to finish it twice changes nothing but the time. <b>Atomicity</b>: each is one
 * statement; what {@link BulkMoves} moves is counted in the statement that moves it; {@link #together} is one transaction. <b>Ordering</b>: newest first, by id.
 * <b>Absent</b>: to count for an entry that is not there does nothing. <b>Failures</b>:
 * {@link dev.safelight.application.Outage}; a retry helps. <b>Threads</b>: safe for any number, in any number of
 * processes. Held to this by {@code ActionsContract}.
 */
public interface Audit {

    /**
     * @param action the name of a {@link Deed}, or what only a newer version of this program knows
     * @param selection the ids, the filter or whatever says to what, as JSON
     * @param done how many were changed
     * @param unchanged how many were looked at and left as they were
     * @param finished empty while it goes on, or when its process died
     */
    record Entry(
            UUID id,
            Instant at,
            Operator operator,
            String action,
            String selection,
            String reason,
            String traceId,
            int done,
            int unchanged,
            Optional<Instant> finished) {}

    void begin(Entry entry);

    /**
     * Does {@code change} and writes an entry about it: both happen or neither. When it throws, nothing has happened.
     *
     * @param change in the same database, on the thread that calls it, and nowhere else; may be begun anew when it
     *     collides with another
     * @return what came of it
     */
    <R> R together(Supplier<R> change, Function<R, Entry> entry);

    /** Adds to what was done. */
    void count(UUID id, int done);

    void finish(UUID id, int unchanged, Instant at);

    Optional<Entry> find(UUID id);

    /**
     * Newest first.
     *
     * @param action only those of this name
     * @param before where the last page ended
     */
    List<Entry> page(Optional<String> action, Optional<UUID> before, int limit);
}
