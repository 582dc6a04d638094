package dev.safelight.queue.sqs;

import dev.safelight.application.HealthCheck;

/** Asks whether the queues are there and may be used. */
public final class SqsHealth implements HealthCheck {

    private final SqsJobQueue queue;

    public SqsHealth(SqsJobQueue queue) {
        this.queue = queue;
    }

    @Override
    public String name() {
        return "queue";
    }

    /** @throws dev.safelight.application.Outage when they are not */
    @Override
    public void check() {
        queue.probe();
    }
}
