package dev.safelight.queue.redis;

import dev.safelight.application.HealthCheck;

/** Asks the queue whether it can be reached and written to. */
public final class RedisHealth implements HealthCheck {

    private final RedisJobQueue queue;

    public RedisHealth(RedisJobQueue queue) {
        this.queue = queue;
    }

    @Override
    public String name() {
        return "queue";
    }

    /** @throws dev.safelight.application.Outage when it cannot */
    @Override
    public void check() {
        queue.probe();
    }
}
