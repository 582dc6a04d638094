package dev.safelight.telemetry.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.JobQueueContract;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue that is measured is a queue, and its figures are right. */
class MeasuredQueueTest extends JobQueueContract {

    private static final List<Job.Kind> JUDGE = List.of(Job.Kind.JUDGE);

    private final Metrics metrics = Metrics.open(clock);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Override
    protected JobQueue fresh() {
        return new MeasuredQueue(new MemoryJobQueue(clock, new Availability("the queue")), metrics);
    }

    @Override
    protected JobQueue unreachable() {
        return new MeasuredQueue(new MemoryJobQueue(clock, Availability.alreadyDown("the queue")), metrics);
    }

    @Test
    void what_is_taken_again_after_it_was_given_back_is_counted_as_such() {
        JobQueue queue = fresh();
        UUID subject = UUID.randomUUID();
        queue.enqueue(List.of(new Job("judge:1", Job.Kind.JUDGE, subject, new OwnerId("anna"), clock.instant())));
        JobQueue.Claimed first = queue.claim(JUDGE, 1, Duration.ofSeconds(20)).getFirst();
        queue.release(first, Duration.ZERO);
        queue.complete(queue.claim(JUDGE, 1, Duration.ofSeconds(20)));

        assertThat(metrics.scrape())
                .contains("safelight_jobs_claimed_total{kind=\"judge\"} 2.0")
                .contains("safelight_jobs_redelivered_total{kind=\"judge\"} 1.0")
                .contains("safelight_jobs_put_off_total{kind=\"judge\"} 1.0")
                .contains("safelight_jobs_claimed_total{kind=\"verify\"} 0.0");
    }
}
