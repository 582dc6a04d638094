package dev.safelight.application.download;

import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.image.Lease;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Keeps the leases of downloads that are being built here, and notes each second how far they have come. Who has lost his
 * lease, because the download was cancelled or somebody else has it, is interrupted.
 */
public final class ArchiveKeeper implements AutoCloseable {

    /** So soon a cancelled download is noticed, and so often progress is told. */
    static final Duration TICK = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(ArchiveKeeper.class.getName());

    private final Downloads downloads;
    private final String worker;
    private final Duration length;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("archive-keeper").factory());

    /**
     * @param worker the name of this process among the workers, for the operator
     * @param length of a lease, from each renewal on: how long a dead worker's download waits
     */
    public ArchiveKeeper(
            Downloads downloads, String worker, Duration length, InstantSource clock, RandomGenerator random) {
        this.downloads = downloads;
        this.worker = worker;
        this.length = length;
        this.clock = clock;
        this.random = random;
    }

    /** A lease that nobody has had before, to be written into the download's row. */
    Lease fresh() {
        return new Lease(
                new UUID(random.nextLong(), random.nextLong()),
                worker,
                clock.instant().plus(length));
    }

    /** Renews {@code lease} until the returned is closed, on behalf of the calling thread. */
    Kept keep(DownloadId download, Lease lease) {
        Kept kept = new Kept(download, lease, Thread.currentThread());
        kept.begin();
        return kept;
    }

    /** Stops renewing; leases then run out by themselves. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** A lease that is being renewed. */
    final class Kept implements AutoCloseable {

        private final DownloadId download;
        private final Lease lease;
        private final Thread thread;
        private Future<?> ticks = CompletableFuture.completedFuture(null);
        private Optional<Archiving> followed = Optional.empty();
        private Instant until;
        private boolean lost;
        private boolean closed;

        private Kept(DownloadId download, Lease lease, Thread thread) {
            this.download = download;
            this.lease = lease;
            this.thread = thread;
            this.until = lease.until();
        }

        private void begin() {
            ticks = timer.scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** From now on its progress is noted, and at once what is planned. */
        void follow(Archiving archiving) {
            synchronized (this) {
                followed = Optional.of(archiving);
            }
            note(archiving.items());
        }

        /**
         * Notes what is known of the photos.
         *
         * @throws dev.safelight.application.Outage when that cannot be noted now
         * @throws IllegalStateException when the lease is lost
         */
        void note(List<Item> items) {
            if (!renew(Optional.of(items))) {
                loseIt();
                throw new IllegalStateException("the lease is lost");
            }
        }

        private void tick() {
            try {
                if (!renew(Optional.empty())) {
                    loseIt();
                }
            } catch (RuntimeException failure) {
                // Thrown on, it would end all further ticks; as it is, the next may succeed before the lease ends.
                LOG.log(Level.WARNING, "a lease on {0} was not renewed: {1}", download, failure.getMessage());
                if (!clock.instant().isBefore(until())) {
                    loseIt();
                }
            }
        }

        private boolean renew(Optional<List<Item>> items) {
            Instant now = clock.instant();
            Instant next = now.plus(length);
            Progress progress = followed().map(Archiving::progress).orElse(Progress.NONE);
            boolean held = downloads.renew(download, lease, next, items, progress, now);
            if (held) {
                renewedUntil(next);
            }
            return held;
        }

        private synchronized Optional<Archiving> followed() {
            return followed;
        }

        private synchronized Instant until() {
            return until;
        }

        private synchronized void renewedUntil(Instant next) {
            until = next;
        }

        /** Whether somebody else may have the download by now. */
        synchronized boolean isLost() {
            return lost;
        }

        private synchronized void loseIt() {
            if (!closed && !lost) {
                lost = true;
                thread.interrupt();
            }
        }

        @Override
        public void close() {
            ticks.cancel(false);
            synchronized (this) {
                closed = true;
                if (lost) {
                    Thread.interrupted(); // it was meant for the work that has ended, not for what comes next
                }
            }
        }
    }
}
