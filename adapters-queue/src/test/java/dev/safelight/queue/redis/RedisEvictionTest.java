package dev.safelight.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.job.JobQueue.Depth;
import dev.safelight.application.testing.TestClock;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server without room: what it does not take is told, and what it drops leaves nothing behind that hinders. */
class RedisEvictionTest {

    private static final int STEPS = 300;
    private static final int DIFFERENT_JOBS = 30;

    @RegisterExtension
    static final RedisQueues REDIS = new RedisQueues();

    private final TestClock clock = new TestClock();
    private final TestJobs jobs = new TestJobs(clock);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whichever_keys_vanish_no_job_is_stuck_and_none_undead(long seed) {
        RedisJobQueue queue = REDIS.fresh(clock);
        try (RedisClient client = RedisClient.create(REDIS.server().uri());
                var connection = client.connect()) {
            List<Job> all = jobs.next(DIFFERENT_JOBS);
            connection.sync().flushall();
            live(queue, all, connection.sync(), new Random(seed));

            drain(queue);
            assertThat(connection.sync().keys("*")).allMatch(key -> key.contains(":taken:"));

            live(queue, all, connection.sync(), new Random(-seed));
            queue.enqueue(all);
            assertThat(drain(queue)).hasSize(DIFFERENT_JOBS);
            assertThat(queue.depth(Job.Kind.JUDGE)).isEqualTo(new Depth(0, 0, 0, 0));
        }
    }

    /** Queues, takes, finishes, gives back and forgets, with a key lost here and there. */
    private void live(RedisJobQueue queue, List<Job> all, RedisCommands<String, String> redis, Random random) {
        List<Claimed> held = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(7)) {
                case 0, 1 -> queue.enqueue(List.of(any(all, random), any(all, random)));
                case 2, 3 -> held.addAll(queue.claim(TestJobs.KINDS, 1 + random.nextInt(5), TestJobs.VISIBILITY));
                case 4 -> answer(queue, held, random);
                case 5 -> clock.advance(Duration.ofSeconds(random.nextInt(15)));
                default -> {
                    List<String> keys = redis.keys("*").stream().sorted().toList();
                    if (!keys.isEmpty()) {
                        redis.del(any(keys, random));
                    }
                }
            }
        }
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static void answer(RedisJobQueue queue, List<Claimed> held, Random random) {
        if (!held.isEmpty()) {
            Claimed claimed = held.remove(random.nextInt(held.size()));
            switch (random.nextInt(3)) {
                case 0 -> queue.complete(List.of(claimed));
                case 1 -> queue.release(claimed, Duration.ofSeconds(random.nextInt(10)));
                default -> queue.extend(claimed, TestJobs.VISIBILITY);
            }
        }
    }

    /**
     * Works until nothing comes any more, however long one waits; says which jobs there were. A claim that meets nothing
     * but halves gives nothing, and there may be more.
     */
    private Set<String> drain(RedisJobQueue queue) {
        Set<String> done = new HashSet<>();
        List<Claimed> claimed;
        do {
            clock.advance(TestJobs.VISIBILITY);
            claimed = queue.claim(TestJobs.KINDS, 100, TestJobs.VISIBILITY);
            claimed.forEach(one -> done.add(one.job().id()));
            queue.complete(claimed);
        } while (!claimed.isEmpty() || queue.depth(Job.Kind.JUDGE).ready() > 0);
        return done;
    }

    @Test
    void a_full_server_takes_no_more_and_can_be_worked_off() {
        try (DisposableRedis small = DisposableRedis.start("--maxmemory", "3mb", "--maxmemory-policy", "noeviction")) {
            RedisJobQueue queue = REDIS.at(small.uri(), "small", clock);
            assertThatThrownBy(() -> fill(queue))
                    .isInstanceOfSatisfying(
                            Outage.class,
                            outage -> assertThat(outage.retryHelps()).isTrue());
            long queued = queue.depth(Job.Kind.JUDGE).ready();

            assertThat(drain(queue)).hasSize((int) queued);

            queue.enqueue(jobs.next(100));
            assertThat(drain(queue)).hasSize(100);
        }
    }

    private void fill(RedisJobQueue queue) {
        for (int i = 0; i < 1000; i++) {
            queue.enqueue(jobs.next(100));
        }
    }

    @Test
    void under_an_eviction_policy_everything_goes_on() {
        try (DisposableRedis small =
                DisposableRedis.start("--maxmemory", "3mb", "--maxmemory-policy", "allkeys-random")) {
            RedisJobQueue queue = REDIS.at(small.uri(), "small", clock);
            for (int i = 0; i < 300; i++) {
                queue.enqueue(jobs.next(100));
                queue.complete(queue.claim(TestJobs.KINDS, 50, TestJobs.VISIBILITY));
            }
            drain(queue);

            makeRoom(small);
            queue.enqueue(jobs.next(10));
            assertThat(drain(queue)).hasSize(10);
        }
    }

    private static void makeRoom(DisposableRedis server) {
        try (RedisClient client = RedisClient.create(server.uri());
                var connection = client.connect()) {
            connection.sync().configSet("maxmemory", "0");
        }
    }
}
