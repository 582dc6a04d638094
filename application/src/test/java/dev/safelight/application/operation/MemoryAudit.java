package dev.safelight.application.operation;

import dev.safelight.application.testing.Availability;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What operators did, in memory. */
public final class MemoryAudit implements Audit {

    private final Availability availability;
    private final Map<UUID, Entry> entries = new HashMap<>();

    public MemoryAudit(Availability availability) {
        this.availability = availability;
    }

    @Override
    public synchronized void begin(Entry entry) {
        availability.check();
        entries.put(entry.id(), entry);
    }

    @Override
    public <R> R together(Supplier<R> change, Function<R, Entry> entry) {
        availability.check();
        R result = change.get();
        begin(entry.apply(result));
        return result;
    }

    @Override
    public void count(UUID id, int done) {
        change(id, it -> with(it, it.done() + done, it.unchanged(), it.finished()));
    }

    @Override
    public void finish(UUID id, int unchanged, Instant at) {
        change(id, it -> with(it, it.done(), unchanged, Optional.of(at)));
    }

    private synchronized void change(UUID id, UnaryOperator<Entry> change) {
        availability.check();
        entries.computeIfPresent(id, (key, entry) -> change.apply(entry));
    }

    private static Entry with(Entry it, int done, int unchanged, Optional<Instant> finished) {
        return new Entry(
                it.id(),
                it.at(),
                it.operator(),
                it.action(),
                it.selection(),
                it.reason(),
                it.traceId(),
                done,
                unchanged,
                finished);
    }

    @Override
    public synchronized Optional<Entry> find(UUID id) {
        availability.check();
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public synchronized List<Entry> page(Optional<String> action, Optional<UUID> before, int limit) {
        availability.check();
        return entries.values().stream()
                .filter(it -> action.isEmpty() || action.get().equals(it.action()))
                .filter(it -> before.isEmpty()
                        || it.id().toString().compareTo(before.get().toString()) < 0)
                .sorted(Comparator.comparing((Entry it) -> it.id().toString()).reversed())
                .limit(limit)
                .toList();
    }
}
