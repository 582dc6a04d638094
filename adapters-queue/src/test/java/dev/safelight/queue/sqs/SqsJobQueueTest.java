package dev.safelight.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.job.JobQueue.Depth;
import dev.safelight.application.testing.Race;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Standard queues. */
class SqsJobQueueTest extends SqsQueueContract {

    @Override
    protected SqsSettings settings(ElasticMqServer server) {
        return server.newQueues();
    }

    /** A standard queue remembers no ids: only what is queued in one call collapses. */
    @Test
    @Override
    protected void a_job_that_is_queued_already_is_not_queued_again() {
        Job job = job("a");
        queue().enqueue(List.of(job, job));
        queue().enqueue(List.of(job));
        List<Claimed> claimed = claim(10);
        assertThat(claimed).extracting(Claimed::job).containsExactly(job, job);
        queue().complete(claimed);
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(0, 0, 0, 0));
    }

    /** For the same reason, it is queued as often as it was enqueued. */
    @Test
    @Override
    protected void a_job_that_many_enqueue_at_once_is_queued_once() throws Exception {
        List<Job> jobs = IntStream.range(0, 10).mapToObj(i -> job("job-" + i)).toList();
        Race.among(4, () -> {
            queue().enqueue(jobs);
            return true;
        });
        assertThat(claim(100)).hasSize(40).extracting(Claimed::job).hasSameElementsAs(jobs);
    }

    @Test
    void what_is_not_due_is_held_back_by_the_service_and_counts_as_delayed() {
        queue().enqueue(List.of(job("later", clock.instant().plusSeconds(60))));
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(0, 1, 0, 0));
    }

    /** The service holds it back for 15 minutes; who receives it then hides it for the rest. */
    @Test
    void what_is_due_much_later_is_not_given_out_before() {
        queue().enqueue(List.of(job("later", clock.instant().plus(Duration.ofMinutes(40)))));
        pass(Duration.ofMinutes(14));
        assertThat(claim(1)).isEmpty();
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(0, 1, 0, 0));
        pass(Duration.ofMinutes(2));
        assertThat(claim(1)).isEmpty();
        pass(Duration.ofMinutes(23));
        assertThat(claim(1)).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(claim(1)).hasSize(1);
    }

    @Test
    void how_many_there_are_is_not_asked_each_time_but_what_was_queued_meanwhile_counts() {
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(0, 0, 0, 0));
        queue().enqueue(List.of(job("a"), job("later", clock.instant().plusSeconds(60))));
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(1, 1, 0, 0));
        pass(SqsDepths.ASKED_EVERY);
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(1, 1, 0, 0));
    }
}
