package dev.safelight.application.operation;

import dev.safelight.application.webhook.Delivery;
import dev.safelight.application.webhook.Webhook;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How the webhooks of all owners fare. Not for owners: what one may see is decided by {@code Webhooks} and
 * {@code Deliveries}, which also change them.
 *
 * <p><b>Failing</b> is a delivery that was given up, or whose last attempt failed and that is to be tried again; and a
 * webhook that has one. It ends when the delivery succeeds, or is forgotten a week after it was given up. <b>Absent</b>:
 * lists are empty. <b>Repeats</b> read anew. <b>Atomicity</b>: each answer is one statement, and two answers may be of
 * different moments. <b>Ordering</b>: the youngest webhook first; the latest event first. <b>Bounds</b>: a page costs the
 * same whatever there is, except that the failing among one owner's are looked for among all of that owner's.
 * <b>Failures</b>: {@link dev.safelight.application.Outage}; a retry helps. <b>Threads</b>: safe for any number. Held to
 * this by {@code ReceiversContract}.
 */
public interface Receivers {

    /** Nothing is counted further. */
    int MOST_COUNTED = 1_000;

    /** How many of a webhook's deliveries are lately. */
    int LATELY = 20;

    /** Which are meant: those to which all of it applies. */
    record Which(boolean failing, Optional<OwnerId> owner) {}

    /**
     * How one fares.
     *
     * @param pending deliveries that are to be tried, for the first time or again
     * @param failed deliveries that were given up
     * @param failing the latest event that it could not be told so far
     */
    record Standing(Webhook webhook, long pending, long failed, Lately lately, Optional<Delivery> failing) {}

    /**
     * The deliveries of the last events.
     *
     * @param deliveries how many are looked at, at most {@link Receivers#LATELY}
     * @param delivered how many of them succeeded
     * @param last when one of them did so last
     */
    record Lately(int deliveries, int delivered, Optional<Instant> last) {}

    /**
     * @param before where the last page ended
     * @param limit 1 to 201
     */
    List<Standing> page(Which which, Optional<UUID> before, int limit);

    Optional<Standing> find(UUID webhook);

    /**
     * What a webhook was told and is to be told.
     *
     * @param before the sequence of an event; only those before it are shown
     * @param limit 1 to 201
     */
    List<Delivery> deliveries(UUID webhook, Optional<Delivery.Status> status, long before, int limit);
}
