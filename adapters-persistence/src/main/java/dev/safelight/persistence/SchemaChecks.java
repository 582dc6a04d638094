package dev.safelight.persistence;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Notes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** Whether our tables are there, as this version wants them, and whether we may use them. */
final class SchemaChecks {

    private final DatabaseConfig config;

    SchemaChecks(DatabaseConfig config) {
        this.config = config;
    }

    List<Check> checks() {
        return List.of(Check.of("database.schema", this::schema), Check.of("database.table-rights", this::tableRights));
    }

    private void schema(Notes notes) {
        MigrationInfoService migrations;
        try {
            migrations = Database.flyway(config).info();
        } catch (FlywayException failure) {
            notes.error(
                    "what was done to the schema cannot be read",
                    String.valueOf(failure.getMessage()),
                    "GRANT SELECT ON flyway_schema_history TO \"" + config.user() + "\"");
            return;
        }
        List<String> failed = named(migrations, MigrationState.FAILED, MigrationState.FUTURE_FAILED);
        List<String> future = named(migrations, MigrationState.FUTURE_SUCCESS);
        List<String> pending =
                Arrays.stream(migrations.pending()).map(SchemaChecks::name).toList();
        if (!failed.isEmpty()) {
            notes.error(
                    "a change of the schema was not finished",
                    String.join(", ", failed),
                    "Restore the backup from before it; or, if nothing of it is there: DELETE FROM flyway_schema_history"
                            + " WHERE NOT success");
        } else if (!future.isEmpty()) {
            notes.warning(
                    "a newer Safelight has worked on this database",
                    String.join(", ", future),
                    "Start that version again, or newer.");
        } else if (pending.isEmpty()) {
            notes.ok("the schema is up to date", migrations.all().length + " changes");
        } else {
            notes.ok("the next start brings the schema up to date", String.join(", ", pending));
        }
    }

    private static List<String> named(MigrationInfoService migrations, MigrationState... states) {
        return Arrays.stream(migrations.all())
                .filter(migration -> List.of(states).contains(migration.getState()))
                .map(SchemaChecks::name)
                .toList();
    }

    private static String name(MigrationInfo migration) {
        return migration.getVersion() + " " + migration.getDescription();
    }

    private void tableRights(Notes notes) throws SQLException {
        List<String> closed = new ArrayList<>();
        int tables = 0;
        try (Connection connection = Database.connect(config);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT relname, bool_and(has_table_privilege(pg_class.oid, wanted)) AS may
                        FROM pg_class
                        CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS wanted
                        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
                            AND relname IN ('image', 'event', 'job', 'reply', 'discard', 'owner', 'photo_set', 'secret')
                        GROUP BY relname
                        ORDER BY relname
                        """)) {
            while (row.next()) {
                tables++;
                if (!row.getBoolean("may")) {
                    closed.add(row.getString("relname"));
                }
            }
        }
        if (closed.isEmpty()) {
            notes.ok("our tables may be read and changed", tables == 0 ? "none yet" : tables + " of them");
        } else {
            notes.error(
                    "our tables may not be read and changed",
                    String.join(", ", closed),
                    "GRANT ALL ON ALL TABLES IN SCHEMA public TO \"" + config.user()
                            + "\"; GRANT ALL ON ALL SEQUENCES IN" + " SCHEMA public TO \"" + config.user() + "\"");
        }
    }
}
