package dev.safelight.application.download;

import dev.safelight.application.image.Copies;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The downloads and their lifecycle: the one place where their state changes. Not for looking around; that is
 * {@link DownloadQueries}.
 *
 * <p><b>Atomicity.</b> Every write is one conditional statement that also records the event and rings the job: all of it
 * happens or none. <b>Repeats</b> lose the race against themselves and change nothing; the same order again is answered
 * with what there is. <b>Ordering.</b> The writes to one download are totally ordered by their version. <b>Bounds</b>: see
 * {@link Limits}. <b>Failures.</b> Losing a race is a returned value; {@link dev.safelight.application.Outage} is thrown
 * when the database cannot be reached, and then the write may or may not have happened: read again. <b>Threads.</b> Safe
 * for any number, in any number of processes. Held to this by {@code DownloadsContract}.
 */
public interface Downloads extends Copies {

    /**
     * How many may be active at a time.
     *
     * @param perOwner of one owner, at least 1
     * @param inAll of all, at least 1
     */
    record Limits(int perOwner, int inAll) {}

    /** What became of an order. */
    sealed interface Added {
        record New(Download.Queued download) implements Added {}

        /** The owner has asked for the same before, and that one is active, or complete and not expired. */
        record Existing(Download download) implements Added {}

        /** Too many are active: of this owner, or else of all. */
        record Full(boolean ofOwner) implements Added {}
    }

    /** What became of a write. */
    enum Outcome {
        APPLIED,
        /** Somebody else was faster: read again and decide again. */
        RACED
    }

    /**
     * Adds a download, unless the owner has the same already. Of racing calls with the same order exactly one adds it. The
     * limits are approximate under racing calls: each may succeed that did not see the others.
     *
     * @param now what has expired by then is not found, and is marked as expired by this
     */
    Added add(Order order, Limits limits, Instant now);

    /** The download whoever owns it: for workers and operators, never for a client's request. */
    Optional<Download> find(DownloadId id);

    /** The download if it is {@code owner}'s; somebody else's is as absent as one that never was. */
    Optional<Download> find(OwnerId owner, DownloadId id);

    /**
     * Carries out a change if the download is still exactly as it was read: same status, version and lease; and, for one
     * that completes it, if every photo in the archive is still there.
     */
    Outcome apply(DownloadChange change);

    /**
     * Notes how far it has come, and lengthens a lease that is still held. Tells of progress if there was any.
     *
     * @param items what is known of the photos, if that has changed
     * @return false when the lease is not held: somebody else has it, or the download moved on. Whoever gets this must stop
     */
    boolean renew(
            DownloadId id, Lease lease, Instant until, Optional<List<Item>> items, Progress progress, Instant now);
}
