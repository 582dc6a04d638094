package dev.safelight.application.job;

import dev.safelight.application.testing.Availability;

class MemoryQueueAgesTest extends QueueAgesContract {

    @Override
    protected World fresh() {
        MemoryJobQueue queue = new MemoryJobQueue(clock, new Availability("the queue"));
        return new World(queue, queue);
    }
}
