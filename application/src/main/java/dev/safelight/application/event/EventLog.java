package dev.safelight.application.event;

import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.List;

/**
 * What has happened, in order: the one truth that polling, streams and webhooks tell. Written only together with what it
 * tells of, by the ports that change images and downloads; here it is read.
 *
 * <p><b>Ordering.</b> An event is shown only when none with a smaller sequence can appear any more, so a reader who
 * remembers {@link Page#upTo} misses nothing and is told nothing twice, however late a writer commits. The price: as long
 * as any transaction of the database cluster runs that has written something, what was written after it is not shown.
 * <b>Absent</b>: an owner or subject without events has empty pages. <b>Repeats</b> read the same, until it is forgotten.
 * <b>Bounds</b>: pages of 1 to 1000. <b>Failures</b>: {@link dev.safelight.application.Outage}; a retry helps.
 * <b>Threads</b>: safe for any number, in any number of processes. Held to this by {@code EventLogContract}.
 */
public interface EventLog {

    /**
     * Some events in order.
     *
     * @param upTo where to go on: every event up to this one that the reader asked for was told
     * @param more whether there may be more to read at once
     * @param missed whether some that came after where the reader was have been forgotten
     */
    record Page(List<Event> events, long upTo, boolean more, boolean missed) {
        public Page {
            events = List.copyOf(events);
        }
    }

    /** Where one begins who wants to be told only what comes from now on. */
    long end();

    /** What came after {@code after}, whoever owns it: for those who pass events on, never for a client's request. */
    Page read(long after, int limit);

    /** The owner's events. */
    Page read(OwnerId owner, long after, int limit);

    /** The owner's events about one image, download or set. */
    Page read(OwnerId owner, String subject, long after, int limit);

    /**
     * Forgets events older than {@code before}, the oldest first, up to the first that is not: they are told no more. The
     * moves of an image that is still there stay its history.
     *
     * @param limit how many to pass over at most, 1 to 10,000
     * @return how many were; fewer than {@code limit} when it is done
     */
    int forget(Instant before, int limit);
}
