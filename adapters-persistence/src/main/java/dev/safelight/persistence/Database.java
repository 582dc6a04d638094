package dev.safelight.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
 *
 * <p><b>Bad networks.</b> Each of {@link Timeouts} ends in an outage that passes, and gives the connection up:
 *
 * <ul>
 *   <li>no connection within {@code connect} (5 s), neither a new one nor one of the pool: nothing has happened;
 *   <li>the database gives up on a statement after {@code statement} (15 s): nothing has happened;
 *   <li>no answer for {@code network} (5 s) longer: <b>nobody knows</b> whether the statement happened;
 *   <li>the same longer again, for what no read waits for, such as a peer that takes nothing of what is sent: as before.
 * </ul>
 *
 * So a call ends within {@code connect + statement + 2 × network}, 30 s. Of the last two, as of a connection that is cut
 * before the answer, the caller does what it does on every outage: it tries again later. That is harmless, because each
 * write is one statement that either is conditional on what it changes (a version, a status, a lease's token, a receipt)
 * or inserts under a key that the caller chose. Done twice, the second one finds nothing to do or is told that the
 * first one won. {@link #together} makes one of two such, so that what an operator did is never there without its entry.
 *
 * <p>After a connection broke, all idle ones are made anew. When the network is back, the pool makes connections again
 * within 5 s, the longest pause between its attempts.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** How often a statement is run again that was chosen to die in a deadlock; each time at least one other gets on. */
    private static final int ATTEMPTS = 5;

    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);

    private final DatabaseConfig config;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Watchdog watchdog = new Watchdog();
    private final ScopedValue<Transaction> transaction = ScopedValue.newInstance();

    /** @param afterwards what is to be done when it has been committed */
    private record Transaction(Handle handle, List<Runnable> afterwards) {}

    private Database(DatabaseConfig config, HikariDataSource pool) {
        this.config = config;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    public static Database open(DatabaseConfig config) {
        return open(config, new HikariConfig());
    }

    /** @param observer is told by the pool how it is used */
    public static Database open(DatabaseConfig config, MetricsTrackerFactory observer) {
        HikariConfig settings = new HikariConfig();
        settings.setMetricsTrackerFactory(observer);
        return open(config, settings);
    }

    private static Database open(DatabaseConfig config, HikariConfig settings) {
        settings.setJdbcUrl(config.url());
        settings.setUsername(config.user());
        settings.setPassword(config.password());
        settings.setPoolName("safelight");
        settings.setMaximumPoolSize(config.poolSize());
        settings.setConnectionTimeout(config.timeouts().connect().toMillis());
        settings.setValidationTimeout(config.timeouts().alive().toMillis());
        settings.setInitializationFailTimeout(-1);
        // Said and not found out by the pool: when its first connection breaks at that question, it never asks again,
        // and
        // gives every later connection a level that there is not.
        settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        driverProperties(config).forEach((name, value) -> settings.addDataSourceProperty((String) name, value));
        return new Database(config, new HikariDataSource(settings));
    }

    private static Properties driverProperties(DatabaseConfig config) {
        Properties properties = networkProperties(config, config.timeouts().read());
        properties.setProperty(
                "options",
                "-c statement_timeout=" + config.timeouts().statement().toMillis());
        return properties;
    }

    /** @param silence of the database, after which a statement counts as lost */
    private static Properties networkProperties(DatabaseConfig config, Duration silence) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "safelight");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", seconds(config.timeouts().connect()));
        properties.setProperty("loginTimeout", seconds(config.timeouts().connect()));
        properties.setProperty("socketTimeout", seconds(silence));
        return properties;
    }

    /** The driver counts in whole seconds and takes none for no timeout at all. */
    private static String seconds(Duration timeout) {
        return String.valueOf(Math.max(1, timeout.plusMillis(999).toSeconds()));
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
            heal();
        } catch (FlywayException failure) {
            throw Outages.translate("migrating the database", failure);
        }
    }

    /** The numbers of events go on above those that are there, also in a cluster that was made anew from a dump. */
    private void heal() {
        run("numbering events", handle -> handle.execute("SELECT event_sequence_heal()"));
    }

    static Flyway flyway(DatabaseConfig config) {
        return Flyway.configure()
                .dataSource(config.url(), config.user(), config.password())
                .jdbcProperties(migrationProperties(config))
                .locations("classpath:dev/safelight/persistence/migrations")
                .load();
    }

    private static Map<String, String> migrationProperties(DatabaseConfig config) {
        Properties network = networkProperties(config, config.timeouts().migration());
        return network.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, network::getProperty));
    }

    /**
     * Runs {@code work} on a connection of its own that commits after each statement; within {@link #together}, on that
     * one.
     *
     * @param doing for the message of an outage
     */
    public <R> R run(String doing, Function<Handle, R> work) {
        return transaction.isBound()
                ? work.apply(transaction.get().handle())
                : run(doing, config.timeouts().use(), work);
    }

    /**
     * Makes one transaction of all that {@code work} runs here on this thread: it happens or it does not. Only for few
     * and short statements, and for what may be begun anew: when it collides with another, all of it is undone first.
     *
     * @param doing for the message of an outage
     */
    public <R> R together(String doing, Supplier<R> work) {
        List<Runnable> afterwards = new ArrayList<>();
        R result = run(doing, config.timeouts().use(), handle -> {
            afterwards.clear();
            return handle.inTransaction(opened -> ScopedValue.where(transaction, new Transaction(opened, afterwards))
                    .call(work::get));
        });
        afterwards.forEach(Runnable::run);
        return result;
    }

    /** Does it at once; within {@link #together} only when that has happened, and else never. */
    void afterwards(Runnable work) {
        if (transaction.isBound()) {
            transaction.get().afterwards().add(work);
        } else {
            work.run();
        }
    }

    private <R> R run(String doing, Duration limit, Function<Handle, R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.withHandle(handle -> watched(handle, limit, work));
            } catch (JdbiException failure) {
                // Nothing of the statement has happened then, so that running it again is safe.
                if (attempt == ATTEMPTS || !Outages.isCollision(failure)) {
                    throw outage(doing, failure);
                }
                LOG.debug("{}: collided, attempt {}", doing, attempt);
            }
        }
    }

    private <R> R watched(Handle handle, Duration limit, Function<Handle, R> work) {
        Future<?> watch = watchdog.watch(handle.getConnection(), limit);
        try {
            return work.apply(handle);
        } finally {
            watch.cancel(false);
        }
    }

    /** Where one connection broke, the others that lie idle are most likely dead too: better made anew than tried out. */
    private RuntimeException outage(String doing, JdbiException failure) {
        HikariPoolMXBean idle = pool.getHikariPoolMXBean();
        if (Outages.isNetwork(failure) && idle != null) {
            idle.softEvictConnections();
        }
        return Outages.translate(doing, failure);
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
                HEALTH_TIMEOUT,
                handle -> handle.createQuery(sql).mapTo(Integer.class).first());
    }

    /** Ends every connection, also those in use. To close twice is harmless. */
    @Override
    public void close() {
        pool.close();
        watchdog.close();
    }

    Timeouts timeouts() {
        return config.timeouts();
    }
}
