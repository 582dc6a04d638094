package dev.safelight.application.operation;

import dev.safelight.application.Trace;
import dev.safelight.domain.image.ImageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Has what operators do written down. A change that is one in the database goes {@link #with} its entry, both or neither;
 * what takes several steps, or happens elsewhere, is written down before it is begun.
 */
public final class WriteDown {

    private final Audit audit;
    private final InstantSource clock;
    private final RandomGenerator random;

    public WriteDown(Audit audit, InstantSource clock, RandomGenerator random) {
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What is done, to what, and why.
     *
     * @param selection the ids, the filter or whatever says to what, as JSON
     * @param reason in the operator's words; empty when he gave none
     */
    public record Told(Operator operator, Deed deed, String selection, String reason) {}

    /**
     * Does {@code change} and writes it down, as one: what happens is written down, and what is written down has happened.
     *
     * @param change in the database and nowhere else; may be begun anew, and then all of it had been undone
     * @param told what it was
     * @param done whether it changed anything
     */
    public <R> R with(Supplier<R> change, Function<R, Told> told, Function<R, Boolean> done) {
        return audit.together(change, result -> {
            int changed = done.apply(result) ? 1 : 0;
            return entry(told.apply(result), changed, 1 - changed, Optional.of(clock.instant()));
        });
    }

    /** Writes down what is about to be done; {@link Audit} counts it, and {@link #finish} ends it. */
    UUID begin(Told told) {
        Audit.Entry entry = entry(told, 0, 0, Optional.empty());
        audit.begin(entry);
        return entry.id();
    }

    void finish(UUID entry, int unchanged) {
        audit.finish(entry, unchanged, clock.instant());
    }

    private Audit.Entry entry(Told told, int done, int unchanged, Optional<Instant> finished) {
        Instant now = clock.instant();
        return new Audit.Entry(
                ImageId.at(now, random).value(),
                now,
                told.operator(),
                told.deed().name(),
                told.selection(),
                told.reason(),
                Trace.current(),
                done,
                unchanged,
                finished);
    }

    /** Does what happens elsewhere than in the database: it is written down before, and counted after. */
    public long around(Told told, Supplier<Long> work) {
        UUID entry = begin(told);
        long done = work.get();
        audit.count(entry, Math.toIntExact(done));
        finish(entry, 0);
        return done;
    }
}
