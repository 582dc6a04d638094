package dev.safelight.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FIFO queues. */
class SqsFifoJobQueueTest extends SqsQueueContract {

    @Override
    protected SqsSettings settings(ElasticMqServer server) {
        return server.newFifoQueues();
    }

    /** A FIFO queue remembers ids for a while even when the job is done: it can be queued anew after that. */
    @Test
    @Override
    protected void a_job_that_is_done_can_be_queued_anew() {
        queue().enqueue(List.of(job("a")));
        queue().complete(claim(1));
        queue().enqueue(List.of(job("a")));
        assertThat(claim(1)).isEmpty();
        pass(SqsJobQueue.SAME_RING);
        queue().enqueue(List.of(job("a")));
        assertThat(claim(1)).hasSize(1);
    }

    /** As it is there, once enough time has passed that the job can be queued anew. */
    @Test
    @Override
    protected void the_receipt_of_a_finished_job_does_nothing() {
        queue().enqueue(List.of(job("a")));
        Claimed done = claim(1).getFirst();
        queue().complete(List.of(done));
        pass(SqsJobQueue.SAME_RING);
        queue().enqueue(List.of(job("a")));

        queue().complete(List.of(done));
        queue().release(done, Duration.ofMinutes(2));
        assertThat(queue().extend(done, Duration.ofMinutes(2))).isFalse();
        assertThat(claim(1)).hasSize(1);
    }

    @Test
    void photos_do_not_wait_for_each_other() {
        queue().enqueue(List.of(job("a"), job("b")));
        assertThat(claim(1)).hasSize(1);
        assertThat(claim(1)).hasSize(1);
    }

    /** It costs one delivery: the service knows no delay of a single message in such a queue. */
    @Test
    void what_is_not_due_is_hidden_by_who_receives_it() {
        Job later = job("later", clock.instant().plusSeconds(60));
        queue().enqueue(List.of(later));
        assertThat(claim(1)).isEmpty();
        pass(Duration.ofSeconds(60));
        assertThat(claim(1)).satisfiesExactly(claimed -> {
            assertThat(claimed.job()).isEqualTo(later);
            assertThat(claimed.delivery()).isEqualTo(2);
        });
    }
}
