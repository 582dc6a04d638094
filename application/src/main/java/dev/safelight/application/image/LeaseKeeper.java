package dev.safelight.application.image;

import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Keeps the leases of this process's workers alive while they work: renews each at a third of its length. Who has lost
 * his is interrupted, because whatever he finds out now cannot be written.
 */
public final class LeaseKeeper implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LeaseKeeper.class.getName());

    private final Images images;
    private final String worker;
    private final Duration length;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease-keeper").factory());

    /**
     * @param worker the name of this process among the workers, for the operator
     * @param length of a lease, from each renewal on: how long a dead worker's image waits
     */
    public LeaseKeeper(Images images, String worker, Duration length, InstantSource clock, RandomGenerator random) {
        this.images = images;
        this.worker = worker;
        this.length = length;
        this.clock = clock;
        this.random = random;
    }

    /** A lease that nobody has had before, to be written into the image's row. */
    Lease fresh() {
        return new Lease(new UUID(random.nextLong(), random.nextLong()), worker, nextEnd());
    }

    private Instant nextEnd() {
        return clock.instant().plus(length);
    }

    /** Renews {@code lease} until the returned is closed, on behalf of the calling thread. */
    Kept keep(ImageId image, Lease lease) {
        Kept kept = new Kept(image, lease, Thread.currentThread());
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

        private final ImageId image;
        private final Lease lease;
        private final Thread thread;
        private Instant until;
        private boolean lost;
        private boolean closed;
        private Future<?> renewals;

        private Kept(ImageId image, Lease lease, Thread thread) {
            this.image = image;
            this.lease = lease;
            this.thread = thread;
            this.until = lease.until();
            this.renewals = CompletableFuture.completedFuture(null);
        }

        private void begin() {
            long every = length.toMillis() / 3;
            renewals = timer.scheduleAtFixedRate(this::renew, every, every, TimeUnit.MILLISECONDS);
        }

        private void renew() {
            Instant next = nextEnd();
            try {
                if (images.renew(image, lease, next)) {
                    renewedUntil(next);
                } else {
                    loseIt();
                }
            } catch (RuntimeException failure) {
                // Thrown on, it would end all further renewals; as it is, the next may succeed before the lease ends.
                LOG.log(Level.WARNING, "a lease on {0} was not renewed: {1}", image, failure.getMessage());
                if (!clock.instant().isBefore(until())) {
                    loseIt();
                }
            }
        }

        /** Whether somebody else may have the image by now. */
        synchronized boolean isLost() {
            return lost;
        }

        private synchronized Instant until() {
            return until;
        }

        private synchronized void renewedUntil(Instant next) {
            until = next;
        }

        private synchronized void loseIt() {
            if (!closed && !lost) {
                lost = true;
                thread.interrupt();
            }
        }

        @Override
        public void close() {
            renewals.cancel(false);
            synchronized (this) {
                closed = true;
                if (lost) {
                    Thread.interrupted(); // it was meant for the work that has ended, not for what comes next
                }
            }
        }
    }
}
