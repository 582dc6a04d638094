package dev.safelight.application.idempotency;

import dev.safelight.application.testing.Availability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Replies kept in memory. */
public class MemoryReplies implements Replies {

    private final InstantSource clock;
    private final Availability availability;
    private final Map<Slot, Entry> entries = new HashMap<>();

    private record Slot(String scope, String key) {

        static Slot of(Key key) {
            return new Slot(key.scope(), key.key());
        }
    }

    private record Entry(String fingerprint, UUID hold, Instant holdEnds, Instant expires, Optional<Reply> reply) {

        boolean isFree(Instant now) {
            return !expires.isAfter(now) || (reply.isEmpty() && !holdEnds.isAfter(now));
        }
    }

    public MemoryReplies(InstantSource clock, Availability availability) {
        this.clock = clock;
        this.availability = availability;
    }

    @Override
    public synchronized Begun begin(Key key, Duration hold, Duration kept) {
        availability.check();
        Instant now = clock.instant();
        Entry present = entries.get(Slot.of(key));
        if (present == null || present.isFree(now)) {
            UUID mine = UUID.randomUUID();
            entries.put(
                    Slot.of(key), new Entry(key.fingerprint(), mine, now.plus(hold), now.plus(kept), Optional.empty()));
            return new Begun.First(mine);
        }
        if (!present.fingerprint().equals(key.fingerprint())) {
            return new Begun.OtherRequest();
        }
        return present.reply().<Begun>map(Begun.Repeat::new).orElseGet(Begun.InProgress::new);
    }

    @Override
    public synchronized void finish(Key key, Begun.First first, Reply reply) {
        availability.check();
        held(key, first)
                .ifPresent(entry -> entries.put(
                        Slot.of(key),
                        new Entry(
                                entry.fingerprint(),
                                entry.hold(),
                                entry.holdEnds(),
                                entry.expires(),
                                Optional.of(reply))));
    }

    @Override
    public synchronized void abandon(Key key, Begun.First first) {
        availability.check();
        held(key, first).ifPresent(entry -> entries.remove(Slot.of(key)));
    }

    private Optional<Entry> held(Key key, Begun.First first) {
        return Optional.ofNullable(entries.get(Slot.of(key)))
                .filter(entry ->
                        entry.hold().equals(first.hold()) && entry.reply().isEmpty());
    }

    @Override
    public synchronized Optional<Reply> find(Key key) {
        availability.check();
        return Optional.ofNullable(entries.get(Slot.of(key)))
                .filter(entry ->
                        !entry.isFree(clock.instant()) && entry.fingerprint().equals(key.fingerprint()))
                .flatMap(Entry::reply);
    }

    @Override
    public synchronized int removeExpired() {
        availability.check();
        Instant now = clock.instant();
        int before = entries.size();
        entries.values().removeIf(entry -> entry.isFree(now));
        return before - entries.size();
    }
}
