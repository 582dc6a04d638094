package dev.safelight.application.event;

import dev.safelight.application.testing.Availability;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.Optional;

class MemoryEventLogTest extends EventLogContract {

    private MemoryEventLog log = new MemoryEventLog(new Availability("the database"));

    @Override
    protected EventLog fresh() {
        log = new MemoryEventLog(new Availability("the database"));
        return log;
    }

    @Override
    protected void tell(EventType type, OwnerId owner, String subject, Instant time, Optional<Event.Move> move) {
        log.tell(type, owner, subject, time, move, Optional.empty());
    }
}
