package dev.safelight.queue.redis;

import dev.safelight.application.job.QueueSwitchContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisQueueSwitchTest extends QueueSwitchContract<RedisJobQueue> {

    @RegisterExtension
    static final RedisQueues REDIS = new RedisQueues();

    @Override
    protected RedisJobQueue fresh() {
        return REDIS.fresh(clock);
    }
}
