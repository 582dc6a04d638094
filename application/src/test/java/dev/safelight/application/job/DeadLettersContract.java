package dev.safelight.application.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of jobs that nobody ever completes. */
public abstract class DeadLettersContract<Q extends JobQueue & DeadLetters> {

    private static final Duration VISIBILITY = Duration.ofSeconds(20);
    private static final Job.Kind JUDGE = Job.Kind.JUDGE;

    protected final TestClock clock = new TestClock();
    private Q queue;

    /** A queue with nothing in it, and no dead letters, that goes by {@link #clock}. */
    protected abstract Q fresh();

    /** Lets time pass for the queue. A server with a clock of its own needs its own way. */
    protected void pass(Duration time) {
        clock.advance(time);
    }

    @BeforeEach
    final void begin() {
        queue = fresh();
    }

    private Job job(String id) {
        return new Job(id, JUDGE, new UUID(0, id.hashCode()), new OwnerId("anna"), clock.instant());
    }

    private List<Claimed> claim() {
        return queue.claim(List.of(JUDGE), 10, VISIBILITY);
    }

    /** As one that kills every worker that gets it. */
    private void kill(Job job) {
        queue.enqueue(List.of(job));
        for (int i = 0; i < JobQueue.MAX_DELIVERIES; i++) {
            assertThat(claim()).as("delivery " + (i + 1)).hasSize(1);
            pass(VISIBILITY);
        }
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_job_that_nobody_ever_completes_is_given_up_and_kept_to_be_looked_at() {
        Job killer = job("killer");
        kill(killer);
        assertThat(queue.dead(JUDGE, 10)).extracting(DeadLetters.Dead::job).containsExactly(killer);
        assertThat(queue.dead(Job.Kind.VERIFY, 10)).isEmpty();
        assertThat(queue.depth(JUDGE)).isEqualTo(new JobQueue.Depth(0, 0, 0, 1));
    }

    @Test
    void a_job_that_is_dead_can_be_rung_for_again() {
        kill(job("killer"));
        queue.enqueue(List.of(job("killer")));
        assertThat(claim()).extracting(Claimed::delivery).containsExactly(1);
    }

    @Test
    void what_is_redriven_begins_anew() {
        kill(job("killer"));
        assertThat(queue.redrive(JUDGE)).isEqualTo(1);
        assertThat(queue.redrive(JUDGE)).isZero();
        assertThat(queue.dead(JUDGE, 10)).isEmpty();
        List<Claimed> claimed = claim();
        assertThat(claimed).extracting(Claimed::delivery).containsExactly(1);
        queue.complete(claimed);
        assertThat(queue.depth(JUDGE)).isEqualTo(new JobQueue.Depth(0, 0, 0, 0));
    }

    @Test
    void no_more_dead_letters_are_shown_than_asked_for() {
        kill(job("one"));
        kill(job("other"));
        assertThat(queue.dead(JUDGE, 1)).hasSize(1);
        assertThat(queue.dead(JUDGE, 10)).hasSize(2);
    }
}
