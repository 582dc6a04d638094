package dev.safelight.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections that are used for too long. A read has a timeout of its own; a write to a peer that takes nothing has
 * none, in no driver, and would wait as long as the system lets it: for ever. Whoever was stuck finds the connection
 * broken.
 */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("safelight-watchdog").daemon().factory());

    Watchdog() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Ends {@code connection} after {@code limit} unless what is returned is cancelled before. */
    Future<?> watch(Connection connection, Duration limit) {
        return timer.schedule(() -> end(connection), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** On a thread of its own: to say goodbye may get stuck as well. */
    private static void end(Connection connection) {
        try {
            connection.abort(Thread::startVirtualThread);
        } catch (SQLException goneAlready) {
            LOG.trace("The connection was gone before it could be ended", goneAlready);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
