package dev.safelight.application.job;

import dev.safelight.application.Outage;
import dev.safelight.application.Trace;
import dev.safelight.application.job.JobQueue.Claimed;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Does the jobs of one kind: claims as many as it has free slots, never more, so that what it holds is what it works on.
 * A job that fails is given back for later; what that means for the image is written in the image's row.
 */
public final class Worker implements AutoCloseable {

    /** How long a claimed job is hidden: a dead worker's jobs are given out again after this. */
    static final Duration VISIBILITY = Duration.ofSeconds(20);

    private static final Duration IDLE_WAIT = Duration.ofSeconds(2);
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final int LARGEST_CLAIM = 100;
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());

    /** Does one job. */
    @FunctionalInterface
    public interface Work {

        /** @return when to be given the job again, if somebody else is at it; empty when it is done */
        Optional<Duration> on(Job job) throws InterruptedException;
    }

    private final Job.Kind kind;
    private final int slots;
    private final JobQueue queue;
    private final Work work;
    private final Semaphore free;
    private final ExecutorService pool;
    private final Thread dispatcher;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /**
     * @param slots how many jobs at once, at least 1
     * @param threads platform threads for work that computes, virtual ones for work that waits
     */
    public Worker(Job.Kind kind, int slots, ThreadFactory threads, JobQueue queue, Work work) {
        this.kind = kind;
        this.slots = slots;
        this.queue = queue;
        this.work = work;
        this.free = new Semaphore(slots);
        this.pool = Executors.newFixedThreadPool(slots, threads);
        this.dispatcher = Thread.ofPlatform().daemon().name("dispatch-" + kind).unstarted(this::dispatch);
    }

    /** Begins to work. Once only. */
    public void start() {
        dispatcher.start();
    }

    /** How many jobs are being done right now. */
    public int busy() {
        return slots - free.availablePermits();
    }

    /**
     * Claims no more, asks those at work to hand back what they hold, and waits for them, at most 20 s; whoever is not
     * done then loses his lease in time. May be called twice, at any moment.
     */
    @Override
    public void close() {
        stopping.countDown();
        dispatcher.interrupt();
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "some {0} work did not stop in time; its leases will run out", kind);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() {
        try {
            while (stopping.getCount() > 0) {
                free.acquire();
                int slotsHeld = 1 + free.drainPermits();
                List<Claimed> claimed = claim(Math.min(slotsHeld, LARGEST_CLAIM));
                free.release(slotsHeld - claimed.size());
                claimed.forEach(this::submit);
                if (claimed.isEmpty()) {
                    awaitMore();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt(); // closing: nothing was claimed that is not in the pool
        }
    }

    private List<Claimed> claim(int max) throws InterruptedException {
        try {
            return queue.claim(kind, max, VISIBILITY);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "cannot claim " + kind + " jobs, trying again: " + failure.getMessage());
            stopping.await(AFTER_OUTAGE.toMillis(), TimeUnit.MILLISECONDS);
            return List.of();
        }
    }

    /** An outage must not end the dispatcher: when it is over, nobody else would claim anything here. */
    private void awaitMore() throws InterruptedException {
        try {
            queue.await(kind, IDLE_WAIT);
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, "cannot wait for " + kind + " jobs, trying again", failure);
            stopping.await(AFTER_OUTAGE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void submit(Claimed claimed) {
        try {
            pool.execute(() -> run(claimed));
        } catch (RejectedExecutionException closing) {
            giveBack(claimed, Duration.ZERO);
            free.release();
        }
    }

    private void run(Claimed claimed) {
        try {
            Trace.within(Trace.fresh(), () -> {
                runTraced(claimed);
                return true;
            });
        } finally {
            free.release();
        }
    }

    private void runTraced(Claimed claimed) {
        try {
            Optional<Duration> again = work.on(claimed.job());
            if (again.isPresent()) {
                queue.release(claimed, again.get());
            } else {
                queue.complete(claimed);
            }
        } catch (InterruptedException stopped) {
            giveBack(claimed, Duration.ZERO);
        } catch (Outage outage) {
            LOG.log(Level.WARNING, claimed.job().id() + " is put off: " + outage.getMessage());
            giveBack(claimed, AFTER_OUTAGE);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, claimed.job().id() + " failed and is put off", bug);
            giveBack(claimed, VISIBILITY);
        }
    }

    /** A courtesy: without it the job comes back by itself when its visibility ends. */
    private void giveBack(Claimed claimed, Duration delay) {
        try {
            queue.release(claimed, delay);
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, claimed.job().id() + " could not be given back; it comes back by itself", failure);
        }
    }
}
