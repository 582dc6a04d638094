package dev.safelight.application.job;

import dev.safelight.application.Occasion;
import dev.safelight.application.Outage;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.job.JobQueue.Claimed;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Does jobs: claims as many as it has free slots, never more, so that what it holds is what it works on, and keeps them
 * hidden from others for as long as it is at them. A job that fails is given back for later, each time for longer; what
 * that means for the image is written in the image's row.
 */
public final class Worker implements AutoCloseable {

    /** How long a claimed job is hidden: a dead worker's jobs are given out again after this. */
    static final Duration VISIBILITY = Duration.ofSeconds(20);

    private static final Duration IDLE_WAIT = Duration.ofSeconds(2);
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(1);
    private static final Backoff BACKOFF = new Backoff(AFTER_OUTAGE, Duration.ofMinutes(1), JobQueue.MAX_DELIVERIES);
    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final int LARGEST_CLAIM = 100;
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());

    /** Does one job. */
    @FunctionalInterface
    public interface Work {

        /** @return when to be given the job again, if somebody else is at it; empty when it is done */
        Optional<Duration> on(Job job) throws InterruptedException;
    }

    private final List<Job.Kind> kinds;
    private final int slots;
    private final JobQueue queue;
    private final Work work;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Set<Claimed> held = ConcurrentHashMap.newKeySet();
    private final Periodic keeper;
    private final Semaphore free;
    private final ExecutorService pool;
    private final Thread dispatcher;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Instant lastHeard;

    /**
     * @param kinds of jobs that it does, the more urgent first
     * @param slots how many jobs at once, at least 1
     * @param threads platform threads for work that computes, virtual ones for work that waits
     * @param random to spread what is given back for later
     */
    public Worker(
            List<Job.Kind> kinds,
            int slots,
            ThreadFactory threads,
            JobQueue queue,
            Work work,
            InstantSource clock,
            RandomGenerator random) {
        this.kinds = List.copyOf(kinds);
        this.slots = slots;
        this.queue = queue;
        this.work = work;
        this.clock = clock;
        this.random = random;
        this.free = new Semaphore(slots);
        this.pool = Executors.newFixedThreadPool(slots, threads);
        this.keeper = new Periodic("keeping " + kinds + " jobs", VISIBILITY.dividedBy(3), this::keepHeld);
        this.dispatcher = Thread.ofPlatform().daemon().name("dispatch-" + kinds).unstarted(this::dispatch);
        this.lastHeard = clock.instant();
    }

    /** Begins to work. Once only. */
    public void start() {
        dispatcher.start();
        keeper.start();
    }

    /** The more urgent first. */
    public List<Job.Kind> kinds() {
        return kinds;
    }

    /**
     * For how long it has not heard from its queue. While all its slots are busy it has no reason to ask, and then this
     * says nothing.
     */
    public Duration silence() {
        return free.availablePermits() == 0 ? Duration.ZERO : Duration.between(lastHeard, clock.instant());
    }

    /** How many jobs at once. */
    public int slots() {
        return slots;
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
        keeper.close();
        try {
            if (!pool.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "some {0} work did not stop in time; its leases will run out", kinds);
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
            List<Claimed> claimed = queue.claim(kinds, max, VISIBILITY);
            lastHeard = clock.instant();
            return claimed;
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "cannot claim " + kinds + " jobs, trying again: " + failure.getMessage());
            stopping.await(AFTER_OUTAGE.toMillis(), TimeUnit.MILLISECONDS);
            return List.of();
        }
    }

    /** An outage must not end the dispatcher: when it is over, nobody else would claim anything here. */
    private void awaitMore() throws InterruptedException {
        try {
            queue.await(kinds, IDLE_WAIT);
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, "cannot wait for " + kinds + " jobs, trying again", failure);
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

    private void keepHeld() {
        held.forEach(claimed -> queue.extend(claimed, VISIBILITY));
    }

    private void run(Claimed claimed) {
        held.add(claimed);
        try {
            TraceContext trace = claimed.job().trace().orElseGet(() -> TraceContext.begun(Trace.fresh()));
            Trace.within(
                    trace,
                    () -> Occasion.with(occasion(claimed.job()), () -> {
                        runTraced(claimed);
                        return true;
                    }));
        } finally {
            held.remove(claimed);
            free.release();
        }
    }

    private static Map<Occasion.Fact, String> occasion(Job job) {
        return Map.of(
                Occasion.Fact.JOB,
                job.id(),
                job.kind() == Job.Kind.BUILD ? Occasion.Fact.DOWNLOAD : Occasion.Fact.IMAGE,
                job.subject().toString(),
                Occasion.Fact.OWNER,
                job.owner().value());
    }

    private void runTraced(Claimed claimed) {
        try {
            Optional<Duration> again = work.on(claimed.job());
            if (again.isPresent()) {
                queue.release(claimed, again.get());
            } else {
                queue.complete(List.of(claimed));
            }
        } catch (InterruptedException stopped) {
            giveBack(claimed, Duration.ZERO);
        } catch (Outage outage) {
            LOG.log(Level.WARNING, claimed.job().id() + " is put off: " + outage.getMessage());
            giveBack(claimed, BACKOFF.after(claimed.delivery(), random));
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, claimed.job().id() + " failed and is put off", bug);
            giveBack(claimed, BACKOFF.after(claimed.delivery(), random));
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
