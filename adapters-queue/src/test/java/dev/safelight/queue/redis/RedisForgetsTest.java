package dev.safelight.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.job.JobQueue.Depth;
import dev.safelight.application.testing.TestClock;
import io.lettuce.core.RedisClient;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever Redis forgets, and whenever: what is rung for again is given out, and nothing fails for longer than that takes. */
class RedisForgetsTest {

    @RegisterExtension
    static final RedisQueues REDIS = new RedisQueues();

    private final TestClock clock = new TestClock();
    private final TestJobs jobs = new TestJobs(clock);
    private RedisJobQueue queue;

    @BeforeEach
    void begin() {
        REDIS.server().restartEmpty();
        queue = REDIS.fresh(clock);
    }

    private void operator(Consumer<io.lettuce.core.api.sync.RedisCommands<String, String>> does) {
        try (RedisClient client = RedisClient.create(REDIS.server().uri());
                var connection = client.connect()) {
            does.accept(connection.sync());
        }
    }

    private void assertWorks() {
        Job job = jobs.next();
        queue.enqueue(List.of(job));
        List<Claimed> claimed = queue.claim(TestJobs.KINDS, 10, TestJobs.VISIBILITY);
        assertThat(claimed).extracting(Claimed::job).containsExactly(job);
        queue.complete(claimed);
        assertThat(queue.depth(job.kind())).isEqualTo(new Depth(0, 0, 0, 0));
    }

    private void assertWorksSoon() {
        Awaitility.await().ignoreExceptionsInstanceOf(Outage.class).until(() -> {
            queue.probe();
            return true;
        });
        assertWorks();
    }

    @Test
    void after_flushall_receipts_are_void_and_what_is_rung_for_anew_is_given_out() {
        Job held = jobs.next();
        Job waiting = jobs.next();
        queue.enqueue(List.of(held));
        Claimed claimed = queue.claim(TestJobs.KINDS, 1, TestJobs.VISIBILITY).getFirst();
        queue.enqueue(List.of(waiting));

        operator(redis -> redis.flushall());

        assertThat(queue.extend(claimed, TestJobs.VISIBILITY)).isFalse();
        queue.complete(List.of(claimed));
        queue.release(claimed, TestJobs.VISIBILITY);
        assertThat(queue.claim(TestJobs.KINDS, 10, TestJobs.VISIBILITY)).isEmpty();
        queue.enqueue(List.of(held, waiting));
        assertThat(queue.claim(TestJobs.KINDS, 10, TestJobs.VISIBILITY))
                .extracting(Claimed::job)
                .containsExactlyInAnyOrder(held, waiting);
    }

    @Test
    void a_script_that_the_server_forgot_is_loaded_again() {
        assertWorks();
        operator(redis -> redis.scriptFlush());
        assertWorks();
    }

    @Test
    void after_a_crash_an_empty_server_is_as_good_as_any() {
        assertWorks();
        REDIS.server().kill();
        assertThatThrownBy(() -> queue.enqueue(List.of(jobs.next())))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
        REDIS.server().restartEmpty();
        assertWorksSoon();
    }

    @Test
    void after_a_stop_in_good_order_too() {
        assertWorks();
        REDIS.server().stop();
        assertThatThrownBy(() -> queue.claim(TestJobs.KINDS, 1, TestJobs.VISIBILITY))
                .isInstanceOf(Outage.class);
        REDIS.server().restartEmpty();
        assertWorksSoon();
    }

    @Test
    void a_queue_that_was_made_while_the_server_was_away_works_when_it_is_there() {
        REDIS.server().kill();
        RedisJobQueue early = REDIS.fresh(clock);
        assertThatThrownBy(() -> early.enqueue(List.of(jobs.next()))).isInstanceOf(Outage.class);
        REDIS.server().restartEmpty();
        queue = early;
        assertWorksSoon();
    }

    @Test
    void a_server_that_becomes_a_replica_is_an_outage_until_there_is_a_primary() {
        assertWorks();
        operator(redis -> redis.replicaof("127.0.0.1", 1));
        assertThatThrownBy(() -> queue.claim(TestJobs.KINDS, 1, TestJobs.VISIBILITY))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
        assertThatThrownBy(() -> new RedisHealth(queue).check()).isInstanceOf(Outage.class);
        operator(redis -> redis.replicaofNoOne());
        assertWorksSoon();
        new RedisHealth(queue).check();
    }

    @Test
    void somebody_elses_data_under_our_keys_is_an_outage_that_lasts() {
        Job job = jobs.next();
        queue.enqueue(List.of(job));
        operator(redis -> redis.keys("*:waiting").forEach(key -> {
            redis.del(key);
            redis.set(key, "something else");
        }));
        assertThatThrownBy(() -> queue.claim(TestJobs.KINDS, 1, TestJobs.VISIBILITY))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isFalse());
    }
}
