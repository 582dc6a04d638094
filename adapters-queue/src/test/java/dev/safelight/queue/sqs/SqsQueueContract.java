package dev.safelight.queue.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.job.JobQueue.Depth;
import dev.safelight.application.job.JobQueueContract;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.queue.sqs.SqsSettings.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What SQS does differently, whatever the type of the queue. */
abstract class SqsQueueContract extends JobQueueContract {

    static final Duration VISIBILITY = Duration.ofSeconds(20);

    private static ElasticMqServer server;

    private final List<SqsJobQueue> opened = new ArrayList<>();

    @BeforeAll
    static void open() {
        server = ElasticMqServer.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @AfterEach
    void closeQueues() {
        opened.forEach(SqsJobQueue::close);
    }

    protected abstract SqsSettings settings(ElasticMqServer server);

    @Override
    protected JobQueue fresh() {
        return open(settings(server));
    }

    /** The fresh one. */
    final SqsJobQueue queue() {
        return opened.getFirst();
    }

    private SqsJobQueue open(SqsSettings settings) {
        var made = new SqsJobQueue(settings, clock);
        opened.add(made);
        return made;
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
        server.pass(time);
    }

    @Override
    protected JobQueue unreachable() {
        return open(ElasticMqServer.settings("nowhere", ElasticMqServer.at(freePort()), Timeouts.USUAL));
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    final Job job(String id, Instant dueAt) {
        return new Job(id, Job.Kind.JUDGE, UUID.nameUUIDFromBytes(id.getBytes(UTF_8)), new OwnerId("anna"), dueAt);
    }

    final Job job(String id) {
        return job(id, clock.instant());
    }

    final List<Claimed> claim(int max) {
        return queue().claim(List.of(Job.Kind.JUDGE), max, VISIBILITY);
    }

    /** SQS keeps roughly the order of queueing, and none between the groups of a FIFO queue: due times mean nothing to it. */
    @Test
    @Override
    protected void the_longest_due_is_given_out_first_and_no_more_than_asked_for() {
        Instant now = clock.instant();
        queue().enqueue(List.of(
                job("b", now.minusSeconds(2)), job("c", now.minusSeconds(1)), job("a", now.minusSeconds(3))));
        List<Claimed> all = new ArrayList<>(claim(2));
        assertThat(all).hasSize(2);
        all.addAll(claim(2));
        assertThat(all).extracting(claimed -> claimed.job().id()).containsExactlyInAnyOrder("a", "b", "c");
    }

    /** What was given back for later is "not visible" to SQS, like what is worked on: it counts as claimed. */
    @Test
    @Override
    protected void depth_tells_what_waits_from_what_is_worked_on() {
        queue().enqueue(List.of(job("a"), job("b")));
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(2, 0, 0, 0));
        Claimed claimed = claim(1).getFirst();
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(1, 0, 1, 0));
        queue().release(claimed, Duration.ofSeconds(1));
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(1, 0, 1, 0));
        assertThat(claim(10)).hasSize(1);
        assertThat(queue().depth(Job.Kind.JUDGE)).isEqualTo(new Depth(0, 0, 2, 0));
        assertThat(queue().depth(Job.Kind.VERIFY)).isEqualTo(new Depth(0, 0, 0, 0));
    }
}
