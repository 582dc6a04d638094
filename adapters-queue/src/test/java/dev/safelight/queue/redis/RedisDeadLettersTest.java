package dev.safelight.queue.redis;

import dev.safelight.application.job.DeadLettersContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisDeadLettersTest extends DeadLettersContract<RedisJobQueue> {

    @RegisterExtension
    static final RedisQueues REDIS = new RedisQueues();

    @Override
    protected RedisJobQueue fresh() {
        return REDIS.fresh(clock);
    }
}
