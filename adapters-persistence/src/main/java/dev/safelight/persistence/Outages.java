package dev.safelight.persistence;

import dev.safelight.application.Outage;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one place that knows what a failure of the database means: an outage that passes, one that stays until somebody
 * acts, or a mistake of ours, which is left as it is. By SQLSTATE, see "PostgreSQL Error Codes" in its manual.
 */
final class Outages {

    private Outages() {}

    /** @return an {@link Outage}, or {@code failure} itself when it is none */
    static RuntimeException translate(String doing, RuntimeException failure) {
        Optional<Boolean> passes =
                causes(failure).flatMap(cause -> passes(cause).stream()).reduce(Boolean::logicalAnd);
        if (passes.isEmpty()) {
            return failure;
        }
        if (causes(failure).anyMatch(InterruptedException.class::isInstance)) {
            Thread.currentThread().interrupt();
        }
        return passes.get() ? Outage.passing(doing, failure) : Outage.lasting(doing, failure);
    }

    /** Whether the database ended a statement because it got in the way of another. */
    static boolean isCollision(RuntimeException failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && ("40P01".equals(sql.getSQLState()) || "40001".equals(sql.getSQLState())));
    }

    /** Whether a connection broke or could not be made. */
    static boolean isNetwork(RuntimeException failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && sql.getSQLState().startsWith("08"));
    }

    private static Optional<Boolean> passes(Throwable cause) {
        return switch (cause) {
            case SQLException sql when sql.getSQLState() != null -> passes(sql.getSQLState());
            // The pool: no connection became free, we were interrupted while waiting for one, or it is closed.
            case SQLTransientConnectionException pool -> Optional.of(true);
            case SQLException pool when pool.getClass() == SQLException.class -> Optional.of(true);
            case SocketTimeoutException silence -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> passes(String state) {
        return switch (state.substring(0, 2)) {
            case "08" -> Optional.of(true); // the connection broke
            case "53" -> Optional.of(true); // out of connections, memory or disk
            case "57" -> Optional.of(true); // shutting down, starting up, or the statement took too long
            case "58" -> Optional.of(true); // the machine below it fails
            case "40" -> Optional.of(true); // collided again and again
            case "28" -> Optional.of(false); // who we say we are is not believed
            case "3D", "3F" -> Optional.of(false); // no such database, no such schema
            default ->
                switch (state) {
                    case "25006" -> Optional.of(true); // read-only: in the middle of a failover
                    case "55000" -> Optional.of(true); // the database is closed for new connections
                    case "55P03" -> Optional.of(true); // somebody holds a lock for too long
                    case "42501", "42P01" -> Optional.of(false); // a right or a table is missing
                    default -> Optional.empty();
                };
        };
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
