package dev.safelight.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.job.JobQueue.Depth;
import dev.safelight.application.testing.ChaosProxy;
import dev.safelight.application.testing.ChaosProxy.Direction;
import dev.safelight.application.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the way to Redis does, a call ends, says the truth, and later ones work. */
@Timeout(60)
class RedisBadNetworkTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @RegisterExtension
    static final RedisQueues REDIS = new RedisQueues();

    private final TestClock clock = new TestClock();
    private final TestJobs jobs = new TestJobs(clock);
    private ChaosProxy network;

    @BeforeEach
    void begin() {
        network = ChaosProxy.before(REDIS.server().host(), REDIS.server().port());
    }

    @AfterEach
    void end() {
        network.close();
    }

    private RedisJobQueue queue(Duration timeout) {
        RedisJobQueue direct = REDIS.fresh(clock);
        var settings = new RedisSettings("redis://127.0.0.1:" + network.port(), direct.prefix(), timeout);
        return REDIS.at(settings, clock);
    }

    private RedisJobQueue direct(RedisJobQueue other) {
        return REDIS.at(REDIS.server().uri(), other.prefix(), clock);
    }

    private List<Claimed> claim(RedisJobQueue queue, int max) {
        return queue.claim(TestJobs.KINDS, max, TestJobs.VISIBILITY);
    }

    private static void assertPasses(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
    }

    private static void untilItWorks(RedisJobQueue queue) {
        Awaitility.await().ignoreExceptionsInstanceOf(Outage.class).until(() -> {
            queue.probe();
            return true;
        });
    }

    @Test
    void a_slow_network_is_slow_and_nothing_else() {
        RedisJobQueue queue = queue(RedisQueues.TIMEOUT);
        network.delay(Duration.ofMillis(20));
        Job job = jobs.next();
        queue.enqueue(List.of(job));
        List<Claimed> claimed = claim(queue, 1);
        assertThat(claimed).extracting(Claimed::job).containsExactly(job);
        queue.complete(claimed);
        assertThat(queue.depth(Job.Kind.JUDGE)).isEqualTo(new Depth(0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_command_whose_answer_was_lost_can_be_repeated_and_does_what_it_does_once(boolean reset) throws Exception {
        RedisJobQueue queue = queue(RedisQueues.TIMEOUT);
        queue.enqueue(jobs.next(10));

        List<Claimed> claimed = twice(queue, reset, () -> claim(queue, 5));
        assertThat(claimed).hasSize(5);
        assertThat(queue.depth(Job.Kind.JUDGE)).isEqualTo(new Depth(5, 0, 5, 0));

        twice(queue, reset, () -> {
            queue.complete(claimed.subList(0, 3));
            return true;
        });
        assertThat(queue.depth(Job.Kind.JUDGE)).isEqualTo(new Depth(5, 0, 2, 0));

        assertThat(twice(queue, reset, () -> queue.extend(claimed.get(3), TestJobs.VISIBILITY)))
                .isTrue();
        twice(queue, reset, () -> {
            queue.release(claimed.get(3), TestJobs.VISIBILITY);
            return true;
        });
        assertThat(queue.depth(Job.Kind.JUDGE)).isEqualTo(new Depth(5, 1, 1, 0));

        List<Job> more = jobs.next(4);
        twice(queue, reset, () -> {
            queue.enqueue(more);
            return true;
        });
        assertThat(queue.depth(Job.Kind.JUDGE)).isEqualTo(new Depth(9, 1, 1, 0));
    }

    /** The connection ends when the server has answered, before it is heard; then the caller tries again. */
    private <T> T twice(RedisJobQueue queue, boolean reset, Callable<T> call) throws Exception {
        if (reset) {
            network.resetAfter(Direction.TO_CLIENT, 0);
        } else {
            network.closeAfter(Direction.TO_CLIENT, 0);
        }
        assertThatThrownBy(call::call).isInstanceOf(Outage.class);
        network.pass();
        untilItWorks(queue);
        return call.call();
    }

    @Test
    void what_a_claim_took_that_was_never_answered_is_given_to_the_next_one() {
        RedisJobQueue queue = queue(SHORT);
        queue.enqueue(jobs.next(10));
        network.stall();
        assertPasses(() -> claim(queue, 5));
        network.pass();
        untilItWorks(queue);
        assertThat(claim(queue, 5)).hasSize(5);
        assertThat(direct(queue).depth(Job.Kind.JUDGE)).isEqualTo(new Depth(5, 0, 5, 0));
    }

    @Test
    void so_is_what_one_took_whose_answer_was_torn_off() {
        RedisJobQueue queue = queue(RedisQueues.TIMEOUT);
        queue.enqueue(jobs.next(10));
        network.resetAfter(Direction.TO_CLIENT, 20);
        assertPasses(() -> claim(queue, 5));
        network.pass();
        untilItWorks(queue);
        assertThat(claim(queue, 5)).hasSize(5);
        assertThat(queue.depth(Job.Kind.JUDGE)).isEqualTo(new Depth(5, 0, 5, 0));
    }

    @Test
    void a_network_that_stands_still_is_an_outage_until_it_moves() {
        RedisJobQueue queue = queue(SHORT);
        queue.probe();
        network.stall();
        assertPasses(() -> queue.enqueue(jobs.next(1)));
        assertPasses(() -> queue.depth(Job.Kind.JUDGE));
        assertPasses(queue::paused);
        network.pass();
        untilItWorks(queue);
        queue.enqueue(jobs.next(1));
    }

    @Test
    void a_network_that_refuses_is_an_outage_until_it_does_not() {
        RedisJobQueue queue = queue(SHORT);
        network.refuse();
        assertPasses(queue::probe);
        network.pass();
        untilItWorks(queue);
        network.refuse();
        assertPasses(queue::probe);
        network.pass();
        untilItWorks(queue);
    }

    @Test
    void when_the_server_vanishes_without_a_word_another_connection_is_made() {
        RedisJobQueue queue = queue(SHORT);
        queue.probe();
        network.vanish();
        assertPasses(queue::probe);
        network.pass();
        untilItWorks(queue);
        queue.enqueue(jobs.next(1));
        assertThat(claim(queue, 1)).hasSize(1);
    }

    @Test
    void who_waits_looks_again_when_the_connection_is_back() throws Exception {
        RedisJobQueue queue = queue(RedisQueues.TIMEOUT);
        RedisJobQueue direct = direct(queue);
        CountDownLatch waiting = new CountDownLatch(1);
        var found = new CompletableFuture<List<Claimed>>();
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                List<Claimed> claimed = List.of();
                while (claimed.isEmpty()) {
                    claimed = claimOrWait(queue, waiting);
                }
                found.complete(claimed);
            } catch (InterruptedException failure) {
                found.completeExceptionally(failure);
            }
        });
        waiting.await();
        network.refuse();
        Awaitility.await().until(() -> network.connections() == 0);
        direct.enqueue(jobs.next(1));
        network.pass();
        assertThat(found.get(50, TimeUnit.SECONDS)).hasSize(1);
        worker.join();
    }

    private List<Claimed> claimOrWait(RedisJobQueue queue, CountDownLatch waiting) throws InterruptedException {
        try {
            List<Claimed> claimed = claim(queue, 1);
            if (claimed.isEmpty()) {
                waiting.countDown();
                queue.await(TestJobs.KINDS, Duration.ofMinutes(2));
            }
            return claimed;
        } catch (Outage outage) {
            TimeUnit.MILLISECONDS.sleep(10);
            return List.of();
        }
    }
}
