package dev.safelight.persistence;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Checkup;
import dev.safelight.application.doctor.Notes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Looks at the queue in the database: at what waits in vain. Changes nothing. */
public final class QueueTableCheckup implements Checkup {

    private static final String UNDEFINED_TABLE = "42P01";

    private final DatabaseConfig config;

    public QueueTableCheckup(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.of("queue.paused", this::paused), Check.of("queue.dead-letters", this::deadLetters));
    }

    private void paused(Notes notes) throws SQLException {
        note(
                notes,
                "SELECT string_agg(kind, ', ' ORDER BY kind) FROM paused_kind",
                "no kind of work is paused",
                seen -> notes.warning(
                        "work is paused: photos wait",
                        seen,
                        "If that is not meant any more, as an operator: POST /v1/ops/queues/KIND/resume"));
    }

    private void deadLetters(Notes notes) throws SQLException {
        note(
                notes,
                "SELECT nullif(count(*), 0)::text || ' jobs' FROM dead_letter",
                "every job was completed in time",
                seen -> notes.advice(
                        "there are jobs that were given up",
                        seen,
                        "See in the log why; then, as an operator, to try again: POST /v1/ops/queues/KIND/redrive"));
    }

    private interface Otherwise {
        void note(String seen);
    }

    private void note(Notes notes, String sql, String good, Otherwise otherwise) throws SQLException {
        try (Connection connection = Database.connect(config);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            String seen = row.getString(1);
            if (seen == null) {
                notes.ok(good);
            } else {
                otherwise.note(seen);
            }
        } catch (SQLException failure) {
            if (!UNDEFINED_TABLE.equals(failure.getSQLState())) {
                throw failure;
            }
            notes.ok("the queue's tables are made at the first start");
        }
    }

    /** Nothing is left to be taken away. */
    @Override
    public void close() {}
}
