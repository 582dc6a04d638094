package dev.safelight.web.event;

import dev.safelight.application.event.EventLog;
import dev.safelight.domain.image.OwnerId;
import java.util.concurrent.Semaphore;

/**
 * Reads the log for those who have something to catch up with. After a restart that is everybody at once: a few at a time
 * go, so that the others do not take all connections to the database, or time out in the queue for them.
 */
final class LogReader {

    private static final int AT_ONCE = 4;

    private final EventLog log;
    private final Semaphore places = new Semaphore(AT_ONCE, /* fair= */ true);

    LogReader(EventLog log) {
        this.log = log;
    }

    /** The last event that anybody can have heard of. */
    long end() {
        return log.end();
    }

    EventLog.Page read(OwnerId owner, Scope scope, long after, int limit) {
        places.acquireUninterruptibly();
        try {
            return scope.subject()
                    .map(subject -> log.read(owner, subject, after, limit))
                    .orElseGet(() -> log.read(owner, after, limit));
        } finally {
            places.release();
        }
    }
}
