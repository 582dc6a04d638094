package dev.safelight.queue.redis;

import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.JobQueueContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisJobQueueTest extends JobQueueContract {

    @RegisterExtension
    static final RedisQueues REDIS = new RedisQueues();

    @Override
    protected JobQueue fresh() {
        return REDIS.fresh(clock);
    }

    @Override
    protected JobQueue unreachable() {
        return REDIS.unreachable(clock);
    }
}
