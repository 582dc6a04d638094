package dev.safelight.bootstrap.postgres;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Checkup;
import dev.safelight.application.doctor.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a PostgreSQL of our own without starting or stopping it. One that runs can be asked like any other
 * ({@link #running}); one that does not is looked at as it lies there.
 */
public final class EmbeddedCheckup implements Checkup {

    private static final String SERVER_OF_YOURS = "use a server of yours with SAFELIGHT_DATABASE_URL";

    private final Path folder;

    /** @param folder as {@link EmbeddedPostgres#start} has it; it may be missing */
    public EmbeddedCheckup(Path folder) {
        this.folder = folder;
    }

    /** Where a server that runs can be reached. */
    public record Running(String jdbcUrl, String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return jdbcUrl + " as " + user;
        }
    }

    /** The server, if it runs: because a Safelight does, or because one was killed. */
    public Optional<Running> running() {
        Path cluster = folder.resolve("postgres");
        try {
            Optional<Integer> port =
                    PidFile.in(cluster).filter(PidFile::isAlive).flatMap(PidFile::port);
            if (port.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Running(EmbeddedPostgres.jdbcUrl(port.get()), Cluster.USER, Cluster.readPassword(cluster)));
        } catch (IOException unreadable) {
            return Optional.empty(); // the check of the cluster says why
        }
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.of("database.programs", this::programs), Check.of("database.embedded", this::cluster));
    }

    private void programs(Notes notes) throws InterruptedException {
        try {
            PostgresBinaries.insistOnThisMachine();
            PostgresPrograms.in(Path.of("/"));
            notes.ok("the PostgreSQL that comes with Safelight can run here", EmbeddedPostgres.version());
        } catch (IOException failure) {
            notes.error(
                    "the PostgreSQL that comes with Safelight cannot run here",
                    String.valueOf(failure.getMessage()),
                    "Do as it says, or " + SERVER_OF_YOURS + ".");
        }
    }

    private void cluster(Notes notes) throws IOException {
        Path cluster = folder.resolve("postgres");
        if (!Files.exists(cluster)) {
            notes.ok("the database will be made at the first start", cluster.toString());
            return;
        }
        if (!Files.isReadable(cluster)) {
            notes.error(
                    "the folder of the database cannot be read",
                    cluster.toString(),
                    "Start Safelight as the user who made it: " + Files.getOwner(cluster));
            return;
        }
        String made = Files.readString(cluster.resolve("PG_VERSION")).strip();
        String ours = EmbeddedPostgres.version().split("\\.", 2)[0];
        if (!made.equals(ours)) {
            notes.error(
                    "the data is another PostgreSQL's",
                    "version " + made + "; this Safelight has " + ours,
                    "Start the Safelight that made it and pg_dump it, or " + SERVER_OF_YOURS + ".");
            return;
        }
        PidFile.in(cluster); // throws when it is damaged
        notes.ok(
                running().isPresent()
                        ? "the database runs"
                        : "the database does not run; Safelight starts it, and then more can be checked",
                cluster.toString());
    }

    /** Nothing is left to be taken away. */
    @Override
    public void close() {}
}
