package dev.safelight.application.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The queue in the database as those see it who pass its jobs on to another queue: a {@link JobQueue} whose jobs stay
 * until they are answered, wherever they were passed on to, and that gives them out fairly.
 *
 * <p><b>Fairness.</b> Owners take turns: a job's turn comes {@link #SHARE} later for each job of its kind that its owner
 * has queued already, and jobs are given out in the order of their turns (the "virtual clock" of L. Zhang, 1990). So
 * nobody waits for another's thousand photos, and nobody is put off for ever: turns are times, and time passes. Who has
 * the workers for himself is not held up at all. Held to this by {@code OutboxContract}.
 */
public interface Outbox extends JobQueue {

    /** What an owner may have done in competition with others: one job of a kind in this time. */
    Duration SHARE = Duration.ofSeconds(1);

    /**
     * Takes up to {@code max} jobs that are due, to pass them on: like a claim, but nobody works on them yet, so it is no
     * delivery. What is not answered comes up {@code again} after that time.
     *
     * @param max 1 to 100
     */
    List<Job> pass(Job.Kind kind, int max, Duration again);

    /** These are answered, whoever holds them. Those that are not queued are ignored. */
    void forget(Collection<Job> jobs);

    /** Makes the job due after {@code delay}, whoever holds it, and queues it if it is not queued. */
    void putOff(Job job, Duration delay);
}
