package dev.safelight.persistence;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Checkup;
import dev.safelight.application.doctor.Notes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a database whether it is one for us. Writes nothing, and leaves the schema as it is. It takes two connections at
 * most, made as a Safelight makes them.
 */
public final class DatabaseCheckup implements Checkup {

    /** Comparing fingerprints needs bit_count. */
    private static final int OLDEST = 140_000;

    private static final int BESIDE_THE_POOL = 2;
    private static final Duration NOTABLE = Duration.ofSeconds(5);
    private static final Duration TOO_MUCH = Duration.ofMinutes(1);

    private final DatabaseConfig config;
    private final InstantSource clock;

    public DatabaseCheckup(DatabaseConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Judges facts. */
    private interface Judgement {
        void of(DatabaseFacts facts, Notes notes);
    }

    @Override
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>(List.of(
                Check.vital("database.reachable", this::reachable),
                Check.vital("database.version", judged(this::version)),
                Check.of("database.encoding", judged(this::encoding)),
                Check.of("database.writable", judged(this::writable)),
                Check.of("database.rights", judged(this::rights)),
                Check.of("database.clock", judged(this::clock)),
                Check.of("database.connections", judged(this::connections)),
                Check.of("database.durability", judged(this::durability)),
                Check.of("database.encryption", judged(this::encryption)),
                Check.of("database.statement-timeout", judged(this::statementTimeout))));
        checks.addAll(new PoolerChecks(config).checks());
        checks.addAll(new SchemaChecks(config).checks());
        return List.copyOf(checks);
    }

    private Check.Look judged(Judgement judgement) {
        return notes -> {
            try (Connection connection = Database.connect(config)) {
                judgement.of(DatabaseFacts.read(connection), notes);
            }
        };
    }

    private void reachable(Notes notes) {
        try (Connection connection = Database.connect(config)) {
            notes.ok(
                    "the database answers",
                    connection.getMetaData().getDatabaseProductName() + " "
                            + connection.getMetaData().getDatabaseProductVersion() + " at " + config);
        } catch (SQLException failure) {
            notes.error("no connection to the database", config + ": " + failure.getMessage(), remedy(failure));
        }
    }

    private String remedy(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "28P01", "28000" ->
                "Correct SAFELIGHT_DATABASE_USER or SAFELIGHT_DATABASE_PASSWORD; or, if pg_hba.conf turns us away, add"
                        + " a line for this host there. To set the password: ALTER ROLE \"" + config.user()
                        + "\" PASSWORD '…'";
            case "3D000" ->
                "Correct SAFELIGHT_DATABASE_URL, or make the database: CREATE DATABASE … OWNER \"" + config.user()
                        + "\"";
            case "53300" ->
                "Raise max_connections of the server (or the limit of the database or the role), or let fewer processes"
                        + " use it.";
            case "08P01" ->
                "If this is PgBouncer, set ignore_startup_parameters = extra_float_digits, options in pgbouncer.ini.";
            default ->
                "Start the server, or correct host and port in SAFELIGHT_DATABASE_URL; see that no firewall is in between.";
        };
    }

    void version(DatabaseFacts facts, Notes notes) {
        String seen = facts.version() / 10_000 + "." + facts.version() % 10_000;
        if (facts.version() < OLDEST) {
            notes.error(
                    "PostgreSQL is too old",
                    seen,
                    "Use PostgreSQL 14 or newer: pg_upgrade, or pg_dump into a newer server.");
        } else {
            notes.ok("PostgreSQL is new enough", seen);
        }
    }

    private void encoding(DatabaseFacts facts, Notes notes) {
        if (facts.encoding().equals("UTF8")) {
            notes.ok("the database keeps every text", facts.encoding());
        } else {
            notes.error(
                    "the database cannot keep every text: names of files will be refused",
                    facts.encoding(),
                    "Make one that can: CREATE DATABASE " + facts.name() + "_utf8 ENCODING 'UTF8' TEMPLATE template0,"
                            + " and name it in SAFELIGHT_DATABASE_URL.");
        }
    }

    void writable(DatabaseFacts facts, Notes notes) {
        if (facts.replica()) {
            notes.error(
                    "this is a replica that can only be read",
                    "pg_is_in_recovery() is true",
                    "Name the primary in SAFELIGHT_DATABASE_URL, or all hosts and which of them is meant:"
                            + " jdbc:postgresql://one,two/" + facts.name() + "?targetServerType=primary");
        } else if (facts.readOnly()) {
            notes.error(
                    "nothing can be written",
                    "default_transaction_read_only is on",
                    "ALTER DATABASE \"" + facts.name() + "\" RESET default_transaction_read_only; ALTER ROLE \""
                            + config.user() + "\" RESET default_transaction_read_only");
        } else {
            notes.ok("it can be written to");
        }
    }

    private void rights(DatabaseFacts facts, Notes notes) {
        String schema = facts.schema().isEmpty() ? "public" : facts.schema();
        if (facts.mayCreateTables()) {
            notes.ok("tables can be made and changed", "schema " + schema);
        } else {
            notes.error(
                    "tables can be neither made nor changed",
                    facts.maySeeSchema() ? "no right to create in the schema " + schema : "no schema that we may use",
                    "GRANT USAGE, CREATE ON SCHEMA \"" + schema + "\" TO \"" + config.user() + "\"");
        }
    }

    private void clock(DatabaseFacts facts, Notes notes) {
        Instant now = clock.instant();
        Duration off = Duration.between(facts.clock(), now);
        String seen =
                "ours is %.1f s %s".formatted(off.abs().toMillis() / 1000.0, off.isNegative() ? "behind" : "ahead");
        String fix = "Set the clocks by NTP on both sides: timedatectl set-ntp true";
        if (off.abs().compareTo(TOO_MUCH) >= 0) {
            notes.error("the clocks differ so much that what is due is done at the wrong time", seen, fix);
        } else if (off.abs().compareTo(NOTABLE) >= 0) {
            notes.warning("the clocks differ", seen, fix);
        } else {
            notes.ok("the clocks agree", seen);
        }
    }

    private void connections(DatabaseFacts facts, Notes notes) {
        int wanted = config.poolSize() + BESIDE_THE_POOL;
        String seen = "%d are left, and each Safelight wants up to %d".formatted(facts.connectionsLeft(), wanted);
        if (facts.connectionsLeft() >= wanted) {
            notes.ok("there are connections enough", seen);
        } else {
            notes.warning(
                    "there may be too few connections",
                    seen + " (if some of those in use are a running Safelight's, fewer are wanted)",
                    "SAFELIGHT_DATABASE_POOL=" + Math.max(4, facts.connectionsLeft() - BESIDE_THE_POOL)
                            + ", or ALTER SYSTEM SET max_connections = … and restart the server; the limits of the database"
                            + " and the role count as well.");
        }
    }

    private void durability(DatabaseFacts facts, Notes notes) {
        if (!facts.fsync() || !facts.fullPageWrites()) {
            notes.error(
                    "a power cut can destroy the database",
                    "fsync=%b, full_page_writes=%b".formatted(facts.fsync(), facts.fullPageWrites()),
                    "ALTER SYSTEM SET fsync = on; ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf()");
        } else if (facts.synchronousCommit().equals("off")) {
            notes.warning(
                    "a crash of the server can lose uploads that were acknowledged",
                    "synchronous_commit=off",
                    "ALTER DATABASE \"" + facts.name() + "\" SET synchronous_commit = on");
        } else {
            notes.ok("what was acknowledged survives a power cut", "synchronous_commit=" + facts.synchronousCommit());
        }
    }

    void encryption(DatabaseFacts facts, Notes notes) {
        if (facts.encrypted()) {
            notes.ok("the connection is encrypted");
        } else if (facts.local()) {
            notes.ok("the connection stays on this machine");
        } else {
            notes.advice(
                    "the connection crosses the network unencrypted",
                    config.url(),
                    "Add sslmode=verify-full to SAFELIGHT_DATABASE_URL, unless nobody else is on that network.");
        }
    }

    private void statementTimeout(DatabaseFacts facts, Notes notes) {
        long ours = config.timeouts().statement().toMillis();
        if (facts.statementTimeout() == ours) {
            notes.ok("the database gives up on a statement as we ask it to", ours + " ms");
        } else {
            notes.warning(
                    "the database does not give up on statements when we ask it to",
                    "statement_timeout is " + facts.statementTimeout() + " ms and not " + ours,
                    "Something between us and the database drops the setting, such as PgBouncer. Set it there: ALTER ROLE \""
                            + config.user() + "\" SET statement_timeout = '" + ours + "ms'");
        }
    }

    /** Nothing is left to be taken away. */
    @Override
    public void close() {}
}
