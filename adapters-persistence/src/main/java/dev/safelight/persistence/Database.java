package dev.safelight.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to PostgreSQL (14 or newer). Opening does not connect: a process may start before its database.
 * Whatever goes wrong on a connection leaves here as an {@link dev.safelight.application.Outage} or, if it can only be
 * a mistake of ours, as it is. Safe for any number of threads.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** How often a statement is run again that was chosen to die in a deadlock; each time at least one other gets on. */
    private static final int ATTEMPTS = 5;

    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);

    private final DatabaseConfig config;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseConfig config, HikariDataSource pool) {
        this.config = config;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    public static Database open(DatabaseConfig config) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(config.url());
        settings.setUsername(config.user());
        settings.setPassword(config.password());
        settings.setPoolName("safelight");
        settings.setMaximumPoolSize(config.poolSize());
        settings.setConnectionTimeout(config.connectTimeout().toMillis());
        settings.setInitializationFailTimeout(-1);
        driverProperties(config).forEach((name, value) -> settings.addDataSourceProperty((String) name, value));
        return new Database(config, new HikariDataSource(settings));
    }

    private static Properties driverProperties(DatabaseConfig config) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "safelight");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", connectSeconds(config));
        properties.setProperty("loginTimeout", connectSeconds(config));
        // The database gives up first; a socket that stays silent even longer belongs to a dead machine.
        properties.setProperty(
                "socketTimeout",
                String.valueOf(config.statementTimeout().plusSeconds(5).toSeconds()));
        properties.setProperty(
                "options", "-c statement_timeout=" + config.statementTimeout().toMillis());
        return properties;
    }

    private static String connectSeconds(DatabaseConfig config) {
        return String.valueOf(Math.max(1, config.connectTimeout().toSeconds()));
    }

    /**
     * Brings the schema up to date. Any number of processes may do this at once: one works, the others wait for it. On
     * connections of its own: it needs several at once, and a statement may take longer there than anywhere else.
     *
     * @throws dev.safelight.application.Outage when the database cannot be reached
     */
    public void migrate() {
        try {
            flyway(config).migrate();
        } catch (FlywayException failure) {
            throw Outages.translate("migrating the database", failure);
        }
    }

    static Flyway flyway(DatabaseConfig config) {
        return Flyway.configure()
                .dataSource(config.url(), config.user(), config.password())
                .jdbcProperties(Map.of("ApplicationName", "safelight", "connectTimeout", connectSeconds(config)))
                .locations("classpath:dev/safelight/persistence/migrations")
                .load();
    }

    /**
     * Runs {@code work} on a connection of its own that commits after each statement.
     *
     * @param doing for the message of an outage
     */
    public <R> R run(String doing, Function<Handle, R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.withHandle(work::apply);
            } catch (JdbiException failure) {
                // Nothing of the statement has happened then, so that running it again is safe.
                if (attempt == ATTEMPTS || !Outages.isCollision(failure)) {
                    throw Outages.translate(doing, failure);
                }
                LOG.debug("{}: collided, attempt {}", doing, attempt);
            }
        }
    }

    /** A connection outside the pool, for who keeps it: to listen. The caller closes it. */
    public Connection dedicated() throws SQLException {
        return connect(config);
    }

    /** One connection such as the pool makes them. The caller closes it. */
    static Connection connect(DatabaseConfig config) throws SQLException {
        Properties properties = driverProperties(config);
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        return DriverManager.getConnection(config.url(), properties);
    }

    /** @throws RuntimeException unless the statement {@code sql} works, within 2 s once a connection is free */
    void check(String doing, String sql) {
        run(
                doing,
                handle -> handle.createQuery(sql)
                        .setQueryTimeout((int) HEALTH_TIMEOUT.toSeconds())
                        .mapTo(Integer.class)
                        .first());
    }

    /** Ends every connection, also those in use. To close twice is harmless. */
    @Override
    public void close() {
        pool.close();
    }
}
