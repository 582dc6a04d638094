package dev.safelight.application.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a queue is paused, drained and resumed. */
public abstract class QueueSwitchContract<Q extends JobQueue & QueueSwitch> {

    private static final Duration VISIBILITY = Duration.ofSeconds(20);
    private static final Job.Kind JUDGE = Job.Kind.JUDGE;
    private static final Job.Kind VERIFY = Job.Kind.VERIFY;

    protected final TestClock clock = new TestClock();
    private Q queue;

    /** A queue with nothing in it, and nothing paused, that goes by {@link #clock}. */
    protected abstract Q fresh();

    @BeforeEach
    final void begin() {
        queue = fresh();
    }

    private Job job(Job.Kind kind, String id) {
        return new Job(id, kind, new UUID(0, id.hashCode()), new OwnerId("anna"), clock.instant());
    }

    private List<Claimed> claim() {
        return queue.claim(List.of(VERIFY, JUDGE), 10, VISIBILITY);
    }

    @Test
    void nothing_is_paused_to_begin_with() {
        assertThat(queue.paused()).isEmpty();
    }

    @Test
    void what_is_paused_is_not_given_out_until_it_is_resumed() {
        queue.pause(JUDGE);
        queue.pause(JUDGE);
        queue.enqueue(List.of(job(JUDGE, "j"), job(VERIFY, "v")));
        assertThat(queue.paused()).containsExactly(JUDGE);
        assertThat(claim()).extracting(claimed -> claimed.job().id()).containsExactly("v");

        queue.resume(JUDGE);
        queue.resume(JUDGE);
        assertThat(queue.paused()).isEmpty();
        assertThat(claim()).extracting(claimed -> claimed.job().id()).containsExactly("j");
    }

    @Test
    void a_paused_queue_drains() {
        queue.enqueue(List.of(job(JUDGE, "running")));
        List<Claimed> running = claim();
        queue.pause(JUDGE);
        queue.enqueue(List.of(job(JUDGE, "waiting")));

        assertThat(queue.extend(running.getFirst(), VISIBILITY)).isTrue();
        queue.complete(running);

        assertThat(queue.depth(JUDGE).claimed()).isZero();
        assertThat(queue.depth(JUDGE).ready()).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void who_waits_is_woken_when_it_is_resumed() throws Exception {
        queue.pause(JUDGE);
        queue.enqueue(List.of(job(JUDGE, "j")));
        CountDownLatch waiting = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Claimed>> worker = threads.submit(() -> {
                List<Claimed> claimed = claim();
                while (claimed.isEmpty()) {
                    waiting.countDown();
                    queue.await(List.of(JUDGE), Duration.ofMinutes(2));
                    claimed = claim();
                }
                return claimed;
            });
            waiting.await();
            queue.resume(JUDGE);
            assertThat(worker.get(50, TimeUnit.SECONDS)).hasSize(1);
        }
    }
}
