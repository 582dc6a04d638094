package dev.safelight.application.webhook;

import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import java.util.List;
import java.util.UUID;

/**
 * Turns events into deliveries, one for each webhook that wants to know. Any number of processes may do it at once.
 *
 * <p><b>Atomicity</b>: the place in the log moves together with the deliveries that are written, on condition that nobody
 * else has moved it: so of racing calls one succeeds, and there is exactly one delivery for each webhook and event.
 * <b>Repeats</b> change nothing. <b>Ordering</b>: none among deliveries. <b>Failures</b>:
 * {@link dev.safelight.application.Outage}; a retry helps and does no harm. <b>Threads</b>: safe for any number, in any
 * number of processes. Held to this by {@code FanOutContract}.
 */
public interface FanOut {

    /**
     * An event and what is sent of it.
     *
     * @param body JSON
     */
    record Told(UUID id, long sequence, EventType type, OwnerId owner, String subject, String body) {}

    /** Somebody who came late: his download may have ended before he was there to be told. */
    record Latecomer(UUID webhook, OwnerId owner, UUID download) {}

    /** Up to where in the log everything has been turned into deliveries. */
    long place();

    /**
     * Writes deliveries for the webhooks that want to know, if the place is still {@code from}, and moves it.
     *
     * @param upTo the new place
     * @param events all between the two, or those of them that could interest anybody; at most 1000
     * @return whether it was still there
     */
    boolean tell(long from, long upTo, List<Told> events);

    /** Those for single downloads who were added and not yet caught up. */
    List<Latecomer> latecomers(int limit);

    /** Writes deliveries of what one missed, if there is none for it yet, and counts him as caught up. */
    void catchUp(UUID webhook, List<Told> events);
}
