package dev.safelight.application.webhook;

import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is to be told. Not for telling them: that is {@link FanOut} and {@link Deliveries}.
 *
 * <p><b>Absent</b>: somebody else's webhook is as absent as one that never was. <b>Repeats</b>: to remove, to enable and
 * to rotate may be said again. <b>Atomicity</b>: each is one statement. <b>Bounds</b>: an owner has few webhooks; of those
 * that race for his last place each may succeed that did not see the others. <b>Failures</b>:
 * {@link dev.safelight.application.Outage}; a retry helps. <b>Threads</b>: safe for any number, in any number of
 * processes. Held to this by {@code WebhooksContract}.
 */
public interface Webhooks {

    /** What became of adding one. */
    sealed interface Added {
        record Fresh() implements Added {}

        /** There is one already for the same download and URL: this. Nothing was added. */
        record Known(UUID id) implements Added {}

        /** Nothing was added: there are enough. */
        record Full() implements Added {}
    }

    /**
     * Adds a webhook. One for everything is told of what happens from now on; one for a download also of an end that it
     * has come to already.
     *
     * @param most how many its owner may have for everything, or else for this download
     */
    Added add(Webhook webhook, int most);

    /** The owner's, the oldest first; without those for single downloads. */
    List<Webhook> of(OwnerId owner);

    Optional<Webhook> find(OwnerId owner, UUID id);

    /** Removes it and its deliveries; of one that is under way the receiver may still hear. */
    boolean remove(OwnerId owner, UUID id);

    /**
     * Gives it a fresh secret; the one until now signs along until {@code previousUntil}.
     *
     * @return as it is then; empty when there is none
     */
    Optional<Webhook> rotate(OwnerId owner, UUID id, WebhookSecret fresh, Instant previousUntil);

    /** Lets it be told again of what happens from now on, if it was disabled. False when there is none. */
    boolean enable(OwnerId owner, UUID id);

    /** Removes webhooks for single downloads that were added before {@code before} and to whom nothing is owed. */
    int removeOldCallbacks(Instant before);
}
