package dev.safelight.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.doctor.Finding;
import dev.safelight.application.doctor.Findings;
import dev.safelight.application.doctor.Notes;
import dev.safelight.application.doctor.Severity;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each way in which a database can be set up wrongly is found, and the finding says what to do. */
class DatabaseCheckupTest {

    private static TestDatabase postgres;

    /** The server of the other tests does not wait for the disk. */
    private static EmbeddedPostgres durable;

    @BeforeAll
    static void open() throws IOException {
        postgres = TestDatabase.create();
        durable = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    @AfterAll
    static void close() throws IOException {
        durable.close();
        postgres.close();
    }

    /** A new database on that server. */
    private static DatabaseConfig durable(String name) {
        String url = "jdbc:postgresql://127.0.0.1:" + durable.getPort() + "/";
        execute(DatabaseConfig.of(url + "postgres", "postgres", "postgres", 1), "CREATE DATABASE " + name);
        return DatabaseConfig.of(url + name, "postgres", "postgres", 10);
    }

    private static void execute(DatabaseConfig config, String sql) {
        try (Connection connection = Database.connect(config);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    @Test
    void a_sound_database_has_nothing_above_advice() {
        DatabaseConfig sound = durable("sound");
        try (Database database = Database.open(sound)) {
            database.migrate();
        }
        List<Finding> found = find(sound);
        assertThat(Findings.above(Severity.ADVICE, found)).isEmpty();
        assertThat(found)
                .extracting(Finding::check)
                .contains(
                        "database.reachable",
                        "database.version",
                        "database.encoding",
                        "database.writable",
                        "database.rights",
                        "database.clock",
                        "database.connections",
                        "database.durability",
                        "database.encryption",
                        "database.statement-timeout",
                        "database.notifications",
                        "database.prepared-statements",
                        "database.schema",
                        "database.table-rights");
        assertThat(Findings.of("database.schema", found).summary()).contains("up to date");
    }

    @Test
    void an_empty_database_is_left_empty() {
        DatabaseConfig empty = durable("empty");
        List<Finding> found = find(empty);
        assertThat(Findings.above(Severity.ADVICE, found)).isEmpty();
        assertThat(Findings.of("database.schema", found).summary()).contains("next start");
        assertThat(Findings.above(Severity.OK, Findings.of(new QueueTableCheckup(empty))))
                .isEmpty();
        try (Database database = Database.open(empty)) {
            assertThat(database.<Integer>run(
                            "counting tables",
                            handle -> handle.createQuery(
                                            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
                                    .mapTo(Integer.class)
                                    .one()))
                    .isZero();
        }
    }

    @Test
    void nobody_there() {
        String nobody = postgres.config().url().replaceFirst(":\\d+/", ":1/");
        List<Finding> found = find(with(postgres.config(), nobody, "postgres", "postgres"));
        assertFound(Severity.ERROR, found, "database.reachable", "SAFELIGHT_DATABASE_URL");
        assertThat(found).hasSize(1);
    }

    @Test
    void an_unknown_host() {
        String unknown = "jdbc:postgresql://database.invalid/photos";
        assertFound(
                Severity.ERROR,
                find(with(postgres.config(), unknown, "postgres", "postgres")),
                "database.reachable",
                "SAFELIGHT_DATABASE_URL");
    }

    @Test
    void a_missing_database() {
        String missing = postgres.config().url() + "_missing";
        assertFound(
                Severity.ERROR,
                find(with(postgres.config(), missing, "postgres", "postgres")),
                "database.reachable",
                "CREATE DATABASE");
    }

    @Test
    void a_role_that_does_not_exist() {
        assertFound(
                Severity.ERROR,
                find(with(postgres.config(), postgres.config().url(), "stranger", "a-secret-of-mine")),
                "database.reachable",
                "SAFELIGHT_DATABASE_USER");
    }

    @Test
    void a_role_without_rights() {
        postgres.execute("CREATE ROLE weak LOGIN PASSWORD 'weak'");
        List<Finding> found = find(with(postgres.config(), postgres.config().url(), "weak", "weak"));
        assertFound(Severity.ERROR, found, "database.rights", "GRANT USAGE, CREATE ON SCHEMA \"public\" TO \"weak\"");
        assertFound(Severity.ERROR, found, "database.table-rights", "GRANT ALL ON ALL TABLES");
    }

    @Test
    void a_role_that_may_only_read() {
        postgres.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'");
        postgres.execute("ALTER ROLE reader SET default_transaction_read_only = on");
        assertFound(
                Severity.ERROR,
                find(with(postgres.config(), postgres.config().url(), "reader", "reader")),
                "database.writable",
                "RESET default_transaction_read_only");
    }

    @Test
    void a_role_with_few_connections() {
        postgres.execute("CREATE ROLE narrow LOGIN PASSWORD 'narrow' CONNECTION LIMIT 7");
        assertFound(
                Severity.WARNING,
                find(with(postgres.config(), postgres.config().url(), "narrow", "narrow")),
                "database.connections",
                "SAFELIGHT_DATABASE_POOL=4");
    }

    @Test
    void an_encoding_that_cannot_keep_every_text() {
        postgres.execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        String latin = postgres.config().url().replaceFirst("/[^/]*$", "/latin");
        assertFound(
                Severity.ERROR,
                find(with(postgres.config(), latin, "postgres", "postgres")),
                "database.encoding",
                "ENCODING 'UTF8'");
    }

    @Test
    void a_database_that_acknowledges_before_it_has_written() {
        DatabaseConfig hasty = durable("hasty");
        execute(hasty, "ALTER DATABASE hasty SET synchronous_commit = off");
        assertFound(Severity.WARNING, find(hasty), "database.durability", "synchronous_commit = on");
    }

    @Test
    void facts_that_cannot_be_had_here() {
        assertJudged(Severity.ERROR, (checkup, notes) -> checkup.version(facts(130_012, false, true), notes), "14");
        assertJudged(
                Severity.ERROR,
                (checkup, notes) -> checkup.writable(facts(180_000, true, true), notes),
                "targetServerType=primary");
        assertJudged(
                Severity.ADVICE,
                (checkup, notes) -> checkup.encryption(facts(180_000, false, false), notes),
                "sslmode=verify-full");
    }

    private static void assertJudged(Severity severity, BiConsumer<DatabaseCheckup, Notes> judgement, String fix) {
        Notes notes = new Notes("database.any");
        judgement.accept(new DatabaseCheckup(postgres.config(), InstantSource.system()), notes);
        assertFound(severity, notes.findings(), "database.any", fix);
    }

    private static DatabaseFacts facts(int version, boolean replica, boolean local) {
        return new DatabaseFacts(
                version,
                "photos",
                "public",
                "UTF8",
                replica,
                replica,
                true,
                true,
                Instant.EPOCH,
                90,
                false,
                local,
                true,
                true,
                "on",
                15_000);
    }

    @Test
    void a_server_that_does_not_wait_for_the_disk() {
        assertFound(Severity.ERROR, find(postgres.config()), "database.durability", "ALTER SYSTEM SET fsync = on");
    }

    /** As with a pooler that gives each transaction another connection: what is told does not arrive. */
    @Test
    void notifications_that_do_not_arrive() {
        DatabaseConfig deaf = durable("deaf");
        execute(deaf, "CREATE SCHEMA deaf");
        execute(deaf, "CREATE FUNCTION deaf.pg_notify(text, text) RETURNS void LANGUAGE sql AS 'SELECT'");
        execute(deaf, "ALTER DATABASE deaf SET search_path = deaf, pg_catalog, public");
        assertFound(Severity.WARNING, find(deaf), "database.notifications", "pool_mode = session");
    }

    @Test
    void a_statement_timeout_that_somebody_drops() {
        DatabaseConfig config = postgres.config();
        String overridden = config.url() + "?options=-c%20statement_timeout=0";
        assertFound(
                Severity.WARNING,
                find(with(config, overridden, config.user(), config.password())),
                "database.statement-timeout",
                "SET statement_timeout");
    }

    @Test
    void clocks_that_differ() {
        Instant now = InstantSource.system().instant();
        assertFound(Severity.WARNING, find(now.plus(Duration.ofSeconds(20))), "database.clock", "NTP");
        assertFound(Severity.ERROR, find(now.minus(Duration.ofMinutes(5))), "database.clock", "NTP");
    }

    @Test
    void a_schema_that_a_newer_version_made_and_one_that_was_not_finished() {
        try (TestDatabase newer = TestDatabase.create()) {
            newer.execute("""
                    INSERT INTO flyway_schema_history
                    SELECT 1000, '999', 'of the future', 'SQL', 'V999__of_the_future.sql', 1, 'postgres', now(), 1, true
                    """);
            assertFound(Severity.WARNING, find(newer.config()), "database.schema", "newer");
            newer.execute("UPDATE flyway_schema_history SET success = false WHERE version = '2'");
            assertFound(Severity.ERROR, find(newer.config()), "database.schema", "flyway_schema_history");
        }
    }

    @Test
    void work_that_is_paused_and_jobs_that_were_given_up() {
        try (TestDatabase stuck = TestDatabase.create()) {
            assertThat(Findings.above(Severity.OK, Findings.of(new QueueTableCheckup(stuck.config()))))
                    .isEmpty();
            stuck.execute("INSERT INTO paused_kind VALUES ('JUDGE')");
            stuck.execute("INSERT INTO dead_letter VALUES ('j', 'JUDGE', gen_random_uuid(), 'o', now(), now())");
            List<Finding> found = Findings.of(new QueueTableCheckup(stuck.config()));
            assertFound(Severity.WARNING, found, "queue.paused", "/resume");
            assertFound(Severity.ADVICE, found, "queue.dead-letters", "/redrive");
        }
    }

    @Test
    void no_secret_is_told() {
        DatabaseConfig config = with(postgres.config(), postgres.config().url(), "postgres", "a-secret-of-mine");
        assertThat(find(config).toString()).doesNotContain("a-secret-of-mine");
    }

    private static List<Finding> find(DatabaseConfig config) {
        return Findings.of(new DatabaseCheckup(config, InstantSource.system()));
    }

    private static List<Finding> find(Instant now) {
        return Findings.of(new DatabaseCheckup(postgres.config(), InstantSource.fixed(now)));
    }

    private static DatabaseConfig with(DatabaseConfig config, String url, String user, String password) {
        return new DatabaseConfig(url, user, password, config.poolSize(), config.timeouts());
    }

    private static void assertFound(Severity severity, List<Finding> found, String check, String fix) {
        Finding finding = Findings.of(check, found);
        assertThat(finding.severity()).as(finding.toString()).isEqualTo(severity);
        assertThat(finding.fix()).contains(fix);
    }
}
