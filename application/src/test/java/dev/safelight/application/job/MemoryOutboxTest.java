package dev.safelight.application.job;

import dev.safelight.application.testing.Availability;

class MemoryOutboxTest extends OutboxContract {

    @Override
    protected MemoryJobQueue fresh() {
        return new MemoryJobQueue(clock, new Availability("the queue"));
    }
}
