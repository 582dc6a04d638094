package dev.safelight.persistence;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Notes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What a pooler between us and the database breaks when it gives each transaction another connection. */
final class PoolerChecks {

    private static final String SESSION_MODE = "Let PgBouncer keep sessions together (pool_mode = session), or name the"
            + " database itself in SAFELIGHT_DATABASE_URL, past the pooler.";

    private static final int LISTEN_MILLIS = 3_000;

    /** The driver prepares a statement at the server from the fifth time on. */
    private static final int OFTEN = 8;

    private final DatabaseConfig config;

    PoolerChecks(DatabaseConfig config) {
        this.config = config;
    }

    List<Check> checks() {
        return List.of(
                Check.of("database.notifications", this::notifications),
                Check.of("database.prepared-statements", this::preparedStatements));
    }

    /** On a channel of our own, so that nobody else hears it. */
    private void notifications(Notes notes) throws SQLException {
        String channel = "safelight_doctor_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection listening = Database.connect(config);
                Connection telling = Database.connect(config)) {
            execute(listening, "LISTEN " + channel);
            execute(telling, "SELECT pg_notify('" + channel + "', 'heard')");
            PGNotification[] heard = listening.unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS);
            if (heard != null && heard.length > 0) {
                notes.ok("processes hear of each other through the database");
            } else {
                notes.warning(
                        "processes do not hear of each other: work and news wait for the next look",
                        "a NOTIFY was not heard by who did LISTEN",
                        SESSION_MODE);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void preparedStatements(Notes notes) throws SQLException {
        try (Connection connection = Database.connect(config);
                PreparedStatement prepared = connection.prepareStatement("SELECT ?::integer")) {
            for (int i = 0; i < OFTEN; i++) {
                prepared.setInt(1, i);
                prepared.execute();
            }
            notes.ok("statements can be prepared and run again");
        } catch (SQLException failure) {
            notes.error(
                    "statements that are prepared get lost",
                    String.valueOf(failure.getMessage()),
                    SESSION_MODE + " PgBouncer from 1.21 on can also keep them: max_prepared_statements = 200.");
        }
    }
}
