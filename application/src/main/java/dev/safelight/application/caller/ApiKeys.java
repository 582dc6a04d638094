package dev.safelight.application.caller;

import dev.safelight.domain.image.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys that operators gave to programs. Not for operators' own keys, which are a setting, and not for secrets, which are
 * kept nowhere: only a hash of each is.
 *
 * <p><b>Absent</b> is an empty result or {@code false}, never an exception. <b>Repeats</b>: revoking again changes nothing,
 * the first time stands; adding an id that is there is a programming error. <b>Atomicity</b>: each call happens as a whole or
 * not at all. <b>Ordering</b>: once {@link #revoke} has returned, no {@link #find} of any process finds the key unrevoked:
 * there is no cache between. <b>Bounds</b>: a page holds as many as were asked for; revoked keys stay, so that a list tells
 * who had access when. <b>Failures</b>: throws {@link dev.safelight.application.Outage}; a key is never taken for unknown
 * because the store is down. <b>Thread-safe</b>. Held to all this by {@code ApiKeysContract}.
 */
public interface ApiKeys {

    /** A key, and the hash of the secret that proves it. */
    record Kept(ApiKey key, Sha256 secretHash) {}

    /** Keeps a fresh key. */
    void add(ApiKey key, Sha256 secretHash);

    /** The key with this id, revoked or not. */
    Optional<Kept> find(String id);

    /** The newest first, from behind the one with the id {@code after} on. */
    List<ApiKey> page(Optional<String> after, int limit);

    /** From now on it is good for nothing. False when there is no such key. */
    boolean revoke(String id, Instant at);

    /** Notes that it was used, unless that was noted less than {@code atMostEvery} before {@code at}. */
    void used(String id, Instant at, Duration atMostEvery);
}
