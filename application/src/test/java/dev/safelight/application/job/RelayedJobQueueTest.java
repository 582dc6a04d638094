package dev.safelight.application.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two queues and the relay between them are a queue like any other, and better than the worse of the two. */
@Timeout(60)
class RelayedJobQueueTest extends JobQueueContract {

    private static final Job.Kind JUDGE = Job.Kind.JUDGE;
    private static final Duration VISIBILITY = Duration.ofSeconds(20);

    private final Availability availability = new Availability("the queue");
    private final MemoryJobQueue outbox = new MemoryJobQueue(clock, new Availability("the outbox"));
    private final MemoryJobQueue inner = new MemoryJobQueue(clock, availability);
    private final Relay relay = new Relay(outbox, inner);
    private final JobQueue queue = new RelayedJobQueue(outbox, inner);

    @AfterEach
    void stop() {
        relay.close();
    }

    /** The contract looks at once; so this relay passes on whenever somebody may look. */
    @Override
    protected JobQueue fresh() {
        return new PassedOnAtOnce(clock, new Availability("the queue"));
    }

    @Override
    protected JobQueue unreachable() {
        return new PassedOnAtOnce(clock, Availability.alreadyDown("the queue"));
    }

    private static final class PassedOnAtOnce implements JobQueue {
        private final MemoryJobQueue outbox;
        private final Relay relay;
        private final JobQueue relayed;

        PassedOnAtOnce(InstantSource clock, Availability availability) {
            outbox = new MemoryJobQueue(clock, availability);
            MemoryJobQueue inner = new MemoryJobQueue(clock, availability);
            relay = new Relay(outbox, inner);
            relayed = new RelayedJobQueue(outbox, inner);
        }

        @Override
        public void enqueue(Collection<Job> jobs) {
            relayed.enqueue(jobs);
            passOn(List.of(Job.Kind.values()));
        }

        @Override
        public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
            passOn(kinds);
            return relayed.claim(kinds, max, visibility);
        }

        private void passOn(List<Job.Kind> kinds) {
            for (Job.Kind kind : kinds) {
                relay.passOn(kind, 100);
            }
        }

        @Override
        public boolean extend(Claimed claimed, Duration visibility) {
            return relayed.extend(claimed, visibility);
        }

        @Override
        public void complete(Collection<Claimed> done) {
            relayed.complete(done);
        }

        @Override
        public void release(Claimed claimed, Duration delay) {
            relayed.release(claimed, delay);
        }

        @Override
        public void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException {
            passOn(kinds);
            relayed.await(kinds, atMost);
        }

        @Override
        public Depth depth(Job.Kind kind) {
            return relayed.depth(kind);
        }
    }

    /** What is not done in time is passed on again, and is then counted in both; so this ends before that. */
    @Test
    @Override
    protected void depth_tells_what_waits_from_what_is_worked_on() throws InterruptedException {
        relay.start();
        queue.enqueue(List.of(job("anna", 1), job("anna", 2)));
        queue.release(claimSoon(1).getFirst(), Duration.ofHours(1));
        claimSoon(1);
        assertThat(queue.depth(JUDGE)).isEqualTo(new JobQueue.Depth(0, 1, 1, 0));
    }

    private Job job(String owner, int number) {
        return new Job(owner + number, JUDGE, new UUID(1, number), new OwnerId(owner), clock.instant());
    }

    private List<JobQueue.Claimed> claimSoon(int many) throws InterruptedException {
        List<JobQueue.Claimed> claimed = queue.claim(List.of(JUDGE), many, VISIBILITY);
        while (claimed.isEmpty()) {
            queue.await(List.of(JUDGE), Duration.ofMillis(20));
            claimed = queue.claim(List.of(JUDGE), many, VISIBILITY);
        }
        return claimed;
    }

    @Test
    void what_is_rung_for_reaches_the_workers_and_leaves_both_when_it_is_done() throws InterruptedException {
        relay.start();
        queue.enqueue(List.of(job("anna", 1)));
        queue.complete(claimSoon(1));
        assertThat(queue.depth(JUDGE)).isEqualTo(new JobQueue.Depth(0, 0, 0, 0));
    }

    @Test
    void a_queue_that_forgot_everything_is_told_again() throws InterruptedException {
        relay.start();
        queue.enqueue(List.of(job("anna", 1)));
        claimSoon(1);
        inner.loseEverything();
        clock.advance(Relay.AGAIN);
        assertThat(claimSoon(1)).hasSize(1);
    }

    @Test
    void a_queue_that_was_away_is_told_when_it_is_back() throws InterruptedException {
        availability.goDown();
        relay.start();
        queue.enqueue(List.of(job("anna", 1)));
        availability.comeBack();
        clock.advance(Relay.AGAIN);
        assertThat(claimSoon(1)).hasSize(1);
    }

    @Test
    void the_backlog_stays_where_owners_take_turns() throws InterruptedException {
        relay.start();
        for (int i = 0; i < 1000; i++) {
            queue.enqueue(List.of(job("crowd", i)));
        }
        while (inner.depth(JUDGE).ready() < Relay.WINDOW) {
            Thread.onSpinWait();
        }
        clock.advance(Duration.ofSeconds(5));
        queue.enqueue(List.of(job("anna", 1)));

        int before = 0;
        boolean anna = false;
        while (!anna) {
            List<JobQueue.Claimed> claimed = claimSoon(1);
            anna = claimed.getFirst().job().owner().value().equals("anna");
            queue.complete(claimed);
            before++;
        }
        assertThat(before).isLessThan(2 * Relay.WINDOW);
    }

    @Test
    void a_long_delay_is_kept_in_the_outbox() throws InterruptedException {
        relay.start();
        queue.enqueue(List.of(job("anna", 1)));
        queue.release(claimSoon(1).getFirst(), Duration.ofHours(3));
        assertThat(inner.depth(JUDGE)).isEqualTo(new JobQueue.Depth(0, 0, 0, 0));
        clock.advance(Duration.ofHours(3));
        assertThat(claimSoon(1)).hasSize(1);
    }

    @Test
    void it_can_be_closed_twice_and_before_it_began() {
        relay.close();
        relay.close();
    }
}
