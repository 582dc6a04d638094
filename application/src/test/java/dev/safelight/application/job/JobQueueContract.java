package dev.safelight.application.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.TraceState;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Lets time pass for the queue. A server with a clock of its own needs its own way. */
    protected void pass(Duration time) {
        clock.advance(time);
    }

    /** One that cannot be reached. */
    protected abstract JobQueue unreachable();

    @BeforeEach
    final void begin() {
        queue = fresh();
    }

    private Job job(Job.Kind kind, String id, Instant dueAt) {
        return new Job(id, kind, ImageId.at(clock.instant(), random).value(), new OwnerId("anna"), dueAt);
    }

    private Job job(String id) {
        return job(JUDGE, id, clock.instant());
    }

    private Claimed claimOne() {
        List<Claimed> claimed = queue.claim(List.of(JUDGE), 1, VISIBILITY);
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }

    private List<Claimed> claimAll() {
        return queue.claim(List.of(JUDGE), 100, VISIBILITY);
    }

    @Test
    void a_job_is_given_out_as_it_was_queued_and_then_hidden() {
        Job job = job("a");
        queue.enqueue(List.of(job));
        assertThat(claimOne().job()).isEqualTo(job);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void a_job_brings_the_trace_of_whoever_rang_each_time_it_is_given_out() {
        var state = TraceState.received(List.of("rojo=00f067aa0ba902b7, congo@host=t61 rcWgMzE"));
        var trace = new TraceContext(Trace.fresh(), Optional.of(Trace.freshSpan()), true, state);
        Job plain = job("a");
        Job job = new Job(plain.id(), plain.kind(), plain.subject(), plain.owner(), plain.dueAt(), Optional.of(trace));
        queue.enqueue(List.of(job));
        Claimed first = claimOne();
        assertThat(first.job()).isEqualTo(job);
        queue.release(first, Duration.ZERO);
        assertThat(claimOne().job()).isEqualTo(job);
    }

    @Test
    void nothing_can_be_queued_and_nothing_claimed() {
        queue.enqueue(List.of());
        assertThat(claimAll()).isEmpty();
    }

    @Test
    protected void a_job_that_is_queued_already_is_not_queued_again() {
        Job job = job("a");
        queue.enqueue(List.of(job, job));
        queue.enqueue(List.of(job));
        assertThat(queue.depth(JUDGE).ready()).isEqualTo(1);
        Claimed claimed = claimOne();
        queue.enqueue(List.of(job));
        assertThat(claimAll()).isEmpty();
        queue.complete(List.of(claimed));
        assertThat(claimAll()).isEmpty();
    }

    @Test
    protected void a_job_that_is_done_can_be_queued_anew() {
        queue.enqueue(List.of(job("a")));
        queue.complete(List.of(claimOne()));
        queue.enqueue(List.of(job("a")));
        claimOne();
    }

    @Test
    void a_job_is_not_given_out_before_it_is_due() {
        queue.enqueue(List.of(job(JUDGE, "a", clock.instant().plusSeconds(5))));
        pass(Duration.ofSeconds(4));
        assertThat(claimAll()).isEmpty();
        pass(Duration.ofSeconds(1));
        claimOne();
    }

    @Test
    protected void the_longest_due_is_given_out_first_and_no_more_than_asked_for() {
        Instant now = clock.instant();
        queue.enqueue(List.of(
                job(JUDGE, "b", now.minusSeconds(2)),
                job(JUDGE, "c", now.minusSeconds(1)),
                job(JUDGE, "a", now.minusSeconds(3))));
        assertThat(queue.claim(List.of(JUDGE), 2, VISIBILITY))
                .extracting(claimed -> claimed.job().id())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void each_kind_has_jobs_of_its_own() {
        queue.enqueue(List.of(job(VERIFY, "v", clock.instant())));
        assertThat(claimAll()).isEmpty();
        assertThat(queue.depth(JUDGE).ready()).isZero();
        assertThat(queue.claim(List.of(VERIFY), 10, VISIBILITY)).hasSize(1);
    }

    @Test
    void a_job_whose_worker_died_is_given_out_again_with_another_receipt() {
        queue.enqueue(List.of(job("a")));
        Claimed first = claimOne();
        pass(VISIBILITY);
        Claimed second = claimOne();
        assertThat(second.job()).isEqualTo(first.job());
        assertThat(second.receipt()).isNotEqualTo(first.receipt());
    }

    @Test
    void a_void_receipt_does_nothing() {
        queue.enqueue(List.of(job("a")));
        Claimed dead = claimOne();
        pass(VISIBILITY);
        Claimed living = claimOne();

        assertThat(queue.extend(dead, LONG)).isFalse();
        queue.release(dead, Duration.ZERO);
        assertThat(claimAll()).isEmpty();
        queue.complete(List.of(dead));
        pass(VISIBILITY);
        assertThat(claimAll()).extracting(Claimed::job).containsExactly(living.job());
    }

    @Test
    protected void the_receipt_of_a_finished_job_does_nothing() {
        queue.enqueue(List.of(job("a")));
        Claimed done = claimOne();
        queue.complete(List.of(done));
        queue.enqueue(List.of(job("a")));

        queue.complete(List.of(done));
        queue.release(done, LONG);
        assertThat(queue.extend(done, LONG)).isFalse();
        claimOne();
    }

    @Test
    void who_extends_keeps_the_job() {
        queue.enqueue(List.of(job("a")));
        Claimed claimed = claimOne();
        pass(VISIBILITY.dividedBy(2));
        assertThat(queue.extend(claimed, VISIBILITY)).isTrue();
        pass(VISIBILITY.dividedBy(2));
        assertThat(claimAll()).isEmpty();
        pass(VISIBILITY);
        claimOne();
    }

    @Test
    void a_late_worker_whose_job_nobody_took_can_still_complete_it() {
        queue.enqueue(List.of(job("a")));
        Claimed late = claimOne();
        pass(LONG);
        queue.complete(List.of(late));
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void what_is_given_back_comes_again_after_the_delay() {
        queue.enqueue(List.of(job("a")));
        queue.release(claimOne(), Duration.ofSeconds(3));
        assertThat(claimAll()).isEmpty();
        pass(Duration.ofSeconds(3));
        queue.release(claimOne(), Duration.ZERO);
        claimOne();
    }

    @Test
    void many_jobs_are_completed_at_once_and_void_receipts_among_them_do_no_harm() {
        queue.enqueue(List.of(job("a"), job("b"), job("c")));
        Claimed dead = claimOne();
        pass(VISIBILITY);
        List<Claimed> all = claimAll();
        assertThat(all).hasSize(3);

        queue.complete(List.of(all.get(0), dead, all.get(1), all.get(1)));
        queue.complete(List.of());

        pass(VISIBILITY);
        assertThat(claimAll())
                .extracting(Claimed::job)
                .containsExactly(all.get(2).job());
    }

    @Test
    void the_first_kind_goes_first_and_the_others_fill_up() {
        Instant now = clock.instant();
        queue.enqueue(List.of(
                job(JUDGE, "j1", now.minusSeconds(9)), job(JUDGE, "j2", now.minusSeconds(8)), job(VERIFY, "v", now)));
        assertThat(queue.claim(List.of(VERIFY, JUDGE), 2, VISIBILITY))
                .extracting(claimed -> claimed.job().kind())
                .containsExactlyInAnyOrder(VERIFY, JUDGE);
        assertThat(queue.claim(List.of(VERIFY, JUDGE), 2, VISIBILITY)).hasSize(1);
    }

    @Test
    void deliveries_are_counted() {
        queue.enqueue(List.of(job("a")));
        assertThat(claimOne().delivery()).isEqualTo(1);
        pass(VISIBILITY);
        Claimed second = claimOne();
        assertThat(second.delivery()).isEqualTo(2);
        queue.release(second, Duration.ZERO);
        assertThat(claimOne().delivery()).isEqualTo(3);
    }

    @Test
    protected void depth_tells_what_waits_from_what_is_worked_on() throws InterruptedException {
        queue.enqueue(
                List.of(job("a"), job("b"), job(JUDGE, "later", clock.instant().plusSeconds(60))));
        assertDepth(2, 1, 0);
        Claimed claimed = claimOne();
        assertDepth(1, 1, 1);
        queue.release(claimed, Duration.ofSeconds(1));
        assertDepth(1, 2, 0);
        claimAll();
        assertDepth(0, 2, 1);
        pass(VISIBILITY);
        assertDepth(2, 1, 0);
    }

    private void assertDepth(long ready, long delayed, long claimed) {
        assertThat(queue.depth(JUDGE)).isEqualTo(new JobQueue.Depth(ready, delayed, claimed, 0));
        assertThat(queue.depth(VERIFY)).isEqualTo(new JobQueue.Depth(0, 0, 0, 0));
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
            some = queue.claim(List.of(JUDGE), 3, VISIBILITY);
            mine.addAll(some);
        } while (!some.isEmpty());
        return mine;
    }

    @Test
    protected void a_job_that_many_enqueue_at_once_is_queued_once() throws Exception {
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
                    queue.await(List.of(JUDGE), LONG);
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
        queue.await(List.of(JUDGE), LONG);
        claimOne();
    }

    @Test
    @Timeout(60)
    void who_waits_does_so_no_longer_than_asked_for() throws Exception {
        queue.enqueue(List.of(job(VERIFY, "of another kind", clock.instant())));
        queue.await(List.of(JUDGE), Duration.ofMillis(20));
        queue.await(List.of(JUDGE), Duration.ZERO);
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
                    queue.await(List.of(JUDGE), LONG);
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
        assertThatThrownBy(() -> away.claim(List.of(JUDGE), 1, VISIBILITY))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
        assertThatThrownBy(() -> away.enqueue(List.of(job("a")))).isInstanceOf(Outage.class);
    }
}
