package dev.safelight.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests: one server for the whole run, one database for each who asks. The server ends with the
 * process; what is in it need not survive, so it does not wait for the disk.
 */
public final class TestDatabase implements AutoCloseable {

    private static final int CONNECTIONS = 12;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final DatabaseConfig config;
    private final Database database;

    private TestDatabase(DatabaseConfig config) {
        this.config = config;
        this.database = Database.open(config);
    }

    /** A database with our schema and nothing in it. */
    public static TestDatabase create() {
        String name = "test_" + COUNT.incrementAndGet();
        execute(Server.url("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + Server.TEMPLATE);
        return new TestDatabase(configOf(name));
    }

    /** The address of a database with nothing in it, not even our schema. */
    public static DatabaseConfig createEmpty() {
        String name = "test_" + COUNT.incrementAndGet();
        execute(Server.url("postgres"), "CREATE DATABASE " + name);
        return configOf(name);
    }

    private static DatabaseConfig configOf(String name) {
        return DatabaseConfig.of(Server.url(name), "postgres", "postgres", CONNECTIONS);
    }

    public Database database() {
        return database;
    }

    /** For another process on the same database. */
    public DatabaseConfig config() {
        return config;
    }

    /** Takes everything out again, between two tests. */
    public void clear() {
        execute(
                "TRUNCATE image, download, event, job, dead_letter, paused_kind, photo_set, owner, discard, reply, secret,"
                        + " api_key, handover");
        execute("UPDATE event_log SET forgotten = 0");
        execute("TRUNCATE webhook, delivery, audit");
    }

    /** Runs one statement as a superuser. */
    public void execute(String sql) {
        execute(config.url(), sql);
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /** Started when first asked for. */
    private static final class Server {

        static final String TEMPLATE = "template_safelight";

        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                TestDatabase.execute(url(postgres, "postgres"), "CREATE DATABASE " + TEMPLATE);
                try (Database template =
                        Database.open(DatabaseConfig.of(url(postgres, TEMPLATE), "postgres", "postgres", 2))) {
                    template.migrate();
                }
                return postgres;
            } catch (IOException failure) {
                throw new UncheckedIOException("the database for the tests did not start", failure);
            }
        }

        static String url(String name) {
            return url(POSTGRES, name);
        }

        private static String url(EmbeddedPostgres postgres, String name) {
            return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name;
        }
    }
}
