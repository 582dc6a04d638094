package dev.safelight.persistence;

import java.time.Duration;

/**
 * Which database, and how patiently.
 *
 * @param url as JDBC has it, {@code jdbc:postgresql://host:port/name}
 * @param poolSize connections kept for statements, at least 1; two more are used to listen and to migrate
 * @param connectTimeout for a connection to be made, and for one of the pool to become free
 * @param statementTimeout after which the database itself gives up on a statement
 */
public record DatabaseConfig(
        String url, String user, String password, int poolSize, Duration connectTimeout, Duration statementTimeout) {

    /** With the waiting times that suit most. */
    public static DatabaseConfig of(String url, String user, String password, int poolSize) {
        return new DatabaseConfig(url, user, password, poolSize, Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url + " as " + user + ", " + poolSize + " connections";
    }
}
