package dev.safelight.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Queues that are there or not, and what lies in them. */
@Timeout(120)
class SqsQueuesTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(20);
    private static final List<Job.Kind> JUDGE = List.of(Job.Kind.JUDGE);

    private static ElasticMqServer server;

    private final TestClock clock = new TestClock();

    @BeforeAll
    static void open() {
        server = ElasticMqServer.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private void with(SqsSettings settings, Consumer<SqsJobQueue> test) {
        try (var queue = new SqsJobQueue(settings, clock)) {
            test.accept(queue);
        }
    }

    private static SqsSettings withoutCreation(SqsSettings settings, String queue) {
        return new SqsSettings(
                settings.region(), settings.endpoint(), queue, settings.keys(), false, settings.timeouts());
    }

    private List<Job> jobs(int many) {
        return IntStream.range(0, many)
                .mapToObj(
                        i -> new Job("job-" + i, Job.Kind.JUDGE, new UUID(0, i), new OwnerId("anna"), clock.instant()))
                .toList();
    }

    @Test
    void a_missing_queue_is_an_outage_that_stays_and_names_it() {
        with(
                withoutCreation(server.newQueues(), "nobody-made-it"),
                queue -> assertThatThrownBy(() -> queue.enqueue(jobs(1)))
                        .hasMessageContaining("nobody-made-it-judge")
                        .isInstanceOfSatisfying(
                                Outage.class,
                                outage -> assertThat(outage.retryHelps()).isFalse()));
    }

    @Test
    void health_says_when_a_queue_is_missing_and_when_all_are_there() {
        with(
                withoutCreation(server.newQueues(), "nobody-made-it"),
                queue -> assertThatThrownBy(() -> new SqsHealth(queue).check()).isInstanceOf(Outage.class));
        with(
                server.newQueues(),
                queue -> assertThatCode(() -> {
                            queue.depth(Job.Kind.JUDGE);
                            queue.depth(Job.Kind.VERIFY);
                            new SqsHealth(queue).check();
                        })
                        .doesNotThrowAnyException());
    }

    @Test
    void what_was_made_by_one_is_used_by_another_by_its_url() {
        SqsSettings settings = server.newQueues();
        with(settings, queue -> {
            queue.enqueue(jobs(1));
            queue.depth(Job.Kind.JUDGE);
        });
        String url = server.endpoint() + "/000000000000/" + settings.queue();
        with(
                withoutCreation(settings, url),
                queue -> assertThat(queue.claim(JUDGE, 10, VISIBILITY)).hasSize(1));
    }

    @Test
    void a_queue_that_is_made_gives_up_what_was_given_out_too_often() {
        SqsSettings settings = server.newQueues();
        with(settings, queue -> queue.enqueue(jobs(1)));
        try (var calls = new SqsCalls(settings)) {
            String policy = calls.call(
                    "looking",
                    client -> client.getQueueAttributes(
                                    request -> request.queueUrl(new SqsQueues(settings, calls).of(Job.Kind.JUDGE))
                                            .attributeNames(QueueAttributeName.REDRIVE_POLICY))
                            .attributes()
                            .get(QueueAttributeName.REDRIVE_POLICY));
            assertThat(policy).contains("-judge-dead").contains(String.valueOf(JobQueue.MAX_DELIVERIES));
        }
    }

    @Test
    void what_somebody_else_put_into_the_queue_is_passed_over() {
        SqsSettings settings = server.newQueues();
        with(settings, queue -> {
            queue.enqueue(jobs(1));
            try (var calls = new SqsCalls(settings)) {
                String url = new SqsQueues(settings, calls).of(Job.Kind.JUDGE);
                new SqsMessages(calls, false)
                        .send(url, List.of(new SqsMessages.Outgoing("hello", "", "", Duration.ZERO)));
            }
            assertThat(queue.claim(JUDGE, 10, VISIBILITY)).hasSize(1);
        });
    }

    @Test
    void more_than_the_service_takes_at_once_goes_through_in_batches() {
        with(server.newQueues(), queue -> {
            queue.enqueue(jobs(95));
            List<Claimed> claimed = queue.claim(JUDGE, 100, VISIBILITY);
            assertThat(claimed).hasSize(95);
            queue.complete(claimed);
            assertThat(queue.depth(Job.Kind.JUDGE)).isEqualTo(new JobQueue.Depth(0, 0, 0, 0));
        });
    }

    @Test
    void what_nobody_claims_after_waiting_for_it_is_given_out_elsewhere() {
        SqsSettings settings = server.newQueues();
        with(settings, waiting -> {
            waiting.enqueue(jobs(1));
            awaitSomething(waiting);
            with(settings, other -> {
                assertThat(other.claim(JUDGE, 1, VISIBILITY)).isEmpty();
                server.pass(SqsDoorbell.KEPT);
                clock.advance(SqsDoorbell.KEPT);
                assertThat(other.claim(JUDGE, 1, VISIBILITY)).hasSize(1);
                assertThat(waiting.claim(JUDGE, 1, VISIBILITY)).isEmpty();
            });
        });
    }

    @Test
    void who_closes_gives_back_what_came_while_waiting() {
        SqsSettings settings = server.newQueues();
        with(settings, waiting -> {
            waiting.enqueue(jobs(1));
            awaitSomething(waiting);
        });
        with(settings, other -> assertThat(other.claim(JUDGE, 1, VISIBILITY)).hasSize(1));
    }

    private static void awaitSomething(SqsJobQueue queue) {
        try {
            queue.await(JUDGE, Duration.ofMinutes(1));
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
