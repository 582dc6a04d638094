package dev.safelight.queue.redis;

import dev.safelight.application.job.DeadLettersContract;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.JobQueueContract;
import dev.safelight.application.job.QueueSwitchContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contracts on the Redis that is installed on this machine, if there is one: a newer one than the tests bring along. */
@EnabledIf("isInstalled")
class InstalledRedisTest {

    private static DisposableRedis start() {
        return DisposableRedis.start(DisposableRedis.installed().orElseThrow());
    }

    static boolean isInstalled() {
        return DisposableRedis.installed().isPresent();
    }

    @Nested
    class AsJobQueue extends JobQueueContract {

        @RegisterExtension
        static final RedisQueues REDIS = new RedisQueues(InstalledRedisTest::start);

        @Override
        protected JobQueue fresh() {
            return REDIS.fresh(clock);
        }

        @Override
        protected JobQueue unreachable() {
            return REDIS.unreachable(clock);
        }
    }

    @Nested
    class AsDeadLetters extends DeadLettersContract<RedisJobQueue> {

        @RegisterExtension
        static final RedisQueues REDIS = new RedisQueues(InstalledRedisTest::start);

        @Override
        protected RedisJobQueue fresh() {
            return REDIS.fresh(clock);
        }
    }

    @Nested
    class AsSwitch extends QueueSwitchContract<RedisJobQueue> {

        @RegisterExtension
        static final RedisQueues REDIS = new RedisQueues(InstalledRedisTest::start);

        @Override
        protected RedisJobQueue fresh() {
            return REDIS.fresh(clock);
        }
    }
}
