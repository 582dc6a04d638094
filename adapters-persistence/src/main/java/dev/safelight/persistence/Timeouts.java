package dev.safelight.persistence;

import java.time.Duration;

/**
 * How patient we are with the database and with the network before it.
 *
 * @param connect for a connection to be made, and for one of the pool to become free
 * @param statement after which the database itself gives up on a statement; nothing of it has happened then
 * @param network how much longer the answer may stay out before the connection counts as broken: then nobody knows
 *     whether the statement happened
 * @param silence after which a connection that only listens is asked whether it is still there
 * @param migration after which a statement of a migration that stays unanswered is given up
 */
public record Timeouts(Duration connect, Duration statement, Duration network, Duration silence, Duration migration) {

    private static final Duration NETWORK = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration MIGRATION = Duration.ofMinutes(30);

    /** The shortest that the pool takes for asking a connection whether it is alive. */
    private static final Duration SHORTEST = Duration.ofMillis(250);

    /** Those that suit most: 5 s to connect, 15 s for a statement. */
    public static Timeouts defaults() {
        return of(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /** The usual ones but for these two. */
    public static Timeouts of(Duration connect, Duration statement) {
        return new Timeouts(connect, statement, NETWORK, SILENCE, MIGRATION);
    }

    /** After which a read from a connection has failed. */
    Duration read() {
        return statement.plus(network);
    }

    /** After which a connection is ended under whoever still uses it: longer than any single read. */
    Duration use() {
        return read().plus(network);
    }

    /** For a connection from the pool to say that it is alive; short, so that a caller gets past several dead ones. */
    Duration alive() {
        Duration part = connect.dividedBy(4);
        return part.compareTo(SHORTEST) < 0 ? SHORTEST : part;
    }
}
