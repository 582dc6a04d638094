package dev.safelight.application.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The doorbell: tells workers which images want work. Not the truth: a queue that loses, repeats, reorders or delays
 * everything costs time and nothing else, because the reconciler rings again for every image that is overdue.
 *
 * <p><b>Repeats.</b> A job whose id is already queued is not queued again; every call may be made twice. <b>Delivery</b>
 * is at least once: a job that is neither completed nor released within its visibility is given out again, and one that
 * was given out {@link #MAX_DELIVERIES} times becomes a {@linkplain DeadLetters dead letter} instead. <b>Ordering</b>:
 * roughly by due time. <b>Bounds</b>: claims 1 to 100 at a time. <b>Failures</b>:
 * {@link dev.safelight.application.Outage}; a retry helps. A call that ended so may have had its effect all the same.
 * <b>Threads</b>: safe for any number, in any number of processes. Held to this by {@code JobQueueContract}.
 */
public interface JobQueue {

    /** A job that was given out so often and never completed is not given out again: it may be what kills its workers. */
    int MAX_DELIVERIES = 50;

    /**
     * @param receipt of this one delivery; void once the visibility has passed and another has the job
     * @param delivery the how manieth of this job, from 1 on
     */
    record Claimed(Job job, String receipt, int delivery) {}

    /**
     * How many jobs of a kind there are.
     *
     * @param ready can be claimed now
     * @param delayed will be, at a later time
     * @param claimed are held by workers
     * @param dead were given up
     */
    record Depth(long ready, long delayed, long claimed, long dead) {}

    /** Rings for each job, unless one with its id is queued already. One with the id of a dead letter is queued. */
    void enqueue(Collection<Job> jobs);

    /**
     * Takes up to {@code max} jobs that are due, those of the first kind first, each hidden from others for
     * {@code visibility}. Does not wait.
     */
    List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility);

    /** Lengthens the time for which the job is hidden, from now; false when the receipt is void. */
    boolean extend(Claimed claimed, Duration visibility);

    /** The work is done. A void receipt is ignored: the one who has the job now will find nothing to do. */
    void complete(Collection<Claimed> done);

    /** Gives a job back, to be given out again after {@code delay}. A void receipt is ignored. */
    void release(Claimed claimed, Duration delay);

    /**
     * Waits until there may be something of these kinds to claim, at most {@code atMost}. May return early for no reason.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException;

    /** For people and for who decides how much to queue; a queue in the cloud may be some seconds behind. */
    Depth depth(Job.Kind kind);
}
