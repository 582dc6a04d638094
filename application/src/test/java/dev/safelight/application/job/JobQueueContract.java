package dev.safelight.application.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.ImageId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every queue must do. The timeouts are there for queues that never wake anybody. */
public abstract class JobQueueContract {

    private static final Duration VISIBILITY = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Job.Kind VERIFY = Job.Kind.VERIFY;
    private static final Job.Kind JUDGE = Job.Kind.JUDGE;

    protected final TestClock clock = new TestClock();
    private final Random random = new Random(4711);
    private JobQueue queue;

    /** A queue with nothing in it that goes by {@link #clock}. */
    protected abstract JobQueue fresh();

    /** One that cannot be reached. */
    protected abstract JobQueue unreachable();

    @BeforeEach
    final void begin() {
        queue = fresh();
    }

    private Job job(Job.Kind kind, String id, Instant dueAt) {
        return new Job(id, kind, ImageId.at(clock.instant(), random), dueAt);
    }

    private Job job(String id) {
        return job(JUDGE, id, clock.instant());
    }

    private Claimed claimOne() {
        List<Claimed> claimed = queue.claim(JUDGE, 1, VISIBILITY);
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }

    private List<Claimed> claimAll() {
        return queue.claim(JUDGE, 100, VISIBILITY);
    }

    @Test
    void a_job_is_given_out_as_it_was_queued_and_then_hidden() {
        Job job = job("a");
        queue.enqueue(List.of(job));
        assertThat(claimOne().job()).isEqualTo(job);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void nothing_can_be_queued_and_nothing_claimed() {
        queue.enqueue(List.of());
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void a_job_that_is_queued_already_is_not_queued_again() {
        Job job = job("a");
        queue.enqueue(List.of(job, job));
        queue.enqueue(List.of(job));
        assertThat(queue.depth(JUDGE)).isEqualTo(1);
        Claimed claimed = claimOne();
        queue.enqueue(List.of(job));
        assertThat(claimAll()).isEmpty();
        queue.complete(claimed);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void a_job_that_is_done_can_be_queued_anew() {
        queue.enqueue(List.of(job("a")));
        queue.complete(claimOne());
        queue.enqueue(List.of(job("a")));
        claimOne();
    }

    @Test
    void a_job_is_not_given_out_before_it_is_due() {
        queue.enqueue(List.of(job(JUDGE, "a", clock.instant().plusSeconds(5))));
        clock.advance(Duration.ofSeconds(4));
        assertThat(claimAll()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        claimOne();
    }

    @Test
    void the_longest_due_is_given_out_first_and_no_more_than_asked_for() {
        Instant now = clock.instant();
        queue.enqueue(List.of(
                job(JUDGE, "b", now.minusSeconds(2)),
                job(JUDGE, "c", now.minusSeconds(1)),
                job(JUDGE, "a", now.minusSeconds(3))));
        assertThat(queue.claim(JUDGE, 2, VISIBILITY))
                .extracting(claimed -> claimed.job().id())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void each_kind_has_jobs_of_its_own() {
        queue.enqueue(List.of(job(VERIFY, "v", clock.instant())));
        assertThat(claimAll()).isEmpty();
        assertThat(queue.depth(JUDGE)).isZero();
        assertThat(queue.claim(VERIFY, 10, VISIBILITY)).hasSize(1);
    }

    @Test
    void a_job_whose_worker_died_is_given_out_again_with_another_receipt() {
        queue.enqueue(List.of(job("a")));
        Claimed first = claimOne();
        clock.advance(VISIBILITY);
        Claimed second = claimOne();
        assertThat(second.job()).isEqualTo(first.job());
        assertThat(second.receipt()).isNotEqualTo(first.receipt());
    }

    @Test
    void a_void_receipt_does_nothing() {
        queue.enqueue(List.of(job("a")));
        Claimed dead = claimOne();
        clock.advance(VISIBILITY);
        Claimed living = claimOne();

        assertThat(queue.extend(dead, LONG)).isFalse();
        queue.release(dead, Duration.ZERO);
        assertThat(claimAll()).isEmpty();
        queue.complete(dead);
        clock.advance(VISIBILITY);
        assertThat(claimAll()).extracting(Claimed::job).containsExactly(living.job());
    }

    @Test
    void the_receipt_of_a_finished_job_does_nothing() {
        queue.enqueue(List.of(job("a")));
        Claimed done = claimOne();
        queue.complete(done);
        queue.enqueue(List.of(job("a")));

        queue.complete(done);
        queue.release(done, LONG);
        assertThat(queue.extend(done, LONG)).isFalse();
        claimOne();
    }

    @Test
    void who_extends_keeps_the_job() {
        queue.enqueue(List.of(job("a")));
        Claimed claimed = claimOne();
        clock.advance(VISIBILITY.dividedBy(2));
        assertThat(queue.extend(claimed, VISIBILITY)).isTrue();
        clock.advance(VISIBILITY.dividedBy(2));
        assertThat(claimAll()).isEmpty();
        clock.advance(VISIBILITY);
        claimOne();
    }

    @Test
    void a_late_worker_whose_job_nobody_took_can_still_complete_it() {
        queue.enqueue(List.of(job("a")));
        Claimed late = claimOne();
        clock.advance(LONG);
        queue.complete(late);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void what_is_given_back_comes_again_after_the_delay() {
        queue.enqueue(List.of(job("a")));
        queue.release(claimOne(), Duration.ofSeconds(3));
        assertThat(claimAll()).isEmpty();
        clock.advance(Duration.ofSeconds(3));
        queue.release(claimOne(), Duration.ZERO);
        claimOne();
    }

    @Test
    void depth_counts_what_waits_and_not_what_is_worked_on() {
        queue.enqueue(
                List.of(job("a"), job("b"), job(JUDGE, "later", clock.instant().plusSeconds(60))));
        assertThat(queue.depth(JUDGE)).isEqualTo(3);
        Claimed claimed = claimOne();
        assertThat(queue.depth(JUDGE)).isEqualTo(2);
        queue.release(claimed, Duration.ofSeconds(1));
        assertThat(queue.depth(JUDGE)).isEqualTo(3);
        claimAll();
        clock.advance(VISIBILITY);
        assertThat(queue.depth(JUDGE)).isEqualTo(3);
    }

    @Test
    void of_many_racing_workers_no_two_get_the_same_job_and_none_is_left() throws Exception {
        List<Job> jobs = IntStream.range(0, 100).mapToObj(i -> job("job-" + i)).toList();
        queue.enqueue(jobs);

        List<String> given = Race.among(64, this::drain).stream()
                .flatMap(List::stream)
                .map(claimed -> claimed.job().id())
                .toList();

        assertThat(given).doesNotHaveDuplicates().hasSize(100);
    }

    private List<Claimed> drain() {
        List<Claimed> mine = new ArrayList<>();
        List<Claimed> some;
        do {
            some = queue.claim(JUDGE, 3, VISIBILITY);
            mine.addAll(some);
        } while (!some.isEmpty());
        return mine;
    }

    @Test
    void a_job_that_many_enqueue_at_once_is_queued_once() throws Exception {
        List<Job> jobs = IntStream.range(0, 10).mapToObj(i -> job("job-" + i)).toList();
        Race.among(64, () -> {
            queue.enqueue(jobs.reversed());
            queue.enqueue(jobs);
            return true;
        });
        assertThat(claimAll()).hasSize(10);
    }

    @Test
    @Timeout(60)
    void who_waits_is_woken_by_a_job() throws Exception {
        assertWoken(() -> queue.enqueue(List.of(job("a"))));
    }

    @Test
    @Timeout(60)
    void who_waits_is_woken_by_a_job_that_is_given_back() throws Exception {
        queue.enqueue(List.of(job("a")));
        Claimed claimed = claimOne();
        assertWoken(() -> queue.release(claimed, Duration.ZERO));
    }

    /** A worker as they all are: claims, and waits when there is nothing. */
    private void assertWoken(Runnable by) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Claimed> worker = threads.submit(() -> {
                List<Claimed> claimed = claimAll();
                while (claimed.isEmpty()) {
                    waiting.countDown();
                    queue.await(JUDGE, LONG);
                    claimed = claimAll();
                }
                return claimed.getFirst();
            });
            waiting.await();
            by.run();
            assertThat(worker.get(50, TimeUnit.SECONDS).job().id()).isEqualTo("a");
        }
    }

    @Test
    @Timeout(60)
    void nobody_waits_while_there_is_something_to_claim() throws Exception {
        queue.enqueue(List.of(job("a")));
        queue.await(JUDGE, LONG);
        claimOne();
    }

    @Test
    @Timeout(60)
    void who_waits_does_so_no_longer_than_asked_for() throws Exception {
        queue.enqueue(List.of(job(VERIFY, "of another kind", clock.instant())));
        queue.await(JUDGE, Duration.ofMillis(20));
        queue.await(JUDGE, Duration.ZERO);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    @Timeout(60)
    void who_waits_can_be_interrupted() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                waiting.countDown();
                while (true) {
                    queue.await(JUDGE, LONG);
                }
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
        });
        waiting.await();
        worker.interrupt();
        assertThat(interrupted.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_queue_out_of_reach_is_an_outage_that_passes() {
        JobQueue away = unreachable();
        assertThatThrownBy(() -> away.claim(JUDGE, 1, VISIBILITY))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
        assertThatThrownBy(() -> away.enqueue(List.of(job("a")))).isInstanceOf(Outage.class);
    }
}
