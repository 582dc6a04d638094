package dev.safelight.domain.download;

import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A download in one of its states; each offers the moves that are legal from it, and no others.
 *
 * <p>Every change makes the version greater by one; who writes one under a version that is no longer so has lost a race.
 */
public sealed interface Download {

    Order order();

    /** Counts the changes, from 1 on. */
    long version();

    /** When the last change was made. */
    Instant since();

    DownloadStatus status();

    /** When it wants something next: work, another worker, or its end. Empty when nothing more happens. */
    Optional<Instant> dueAt();

    default DownloadId id() {
        return order().id();
    }

    default OwnerId owner() {
        return order().owner();
    }

    /** What is known of the photos; empty before anybody has looked. */
    default List<Item> items() {
        return List.of();
    }

    default Progress progress() {
        return Progress.NONE;
    }

    record Queued(Order order, long version, Instant since) implements Download {

        /** As it begins. */
        public static Queued of(Order order) {
            return new Queued(order, 1, order.createdAt());
        }

        /** A worker begins. */
        public DownloadChange taken(Lease lease, Instant now) {
            return new DownloadChange(
                    this,
                    new Processing(
                            order,
                            version + 1,
                            now,
                            1,
                            lease.until(),
                            Optional.of(lease),
                            now,
                            List.of(),
                            Progress.NONE),
                    Optional.of(lease.takenBy()));
        }

        public DownloadChange cancelled(Instant now) {
            return new DownloadChange(this, new Cancelled(order, version + 1, now, List.of(), Progress.NONE));
        }

        @Override
        public DownloadStatus status() {
            return DownloadStatus.QUEUED;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.of(since);
        }
    }

    /**
     * @param attempts how many were begun
     * @param due when the lease ends, or the next attempt is due
     * @param lease absent between two attempts
     * @param begun the present attempt
     */
    record Processing(
            Order order,
            long version,
            Instant since,
            int attempts,
            Instant due,
            Optional<Lease> lease,
            Instant begun,
            List<Item> items,
            Progress progress)
            implements Download {

        public Processing {
            items = List.copyOf(items);
        }

        /** Another attempt, after one that was put off or whose worker died. */
        public DownloadChange taken(Lease next, Instant now) {
            Download after = new Processing(
                    order,
                    version + 1,
                    now,
                    attempts + 1,
                    next.until(),
                    Optional.of(next),
                    now,
                    List.of(),
                    Progress.NONE);
            return new DownloadChange(this, after, Optional.of(next.takenBy()));
        }

        /** The attempt failed on something that may pass. */
        public DownloadChange postponed(String why, Instant until, Instant now) {
            return new DownloadChange(this, waiting(until, attempts, now), Optional.of(why));
        }

        /** The worker was asked to stop; the attempt does not count. */
        public DownloadChange handedBack(Instant now) {
            return new DownloadChange(this, waiting(now, attempts - 1, now), Optional.of(Lease.HANDED_BACK));
        }

        private Processing waiting(Instant until, int made, Instant now) {
            return new Processing(
                    order, version + 1, now, made, until, Optional.empty(), begun, List.of(), Progress.NONE);
        }

        /** @param archived the photos, none of them waiting */
        public DownloadChange completed(StoredObject archive, List<Item> archived, Instant until, Instant now) {
            return to(new Completed(order, version + 1, now, archive, archived, until));
        }

        public DownloadChange failed(Failure failure, List<Item> looked, Instant now) {
            return to(new Failed(order, version + 1, now, failure, looked));
        }

        public DownloadChange cancelled(Instant now) {
            return to(new Cancelled(order, version + 1, now, items, progress));
        }

        private DownloadChange to(Download after) {
            return new DownloadChange(this, after);
        }

        @Override
        public DownloadStatus status() {
            return DownloadStatus.PROCESSING;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.of(due);
        }
    }

    /** @param until when the archive goes */
    record Completed(Order order, long version, Instant since, StoredObject archive, List<Item> items, Instant until)
            implements Download {

        public Completed {
            items = List.copyOf(items);
        }

        public DownloadChange expired(Instant now) {
            return new DownloadChange(this, new Expired(order, version + 1, now, items));
        }

        /** Whether it has all that could ever be delivered, so that who asks again for the same may be given it. */
        public boolean isWhole() {
            return items.stream().noneMatch(item -> item.outcome().mayChange());
        }

        @Override
        public Progress progress() {
            return Download.all(items);
        }

        @Override
        public DownloadStatus status() {
            return DownloadStatus.COMPLETED;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.of(until);
        }
    }

    record Failed(Order order, long version, Instant since, Failure failure, List<Item> items) implements Download {

        public Failed {
            items = List.copyOf(items);
        }

        @Override
        public DownloadStatus status() {
            return DownloadStatus.FAILED;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.empty();
        }
    }

    record Cancelled(Order order, long version, Instant since, List<Item> items, Progress progress)
            implements Download {

        public Cancelled {
            items = List.copyOf(items);
        }

        @Override
        public DownloadStatus status() {
            return DownloadStatus.CANCELLED;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.empty();
        }
    }

    record Expired(Order order, long version, Instant since, List<Item> items) implements Download {

        public Expired {
            items = List.copyOf(items);
        }

        @Override
        public Progress progress() {
            return Download.all(items);
        }

        @Override
        public DownloadStatus status() {
            return DownloadStatus.EXPIRED;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.empty();
        }
    }

    private static Progress all(List<Item> items) {
        int files = 0;
        long bytes = 0;
        for (Item item : items) {
            if (item.outcome() == Item.Outcome.INCLUDED) {
                files++;
                bytes += item.content().map(content -> content.object().size()).orElse(0L);
            }
        }
        return new Progress(files, files, bytes, bytes);
    }
}
