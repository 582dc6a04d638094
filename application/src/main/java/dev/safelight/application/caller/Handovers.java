package dev.safelight.application.caller;

import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * Invitations to go on as somebody on another device. Not for deciding how long they are good, and not for their tokens,
 * which are kept nowhere: only a hash of each is.
 *
 * <p><b>Absent</b> is an empty result. <b>Repeats</b>: what was taken once is gone. <b>Atomicity</b>: of racing calls to
 * {@link #take}, in any number of processes, exactly one gets the owner. <b>Bounds</b>: an owner has at most about
 * {@link #MOST_FOR_AN_OWNER}; one more drives out those that end first. <b>Expiry</b>: one that has ended is as if it had
 * never been, whether it was removed yet or not; it has ended at {@code expiresAt}. <b>Failures</b>: throws
 * {@link dev.safelight.application.Outage}; then nobody can tell whether it was taken. <b>Thread-safe</b>. Held to all this by
 * {@code HandoversContract}.
 */
public interface Handovers {

    /** Enough for a page that makes a new one each time it is opened. */
    int MOST_FOR_AN_OWNER = 16;

    /** Keeps a fresh invitation to go on as {@code owner}. */
    void add(Sha256 tokenHash, OwnerId owner, Instant expiresAt);

    /** Whom it is from, if it is still good; it stays so. */
    Optional<OwnerId> find(Sha256 tokenHash, Instant now);

    /** Whom it is from, if it was still good; from now on it is not. */
    Optional<OwnerId> take(Sha256 tokenHash, Instant now);

    /** Removes what has ended; returns how many. */
    int removeExpired(Instant now);
}
