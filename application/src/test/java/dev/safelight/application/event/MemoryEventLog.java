package dev.safelight.application.event;

import dev.safelight.application.Trace;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The log in memory. Those who change something tell it while they hold their own lock. */
public class MemoryEventLog implements EventLog {

    private final Availability availability;
    private final List<Event> events = new ArrayList<>();
    private long lastSequence;
    private long forgotten;

    public MemoryEventLog(Availability availability) {
        this.availability = availability;
    }

    public synchronized void tell(
            EventType type,
            OwnerId owner,
            String subject,
            Instant time,
            Optional<Event.Move> move,
            Optional<Event.Download> download) {
        events.add(new Event(
                UUID.randomUUID(), ++lastSequence, type, owner, subject, time, Trace.current(), move, download));
    }

    /** As if it had never been told. */
    public synchronized void unsay(Predicate<Event> which) {
        events.removeIf(which);
    }

    /** All there are, whether they are still told or not. */
    public synchronized List<Event> all() {
        return List.copyOf(events);
    }

    @Override
    public synchronized long end() {
        availability.check();
        return lastSequence;
    }

    @Override
    public Page read(long after, int limit) {
        return page(after, limit, event -> true);
    }

    @Override
    public Page read(OwnerId owner, long after, int limit) {
        return page(after, limit, event -> event.owner().equals(owner));
    }

    @Override
    public Page read(OwnerId owner, String subject, long after, int limit) {
        return page(
                after,
                limit,
                event -> event.owner().equals(owner) && event.subject().equals(subject));
    }

    private synchronized Page page(long after, int limit, Predicate<Event> which) {
        availability.check();
        List<Event> found = events.stream()
                .filter(event -> event.sequence() > Math.max(after, forgotten))
                .filter(which)
                .limit(limit)
                .toList();
        boolean more = found.size() == limit;
        long upTo = more ? found.getLast().sequence() : Math.max(after, lastSequence);
        return new Page(found, upTo, more, after < forgotten);
    }

    @Override
    public synchronized int forget(Instant before, int limit) {
        availability.check();
        List<Event> old = events.stream()
                .filter(event -> event.sequence() > forgotten)
                .limit(limit)
                .takeWhile(event -> event.time().isBefore(before))
                .toList();
        if (!old.isEmpty()) {
            forgotten = old.getLast().sequence();
            events.removeIf(
                    event -> event.sequence() <= forgotten && event.move().isEmpty());
        }
        return old.size();
    }
}
