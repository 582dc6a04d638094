package dev.safelight.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SqsDoorbellTest {

    private static final Claimed CLAIMED =
            new Claimed(new Job("a", Job.Kind.JUDGE, new UUID(0, 1), new OwnerId("anna"), Instant.EPOCH), "receipt", 1);

    private final TestClock clock = new TestClock();
    private final SynchronousQueue<Supplier<Optional<Claimed>>> answers = new SynchronousQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Semaphore rings = new Semaphore(0);
    private final SqsDoorbell doorbell = new SqsDoorbell(this::request, rings::release, clock);

    private Optional<Claimed> request() {
        requests.incrementAndGet();
        try {
            return answers.take().get();
        } catch (InterruptedException closed) {
            throw Outage.passing("closed", closed);
        }
    }

    private void answer(Supplier<Optional<Claimed>> answer) throws InterruptedException {
        answers.put(answer);
        rings.acquire();
    }

    @Test
    void for_many_who_wait_there_is_one_request() throws Exception {
        Race.among(20, doorbell::listen);
        assertThat(doorbell.isListening()).isTrue();
        answer(Optional::empty);
        assertThat(requests).hasValue(1);
        assertThat(doorbell.isListening()).isFalse();
        assertThat(doorbell.take()).isEmpty();
    }

    @Test
    void what_came_is_given_to_one_and_while_it_lies_there_nobody_asks_for_more() throws Exception {
        assertThat(doorbell.listen()).isTrue();
        answer(() -> Optional.of(CLAIMED));
        assertThat(doorbell.listen()).isFalse();
        assertThat(doorbell.isListening()).isFalse();
        assertThat(doorbell.take()).contains(CLAIMED);
        assertThat(doorbell.take()).isEmpty();
        assertThat(requests).hasValue(1);
    }

    @Test
    void what_lay_there_for_too_long_is_others() throws Exception {
        doorbell.listen();
        answer(() -> Optional.of(CLAIMED));
        clock.advance(SqsDoorbell.KEPT);
        assertThat(doorbell.take()).isEmpty();
    }

    @Test
    void a_failure_is_told_once_and_then_somebody_listens_again() throws Exception {
        doorbell.listen();
        answer(() -> {
            throw Outage.passing("gone", new IOException("cut"));
        });
        assertThat(doorbell.takeFailure()).isPresent();
        assertThat(doorbell.takeFailure()).isEmpty();
        doorbell.listen();
        answer(() -> Optional.of(CLAIMED));
        assertThat(doorbell.take()).contains(CLAIMED);
    }

    @Test
    void who_closes_ends_the_request() throws Exception {
        doorbell.listen();
        doorbell.close();
        doorbell.close();
        rings.acquire();
        doorbell.listen();
        assertThat(doorbell.isListening()).isFalse();
    }
}
