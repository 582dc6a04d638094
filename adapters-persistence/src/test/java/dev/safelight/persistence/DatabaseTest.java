package dev.safelight.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.Race;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DatabaseTest {

    private static TestDatabase postgres;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Test
    void many_processes_may_migrate_at_once_and_again() throws Exception {
        DatabaseConfig empty = TestDatabase.createEmpty();
        Race.among(4, () -> {
            try (Database database = Database.open(empty)) {
                database.migrate();
                return ask(database);
            }
        });
        try (Database database = Database.open(empty)) {
            database.migrate();
            new QueueHealth(database).check();
        }
    }

    /** A newer version has been here, and this one is started again: that is what going back is. */
    @Test
    void a_schema_that_a_newer_version_left_is_worked_on() {
        try (TestDatabase visited = TestDatabase.create()) {
            visited.execute("""
                    INSERT INTO flyway_schema_history
                        (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    VALUES (9999, '9999', 'of a newer version', 'SQL', 'V9999__of_a_newer_version.sql', 'them', 1, true)
                    """);
            visited.database().migrate();
            assertThat(ask(visited.database())).isEqualTo(1);
        }
    }

    private static int ask(Database database) {
        return database.run(
                "asking",
                handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
    }

    @Test
    void a_database_that_is_not_there_is_an_outage_that_passes() {
        try (Database away = Unreachable.database()) {
            assertThatThrownBy(() -> ask(away)).satisfies(DatabaseTest::passes);
            assertThatThrownBy(away::migrate).satisfies(DatabaseTest::passes);
            assertThatThrownBy(new DatabaseHealth(away)::check).isInstanceOf(Outage.class);
            assertThatThrownBy(new QueueHealth(away)::check).isInstanceOf(Outage.class);
        }
    }

    @Test
    void a_database_that_was_closed_is_an_outage_and_can_be_closed_again() {
        Database closed = Database.open(postgres.config());
        closed.close();
        closed.close();
        assertThatThrownBy(() -> ask(closed)).satisfies(DatabaseTest::passes);
    }

    @Test
    void a_pool_that_is_used_up_is_an_outage_that_passes() {
        DatabaseConfig config = postgres.config();
        try (Database small = Database.open(new DatabaseConfig(
                config.url(), config.user(), config.password(), 1, Duration.ofMillis(300), Duration.ofSeconds(5)))) {
            assertThatThrownBy(() -> Race.among(
                            2, () -> small.run("holding the only one", handle -> handle.execute("SELECT pg_sleep(2)"))))
                    .cause()
                    .satisfies(DatabaseTest::passes);
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_an_outage_that_passes() {
        DatabaseConfig config = postgres.config();
        try (Database hasty = Database.open(new DatabaseConfig(
                config.url(), config.user(), config.password(), 1, Duration.ofSeconds(5), Duration.ofMillis(50)))) {
            assertThatThrownBy(() -> hasty.run("dreaming", handle -> handle.execute("SELECT pg_sleep(30)")))
                    .satisfies(DatabaseTest::passes);
        }
    }

    @Test
    void a_connection_that_an_operator_ends_is_an_outage_that_passes() {
        assertThatThrownBy(() -> postgres.database()
                        .run("being ended", handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())")))
                .satisfies(DatabaseTest::passes);
        assertThat(ask(postgres.database())).isEqualTo(1);
    }

    @Test
    void a_wrong_name_a_missing_database_a_missing_table_and_a_missing_right_are_outages_that_stay() {
        DatabaseConfig config = postgres.config();
        postgres.execute("DROP ROLE IF EXISTS powerless");
        postgres.execute("CREATE ROLE powerless LOGIN");
        String elsewhere = config.url().replaceAll("/[^/]*$", "/no_such_database");
        try (Database stranger = Database.open(patient(config.url(), "no_such_role"));
                Database lost = Database.open(patient(elsewhere, config.user()));
                Database powerless = Database.open(patient(config.url(), "powerless"))) {
            assertThatThrownBy(() -> ask(stranger)).satisfies(DatabaseTest::stays);
            assertThatThrownBy(() -> ask(lost)).satisfies(DatabaseTest::stays);
            assertThatThrownBy(() -> powerless.run("peeping", handle -> handle.execute("SELECT * FROM image")))
                    .satisfies(DatabaseTest::stays);
            assertThatThrownBy(() ->
                            postgres.database().run("looking", handle -> handle.execute("SELECT * FROM no_such_table")))
                    .satisfies(DatabaseTest::stays);
        }
    }

    private static DatabaseConfig patient(String url, String user) {
        return new DatabaseConfig(url, user, "postgres", 1, Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    @Test
    void a_mistake_of_ours_is_no_outage() {
        assertThatThrownBy(() -> postgres.database().run("erring", handle -> handle.execute("SELECT 1/0")))
                .isInstanceOf(JdbiException.class);
        assertThatThrownBy(() -> postgres.database().run("erring", handle -> handle.execute("SELEKT")))
                .isInstanceOf(JdbiException.class);
    }

    @Test
    void who_dies_in_a_deadlock_is_run_again() throws Exception {
        postgres.execute("CREATE TABLE pair (id int PRIMARY KEY, n int DEFAULT 0)");
        postgres.execute("INSERT INTO pair VALUES (1), (2)");
        // Each statement takes its two rows in the order given, and so they meet in the middle.
        List<Integer> updated = Race.between(List.of(() -> takeBoth(1, 2), () -> takeBoth(2, 1)));
        assertThat(updated).containsExactly(2, 2);
    }

    private static int takeBoth(int first, int second) {
        return postgres.database()
                .run(
                        "taking both",
                        handle -> handle.createQuery("""
                        WITH one AS MATERIALIZED (SELECT id FROM pair WHERE id = :first FOR UPDATE),
                             pause AS MATERIALIZED (SELECT pg_sleep(0.3) FROM one),
                             other AS MATERIALIZED (SELECT pair.id FROM pause, pair WHERE pair.id = :second FOR UPDATE)
                        SELECT count(*) + 1 FROM other
                        """)
                                .bind("first", first)
                                .bind("second", second)
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    @Timeout(60)
    void what_was_cut_off_works_again_when_the_database_is_back() throws Exception {
        try (Gate gate = new Gate(Gate.portOf(postgres.config()));
                Database database = Database.open(Gate.before(postgres.config(), gate))) {
            assertThat(ask(database)).isEqualTo(1);
            gate.shut();
            assertThatThrownBy(() -> ask(database)).satisfies(DatabaseTest::passes);
            assertThatThrownBy(new DatabaseHealth(database)::check).isInstanceOf(Outage.class);
            gate.open();
            while (!answers(database)) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            assertThatCode(new DatabaseHealth(database)::check).doesNotThrowAnyException();
        }
    }

    private static boolean answers(Database database) {
        try {
            return ask(database) == 1;
        } catch (Outage still) {
            return false;
        }
    }

    @Test
    void nobody_reads_the_password_in_a_log() {
        assertThat(DatabaseConfig.of("jdbc:postgresql://db/x", "anna", "pa55word", 3)
                        .toString())
                .contains("anna")
                .doesNotContain("pa55word");
    }

    private static void passes(Throwable failure) {
        assertThat(failure).isInstanceOf(Outage.class);
        assertThat(((Outage) failure).retryHelps()).as("a retry helps").isTrue();
    }

    private static void stays(Throwable failure) {
        assertThat(failure).isInstanceOf(Outage.class);
        assertThat(((Outage) failure).retryHelps()).as("a retry helps").isFalse();
    }
}
