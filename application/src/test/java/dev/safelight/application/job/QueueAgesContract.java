package dev.safelight.application.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link QueueAges} must do. */
public abstract class QueueAgesContract {

    protected final TestClock clock = new TestClock();
    private World world;

    /** A queue with nothing in it that goes by the clock, and its ages. */
    public record World(JobQueue queue, QueueAges ages) {}

    protected abstract World fresh();

    @BeforeEach
    final void begin() {
        world = fresh();
    }

    private void enqueue(Job.Kind kind, Instant dueAt) {
        UUID subject = UUID.randomUUID();
        world.queue().enqueue(List.of(new Job(kind + ":" + subject, kind, subject, new OwnerId("anna"), dueAt)));
    }

    @Test
    void an_empty_queue_has_no_ages() {
        assertThat(world.ages().dueLongest()).isEmpty();
    }

    @Test
    void of_each_kind_the_one_counts_that_has_been_due_for_longest() {
        Instant first = clock.instant();
        enqueue(Job.Kind.JUDGE, first);
        clock.advance(Duration.ofSeconds(5));
        enqueue(Job.Kind.JUDGE, clock.instant());
        enqueue(Job.Kind.VERIFY, clock.instant());

        assertThat(world.ages().dueLongest())
                .isEqualTo(Map.of(Job.Kind.JUDGE, first, Job.Kind.VERIFY, clock.instant()));
    }

    @Test
    void what_is_not_due_yet_has_no_age() {
        enqueue(Job.Kind.BUILD, clock.instant().plusSeconds(60));
        assertThat(world.ages().dueLongest()).isEmpty();

        clock.advance(Duration.ofSeconds(61));
        assertThat(world.ages().dueLongest()).containsOnlyKeys(Job.Kind.BUILD);
    }

    @Test
    void a_job_grows_older_until_it_is_done_and_not_only_until_somebody_takes_it() {
        enqueue(Job.Kind.JUDGE, clock.instant());
        List<Claimed> claimed = world.queue().claim(List.of(Job.Kind.JUDGE), 1, Duration.ofSeconds(20));
        assertThat(world.ages().dueLongest()).containsOnlyKeys(Job.Kind.JUDGE);

        world.queue().complete(claimed);
        assertThat(world.ages().dueLongest()).isEmpty();
    }
}
