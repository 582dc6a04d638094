package dev.safelight.application.job;

import dev.safelight.application.testing.Availability;

class MemoryJobQueueTest extends JobQueueContract {

    @Override
    protected JobQueue fresh() {
        return new MemoryJobQueue(clock, new Availability("the queue"));
    }

    @Override
    protected JobQueue unreachable() {
        return new MemoryJobQueue(clock, Availability.alreadyDown("the queue"));
    }
}
