package dev.safelight.application.idempotency;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Replies kept for requests that may be repeated (layer 1 in {@code docs/idempotency.md}). Whoever begins first holds
 * the key; a repeat gets the stored reply and never does the work.
 *
 * <p><b>Atomicity</b>: of racing calls to {@link #begin} exactly one gets {@link Begun.First}, by a unique constraint.
 * <b>Expiry</b>: a key is free again when its time has passed, and when its holder has died (its hold ends).
 * <b>Failures</b>: {@link dev.safelight.application.Outage}. <b>Threads</b>: safe for any number, in any number of
 * processes. Held to this by {@code RepliesContract}.
 */
public interface Replies {

    /** @param headers those worth repeating, such as {@code Location} */
    record Reply(int status, String contentType, Map<String, String> headers, String body) {}

    /**
     * @param scope caller and route
     * @param key as the client chose it, 1 to 255 characters
     * @param fingerprint of the request: a hash of its canonical body
     */
    record Key(String scope, String key, String fingerprint) {}

    /** What a request finds. */
    sealed interface Begun {
        /** Nobody was here: do the work, then {@link #finish} or {@link #abandon} with this hold. */
        record First(UUID hold) implements Begun {}

        /** It was done: here is the reply. */
        record Repeat(Reply reply) implements Begun {}

        /** Somebody is doing it right now. */
        record InProgress() implements Begun {}

        /** The key was used for another request. */
        record OtherRequest() implements Begun {}
    }

    /**
     * @param hold how long a holder may take before it is taken for dead
     * @param kept how long the key lives, from now
     */
    Begun begin(Key key, Duration hold, Duration kept);

    /** Stores the reply. Ignored when the hold was lost. */
    void finish(Key key, Begun.First first, Reply reply);

    /** The work failed in a way that a repeat may mend (our fault): the key is free at once. Ignored when lost. */
    void abandon(Key key, Begun.First first);

    /** The stored reply, for those who look without wanting to begin. */
    Optional<Reply> find(Key key);

    /** Removes what has expired; returns how many. */
    int removeExpired();
}
