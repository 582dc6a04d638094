package dev.safelight.bootstrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    private static Path programs;

    @TempDir
    private Path folder;

    /** All tests share what is unpacked once. */
    @BeforeEach
    void link_the_programs() throws Exception {
        Path home = PostgresBinaries.unpackedIn(programs, EmbeddedPostgres.version());
        Files.createSymbolicLink(folder.resolve(home.getFileName()), home);
    }

    @AfterEach
    void leave_nothing_running() throws Exception {
        if (PidFile.in(folder.resolve("postgres")).isPresent()) {
            EmbeddedPostgres.start(folder).close();
        }
    }

    @Test
    void what_was_committed_is_there_after_a_restart() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder)) {
            update(first, "CREATE TABLE kept (word text)");
            update(first, "INSERT INTO kept VALUES ('snow')");
        }
        assertThat(PidFile.in(folder.resolve("postgres"))).isEmpty();

        try (EmbeddedPostgres second = EmbeddedPostgres.start(folder)) {
            assertThat(second.isAdopted()).isFalse();
            assertThat(query(second, "SELECT word FROM kept")).isEqualTo("snow");
        }
    }

    @Test
    void it_is_durable_local_and_keeps_its_password_to_itself() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Files.getPosixFilePermissions(folder.resolve("postgres/safelight.password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void one_that_outlived_the_process_that_started_it_is_found_and_stopped_in_the_end() throws Exception {
        Process parent = startInAnotherProcess();
        try {
            parent.destroyForcibly().waitFor();

            try (EmbeddedPostgres found = EmbeddedPostgres.start(folder)) {
                assertThat(found.isAdopted()).isTrue();
                assertThat(query(found, "SELECT word FROM kept")).isEqualTo("left behind");
            }
            assertThat(PidFile.in(folder.resolve("postgres"))).isEmpty();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void what_the_kill_of_the_server_itself_leaves_is_recovered() throws Exception {
        EmbeddedPostgres killed = EmbeddedPostgres.start(folder);
        update(killed, "CREATE TABLE kept AS SELECT 'committed' AS word");
        ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();

        try (EmbeddedPostgres recovered = EmbeddedPostgres.start(folder)) {
            assertThat(query(recovered, "SELECT word FROM kept")).isEqualTo("committed");
        }
    }

    @Test
    void a_pid_file_whose_number_somebody_else_has_by_now_does_not_keep_it_from_starting() throws Exception {
        EmbeddedPostgres.start(folder).close();
        Files.writeString(
                folder.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("postgres") + "\n1\n5432\n\n127.0.0.1\n");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_creation_that_was_interrupted_is_begun_anew() throws Exception {
        Files.createDirectories(folder.resolve("postgres.new/base"));
        Files.createDirectories(folder.resolve("postgres-99.partial/bin"));

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(folder.resolve("postgres.new")).doesNotExist();
        }
    }

    @Test
    void data_of_another_major_version_is_refused_with_advice() throws Exception {
        EmbeddedPostgres.start(folder).close();
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "12\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder)).hasMessageContaining("PostgreSQL 12's");
    }

    /** Starts the server in a JVM of its own, and returns when there is something in it. */
    private Process startInAnotherProcess() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader says = parent.inputReader(StandardCharsets.UTF_8);
        String line = says.readLine();
        while (line != null && !line.equals("started")) {
            line = says.readLine();
        }
        assertThat(line).isEqualTo("started");
        return parent;
    }

    /** The program of that JVM. */
    static final class Starter {
        private Starter() {}

        static void main(String[] arguments) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
            update(postgres, "CREATE TABLE kept AS SELECT 'left behind' AS word");
            System.out.println("started");
            Thread.currentThread().join();
        }
    }

    private long pid() throws Exception {
        return PidFile.in(folder.resolve("postgres")).orElseThrow().pid();
    }

    private static void update(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
