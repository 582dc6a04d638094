package dev.safelight.application.job;

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
 * The leases of one kind of work in this process, renewed while they are kept. Who has lost his is interrupted, because
 * whatever he finds out now cannot be written.
 */
public final class Leases implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Leases.class.getName());

    private final String worker;
    private final Duration length;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer;

    /**
     * @param name of the thread that renews
     * @param worker the name of this process among the workers, for the operator
     * @param length of a lease, from each renewal on: how long what a dead worker had waits
     */
    public Leases(String name, String worker, Duration length, InstantSource clock, RandomGenerator random) {
        this.worker = worker;
        this.length = length;
        this.clock = clock;
        this.random = random;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Renews a lease in the row of what is leased. */
    @FunctionalInterface
    public interface Renewal {

        /**
         * @return false when it is not held any more
         * @throws RuntimeException when that cannot be found out now; it is tried again until the lease has run out
         */
        boolean until(Instant end);
    }

    /** A lease that nobody has had before, to be written into the row of what is leased. */
    public Lease fresh() {
        return new Lease(new UUID(random.nextLong(), random.nextLong()), worker, nextEnd());
    }

    private Instant nextEnd() {
        return clock.instant().plus(length);
    }

    /**
     * Renews {@code lease} until the returned is closed, on behalf of the calling thread.
     *
     * @param what is leased, for the log
     */
    public Kept keep(String what, Lease lease, Duration every, Renewal renewal) {
        Kept kept = new Kept(what, lease, renewal, Thread.currentThread());
        kept.begin(every);
        return kept;
    }

    /** Stops renewing; leases then run out by themselves. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** A lease that is being renewed. */
    public final class Kept implements AutoCloseable {

        private final String what;
        private final Renewal renewal;
        private final Thread thread;
        private Future<?> renewals = CompletableFuture.completedFuture(null);
        private Instant until;
        private boolean lost;
        private boolean closed;

        private Kept(String what, Lease lease, Renewal renewal, Thread thread) {
            this.what = what;
            this.renewal = renewal;
            this.thread = thread;
            this.until = lease.until();
        }

        private void begin(Duration every) {
            renewals =
                    timer.scheduleAtFixedRate(this::renew, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void renew() {
            try {
                renew(renewal);
            } catch (RuntimeException failure) {
                // Thrown on, it would end all further renewals; as it is, the next may succeed before the lease ends.
                LOG.log(Level.WARNING, "a lease on {0} was not renewed: {1}", what, failure.getMessage());
                if (!clock.instant().isBefore(until())) {
                    loseIt();
                }
            }
        }

        /** Renews it now, in this way; says whether it is held. */
        public boolean renew(Renewal inThisWay) {
            Instant next = nextEnd();
            boolean held = inThisWay.until(next);
            if (held) {
                renewedUntil(next);
            } else {
                loseIt();
            }
            return held;
        }

        /** Whether somebody else may have what was leased by now. */
        public synchronized boolean isLost() {
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
