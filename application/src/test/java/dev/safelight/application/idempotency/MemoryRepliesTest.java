package dev.safelight.application.idempotency;

import dev.safelight.application.testing.Availability;

class MemoryRepliesTest extends RepliesContract {

    @Override
    protected Replies fresh() {
        return new MemoryReplies(clock, new Availability("the database"));
    }

    @Override
    protected Replies unreachable() {
        return new MemoryReplies(clock, Availability.alreadyDown("the database"));
    }
}
