package dev.safelight.bootstrap.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own: real, durable, reachable from this machine only and with a password. It is a process
 * of its own that outlives ours when ours is killed; the next start finds it and goes on with it. The caller sees to it
 * that no two of us use one folder at once.
 *
 * <p>In the folder: {@code postgres/} the {@link Cluster}, {@code postgres-VERSION/} the programs, and
 * {@code postgres.log}.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String DATABASE = "safelight";
    private static final Duration COMING_UP = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int TRIES = 3;
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Cluster cluster;
    private final PostgresPrograms programs;
    private final Path log;
    private final int port;
    private boolean adopted;

    private EmbeddedPostgres(Cluster cluster, PostgresPrograms programs, Path log)
            throws IOException, InterruptedException {
        this.cluster = cluster;
        this.programs = programs;
        this.log = log;
        this.port = adoptOrLaunch();
    }

    /**
     * Starts the server whose data lies in {@code folder}, or finds it running. The first time takes some seconds.
     *
     * @throws IOException when that cannot be done, with a message for the operator
     */
    public static EmbeddedPostgres start(Path folder) throws IOException, InterruptedException {
        String version = version();
        PostgresPrograms programs = PostgresPrograms.in(PostgresBinaries.unpackedIn(folder, version));
        Cluster cluster = Cluster.in(folder, programs, version);
        EmbeddedPostgres postgres = new EmbeddedPostgres(cluster, programs, folder.resolve("postgres.log"));
        try {
            postgres.createDatabase();
            return postgres;
        } catch (SQLException failure) {
            postgres.close();
            throw new IOException("the embedded PostgreSQL does not work: " + failure.getMessage(), failure);
        }
    }

    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    public String user() {
        return Cluster.USER;
    }

    public String password() {
        return cluster.password();
    }

    /** Whether it was running before we came. */
    public boolean isAdopted() {
        return adopted;
    }

    /** Stops the server: connections are cut, what was committed stays. May be called twice. */
    @Override
    public void close() {
        try {
            if (cluster.pidFile().isPresent()) {
                programs.run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "15");
            }
        } catch (IOException failure) {
            LOG.warn("the embedded PostgreSQL did not stop; the next start will find it: {}", failure.getMessage());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries again, because the port may be taken just before PostgreSQL takes it, or a start of ours be under way. */
    private int adoptOrLaunch() throws IOException, InterruptedException {
        IOException failure = new IOException("not tried");
        for (int i = 0; i < TRIES; i++) {
            Optional<Integer> running = adopt();
            if (running.isPresent()) {
                adopted = true;
                return running.get();
            }
            try {
                return launch(freePort());
            } catch (IOException failed) {
                failure = failed;
            }
        }
        throw new IOException(
                "the embedded PostgreSQL does not start, see " + log + ": " + failure.getMessage(), failure);
    }

    /** The port of the server, if it runs: the process that started it was killed. */
    private Optional<Integer> adopt() throws IOException, InterruptedException {
        Optional<PidFile> left = cluster.pidFile();
        if (left.isEmpty()) {
            return Optional.empty();
        }
        if (!left.get().isAlive()) {
            // PostgreSQL clears it away itself, unless some other process has the number by now; then it would give up.
            Files.deleteIfExists(left.get().path());
            return Optional.empty();
        }
        int found = awaitReady();
        LOG.info("found the embedded PostgreSQL running, from before a crash");
        return Optional.of(found);
    }

    private int awaitReady() throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        String failure = "it does not say where it listens";
        for (long left = COMING_UP.dividedBy(LOOK_AGAIN); left > 0; left--) {
            Optional<Integer> where = cluster.pidFile().flatMap(PidFile::port);
            if (where.isPresent()) {
                try {
                    checkItIsOurs(where.get());
                    return where.get();
                } catch (SQLException notYet) {
                    failure = String.valueOf(notYet.getMessage());
                }
            }
            never.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
        throw new IOException("a PostgreSQL runs on " + cluster + " but does not answer: " + failure);
    }

    private void checkItIsOurs(int where) throws SQLException, IOException {
        try (Connection connection = connect(where);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW data_directory")) {
            answer.next();
            Path served = Path.of(answer.getString(1));
            if (!Files.isSameFile(served, cluster.path())) {
                throw new IOException("the PostgreSQL that " + cluster + " names serves " + served);
            }
        }
    }

    private int launch(int free) throws IOException, InterruptedException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
        String patience = Long.toString(COMING_UP.toSeconds());
        programs.run(
                "pg_ctl",
                "start",
                "-D",
                cluster.toString(),
                "-w",
                "-t",
                patience,
                "-l",
                log.toString(),
                "-o",
                options(free));
        return free;
    }

    /** Durable, local, and quiet. A shell reads this. */
    private static String options(int port) {
        return "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on"
                + " -c max_connections=100 -c timezone=UTC -c log_timezone=UTC -c log_checkpoints=off";
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            return found.next();
        }
    }

    private Connection connect(int where) throws SQLException {
        Properties who = new Properties();
        who.setProperty("user", user());
        who.setProperty("password", password());
        who.setProperty("connectTimeout", "5");
        who.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl(where, "postgres"), who);
    }

    /** Of our database on a server that runs. */
    static String jdbcUrl(int port) {
        return jdbcUrl(port, DATABASE);
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Of the programs that come with us. */
    static String version() throws IOException {
        try (InputStream in = EmbeddedPostgres.class.getResourceAsStream("/safelight.properties")) {
            Properties build = new Properties();
            build.load(in);
            return build.getProperty("postgres.version");
        }
    }
}
