package dev.safelight.application.webhook;

import dev.safelight.application.TraceContext;
import dev.safelight.application.webhook.Delivery.Attempt;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The deliveries: handed out to those who carry them, and shown to owners.
 *
 * <p><b>Atomicity</b>: of racing claims one gets a delivery. Who holds it writes its outcome under the claim's token; when
 * his time has run out and another has it, nothing is written. <b>Repeats</b>: an outcome is written once. A receiver may
 * hear twice of what was carried by somebody who died or was late. <b>Ordering</b>: none is promised. <b>Absent</b>: what
 * is another owner's. <b>Failures</b>: {@link dev.safelight.application.Outage}; a retry helps, and what is not written
 * comes up again when the claim runs out. <b>Threads</b>: safe for any number, in any number of processes. Held to this
 * by {@code DeliveriesContract}.
 */
public interface Deliveries {

    /**
     * A delivery to be carried, and whereto.
     *
     * @param token that its outcome is written under
     * @param attempt which one this is, from 1 on
     * @param trace of the work that the event happened in; empty when it is not known any more
     */
    record Claimed(
            UUID id, UUID token, int attempt, Webhook webhook, UUID event, String body, Optional<TraceContext> trace) {}

    /** What comes of an attempt. */
    sealed interface Outcome {
        record Delivered() implements Outcome {}

        /** Failed, and is to be tried again then. */
        record Again(Instant due) implements Outcome {}

        /** Failed, and is not tried again. */
        record GivenUp() implements Outcome {}

        /** The receiver wants no more, ever: its webhook is disabled, and all that it was to be told is given up. */
        record Unwanted(String why) implements Outcome {}
    }

    /** What came of asking for a replay. */
    enum Replayed {
        /** It is tried again from now on, as if it were new. */
        DONE,
        /** There is no such delivery. */
        ABSENT,
        /** Its webhook is disabled. */
        DISABLED
    }

    /**
     * Hands out deliveries that are due, the longest due first, but of one webhook no more than so many at a time.
     *
     * @param max 1 to 100
     * @param perWebhook bound for one webhook; those who claim at the same moment may each hand out so many
     * @param lease how long it is held
     */
    List<Claimed> claim(int max, int perWebhook, Duration lease);

    /**
     * Writes what came of an attempt.
     *
     * @return false when the claim had run out and another took it, or the webhook is gone; nothing is written then
     */
    boolean finish(Claimed claimed, Attempt attempt, Outcome outcome);

    /** Hands a delivery back that was not tried: it is due at once and the attempt is not counted. */
    void giveBack(Claimed claimed);

    /**
     * A webhook's deliveries, the latest event first.
     *
     * @param before the sequence of an event; only those before it are shown
     */
    List<Delivery> page(OwnerId owner, UUID webhook, long before, int limit);

    Optional<Delivery> find(OwnerId owner, UUID webhook, UUID delivery);

    /** Has it tried again: the same event under the same id. One that is on its way is tried at once. */
    Replayed replay(OwnerId owner, UUID webhook, UUID delivery);

    /** Removes what came to an end before {@code before}; returns how many, at most {@code limit}. */
    int removeFinished(Instant before, int limit);
}
