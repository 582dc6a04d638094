package dev.safelight.application.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTest {

    private final TestClock clock = new TestClock();
    private final Availability availability = new Availability("the queue");
    private final MemoryJobQueue queue = new MemoryJobQueue(clock, availability);
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private Worker worker = working(2, job -> Optional.empty());

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void every_job_is_done_and_leaves_the_queue() throws InterruptedException {
        worker = working(2, this::note);
        for (int i = 0; i < 20; i++) {
            ring(i);
        }
        worker.start();

        for (int i = 0; i < 20; i++) {
            assertThat(done.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        worker.close();
        assertThat(queue.depth(Job.Kind.VERIFY).ready()).isZero();
        assertThat(queue.claim(List.of(Job.Kind.VERIFY), 10, Duration.ofSeconds(1)))
                .isEmpty();
    }

    @Test
    void no_more_is_claimed_than_there_are_slots() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger most = new AtomicInteger();
        worker = working(2, job -> {
            begun.countDown();
            most.accumulateAndGet(worker.busy(), Math::max);
            goOn.await();
            return note(job);
        });
        for (int i = 0; i < 5; i++) {
            ring(i);
        }
        worker.start();

        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(queue.depth(Job.Kind.VERIFY).ready()).isEqualTo(3);
        goOn.countDown();
        for (int i = 0; i < 5; i++) {
            assertThat(done.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void a_job_that_fails_comes_again() throws InterruptedException {
        AtomicBoolean failed = new AtomicBoolean();
        worker = working(1, job -> {
            if (failed.compareAndSet(false, true)) {
                throw Outage.passing("not now", new IOException());
            }
            return note(job);
        });
        ring(1);
        worker.start();

        while (!failed.get() || queue.depth(Job.Kind.VERIFY).delayed() == 0) {
            Thread.onSpinWait();
        }
        clock.advance(Duration.ofSeconds(2));
        assertThat(done.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void a_queue_that_is_down_is_asked_again() throws InterruptedException {
        availability.goDown();
        worker = working(1, this::note);
        queue.put(List.of(job(1)));
        worker.start();
        availability.comeBack();

        assertThat(done.poll(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void a_queue_that_fails_who_waits_for_jobs_is_waited_for_again() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        MemoryJobQueue failing = new MemoryJobQueue(clock, availability) {
            @Override
            public synchronized void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException {
                if (failed.getCount() > 0) {
                    failed.countDown();
                    throw Outage.passing("the queue is down", new IOException());
                }
                super.await(kinds, atMost);
            }
        };
        worker = new Worker(
                List.of(Job.Kind.VERIFY), 1, Thread.ofVirtual().factory(), failing, this::note, clock, new Random(7));
        worker.start();
        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();

        failing.enqueue(List.of(job(1)));
        assertThat(done.poll(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void closing_interrupts_what_is_being_done_and_gives_it_back() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        worker = working(1, job -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return Optional.empty();
        });
        ring(1);
        worker.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        worker.close();
        worker.close();

        assertThat(queue.claim(List.of(Job.Kind.VERIFY), 1, Duration.ofSeconds(1)))
                .hasSize(1);
    }

    @Test
    void a_worker_that_never_began_can_be_closed() {
        worker.close();

        assertThat(worker.busy()).isZero();
    }

    private Worker working(int slots, Worker.Work work) {
        return new Worker(
                List.of(Job.Kind.VERIFY), slots, Thread.ofVirtual().factory(), queue, work, clock, new Random(7));
    }

    private Optional<Duration> note(Job job) {
        done.add(job.id());
        return Optional.empty();
    }

    private void ring(int number) {
        queue.enqueue(List.of(job(number)));
    }

    private Job job(int number) {
        return new Job("verify:" + number, Job.Kind.VERIFY, new UUID(0, number), new OwnerId("anna"), clock.instant());
    }
}
