package dev.safelight.persistence;

import java.time.Duration;

/**
 * Which database, and how patiently.
 *
 * @param url as JDBC has it, {@code jdbc:postgresql://host:port/name}
 * @param poolSize connections kept for statements, at least 1; two more are used to listen and to migrate
 */
public record DatabaseConfig(String url, String user, String password, int poolSize, Timeouts timeouts) {

    /** With the usual timeouts but for these two of {@link Timeouts}. */
    public DatabaseConfig(
            String url, String user, String password, int poolSize, Duration connect, Duration statement) {
        this(url, user, password, poolSize, Timeouts.of(connect, statement));
    }

    /** With the waiting times that suit most. */
    public static DatabaseConfig of(String url, String user, String password, int poolSize) {
        return new DatabaseConfig(url, user, password, poolSize, Timeouts.defaults());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url + " as " + user + ", " + poolSize + " connections";
    }
}
