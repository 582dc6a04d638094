package dev.safelight.application.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The doorbell: tells workers which images want work. Not the truth: a queue that loses, repeats, reorders or delays
 * everything costs time and nothing else, because the reconciler rings again for every image that is overdue.
 *
 * <p><b>Repeats.</b> A job whose id is already queued is not queued again. <b>Delivery</b> is at least once: a job that
 * is neither completed nor released within its visibility is given out again. <b>Ordering</b>: roughly by due time.
 * <b>Bounds</b>: claims 1 to 100 at a time. <b>Failures</b>: {@link dev.safelight.application.Outage}; a retry helps.
 * <b>Threads</b>: safe for any number, in any number of processes. Held to this by {@code JobQueueContract}.
 */
public interface JobQueue {

    /** @param receipt of this one delivery; void once the visibility has passed and another has the job */
    record Claimed(Job job, UUID receipt) {}

    /** Rings for each job, unless one with its id is queued already. */
    void enqueue(Collection<Job> jobs);

    /**
     * Takes up to {@code max} jobs of a kind that are due, each hidden from others for {@code visibility}. Does not
     * wait.
     */
    List<Claimed> claim(Job.Kind kind, int max, Duration visibility);

    /** Lengthens the time for which the job is hidden, from now; false when the receipt is void. */
    boolean extend(Claimed claimed, Duration visibility);

    /** The work is done. A void receipt is ignored: the one who has the job now will find nothing to do. */
    void complete(Claimed claimed);

    /** Gives a job back, to be given out again after {@code delay}. A void receipt is ignored. */
    void release(Claimed claimed, Duration delay);

    /**
     * Waits until there may be something to claim, at most {@code atMost}. May return early for no reason.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    void await(Job.Kind kind, Duration atMost) throws InterruptedException;

    /** How many jobs of a kind are queued and not claimed, those with a later due time included. */
    long depth(Job.Kind kind);
}
