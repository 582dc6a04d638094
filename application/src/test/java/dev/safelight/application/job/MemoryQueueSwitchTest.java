package dev.safelight.application.job;

import dev.safelight.application.testing.Availability;

class MemoryQueueSwitchTest extends QueueSwitchContract<MemoryJobQueue> {

    @Override
    protected MemoryJobQueue fresh() {
        return new MemoryJobQueue(clock, new Availability("the queue"));
    }
}
