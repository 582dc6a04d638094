package dev.safelight.application.job;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Feeds a queue from the outbox, so that what the database has recorded is heard wherever workers listen. Every process
 * has one; none leads, and what one of them took when it died comes up again.
 *
 * <p>The queue is given a little more than its workers hold, never the whole backlog: so the backlog stays where owners
 * take turns and where nothing is lost, and the queue stays small whatever happens. A job that is not answered is passed
 * on again after {@link #AGAIN}: that is how a queue recovers that forgot everything. A repeat collapses in a queue that
 * remembers, and does no harm in one that does not.
 */
public final class Relay implements AutoCloseable {

    /** How long a queue may take to have a job done before it is told of it again. */
    static final Duration AGAIN = Duration.ofSeconds(10);

    /** What waits in the queue at least, so that workers who are done find something at once. */
    static final int WINDOW = 32;

    private static final int LARGEST_BATCH = 100;
    private static final Duration IDLE_WAIT = Duration.ofSeconds(10);
    private static final Duration FULL_WAIT = Duration.ofMillis(25);
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger(Relay.class.getName());

    private final Outbox outbox;
    private final JobQueue queue;
    private final List<Thread> threads;
    private final CountDownLatch stopping = new CountDownLatch(1);

    public Relay(Outbox outbox, JobQueue queue) {
        this.outbox = outbox;
        this.queue = queue;
        this.threads = Arrays.stream(Job.Kind.values()).map(this::thread).toList();
    }

    private Thread thread(Job.Kind kind) {
        return Thread.ofVirtual().name("relay-" + kind).unstarted(() -> relay(kind));
    }

    /** Begins. Once only. */
    public void start() {
        threads.forEach(Thread::start);
    }

    private void relay(Job.Kind kind) {
        try {
            while (stopping.getCount() > 0) {
                try {
                    step(kind);
                } catch (RuntimeException failure) {
                    LOG.log(Level.WARNING, "cannot pass on " + kind + " jobs, trying again: " + failure.getMessage());
                    pause(AFTER_OUTAGE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(Job.Kind kind) throws InterruptedException {
        int room = room(kind);
        if (room == 0) {
            pause(FULL_WAIT);
        } else if (passOn(kind, room) == 0) {
            outbox.await(List.of(kind), IDLE_WAIT);
        }
    }

    private void pause(Duration time) throws InterruptedException {
        stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many may be passed on now. */
    private int room(Job.Kind kind) {
        JobQueue.Depth depth = queue.depth(kind);
        long wanted = Math.max(WINDOW, 2 * depth.claimed());
        return Math.clamp(wanted - depth.ready(), 0, LARGEST_BATCH);
    }

    /** Passes on up to {@code max} jobs; says how many. */
    int passOn(Job.Kind kind, int max) {
        List<Job> due = outbox.pass(kind, max, AGAIN);
        if (!due.isEmpty()) {
            queue.enqueue(due);
        }
        return due.size();
    }

    /** Passes on no more; what is under way is waited for, at most 5 s. May be called twice, and before the start. */
    @Override
    public void close() {
        stopping.countDown();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                if (thread.isAlive() && !thread.join(Duration.ofSeconds(5))) {
                    LOG.log(Level.WARNING, thread.getName() + " did not stop in time");
                }
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
