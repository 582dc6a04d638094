package dev.safelight.application.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A queue that is fed by a {@link Relay}, as workers and the reconciler see it: what is rung for goes into the outbox,
 * what is worked on comes out of the queue, and what is done leaves both. The two need not agree for this to be right: a
 * job that only one of them knows is done once more, and then there is nothing to do.
 */
public final class RelayedJobQueue implements JobQueue {

    /** What is given back for longer waits in the database, where no queue's limit on delays or loss of memory matters. */
    private static final Duration LONGEST_IN_QUEUE = Relay.AGAIN.dividedBy(2);

    private final Outbox outbox;
    private final JobQueue queue;

    public RelayedJobQueue(Outbox outbox, JobQueue queue) {
        this.outbox = outbox;
        this.queue = queue;
    }

    @Override
    public void enqueue(Collection<Job> jobs) {
        outbox.enqueue(jobs);
    }

    @Override
    public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
        return queue.claim(kinds, max, visibility);
    }

    @Override
    public boolean extend(Claimed claimed, Duration visibility) {
        return queue.extend(claimed, visibility);
    }

    /** First where it is answered for good: a queue that still rings for it is answered once more. */
    @Override
    public void complete(Collection<Claimed> done) {
        outbox.forget(done.stream().map(Claimed::job).toList());
        queue.complete(done);
    }

    @Override
    public void release(Claimed claimed, Duration delay) {
        if (delay.compareTo(LONGEST_IN_QUEUE) <= 0) {
            queue.release(claimed, delay);
        } else {
            outbox.putOff(claimed.job(), delay);
            queue.complete(List.of(claimed));
        }
    }

    @Override
    public void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException {
        queue.await(kinds, atMost);
    }

    /** What the outbox has passed on is counted where it is now; twice, when it is to be passed on again. */
    @Override
    public Depth depth(Job.Kind kind) {
        Depth waiting = outbox.depth(kind);
        Depth passed = queue.depth(kind);
        return new Depth(
                waiting.ready() + passed.ready(),
                waiting.delayed() + passed.delayed(),
                passed.claimed(),
                waiting.dead() + passed.dead());
    }
}
