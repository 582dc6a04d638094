package dev.safelight.persistence.operation;

import dev.safelight.application.operation.Audit;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What operators did, in the table {@code audit}. */
public final class PostgresAudit implements Audit {

    private final Database database;

    public PostgresAudit(Database database) {
        this.database = database;
    }

    @Override
    public void begin(Entry entry) {
        database.run(
                "writing down what is begun",
                handle -> handle.createUpdate("""
                        INSERT INTO audit (id, at, operator, action, selection, reason, trace_id)
                        VALUES (:id, :at, :operator, :action, :selection::jsonb, :reason, :traceId)
                        """)
                        .bind("id", entry.id())
                        .bind("at", Columns.time(entry.at()))
                        .bind("operator", Columns.text(entry.operator()))
                        .bind("action", entry.action())
                        .bind("selection", entry.selection())
                        .bind("reason", Columns.text(entry.reason()))
                        .bind("traceId", entry.traceId())
                        .execute());
    }

    @Override
    public void count(UUID id, int done) {
        database.run(
                "counting what was done",
                handle -> handle.createUpdate("""
                        UPDATE audit SET done = done + :done WHERE id = :id
                        """)
                        .bind("id", id)
                        .bind("done", done)
                        .execute());
    }

    @Override
    public void finish(UUID id, int unchanged, Instant at) {
        database.run(
                "writing down what is finished",
                handle -> handle.createUpdate("""
                        UPDATE audit SET unchanged = :unchanged, finished_at = :at WHERE id = :id
                        """)
                        .bind("id", id)
                        .bind("unchanged", unchanged)
                        .bind("at", Columns.time(at))
                        .execute());
    }

    @Override
    public Optional<Entry> find(UUID id) {
        return database.run(
                "reading what was done",
                handle -> handle.createQuery("""
                        SELECT * FROM audit WHERE id = :id
                        """)
                        .bind("id", id)
                        .map((row, context) -> entry(row))
                        .findOne());
    }

    @Override
    public List<Entry> page(Optional<UUID> before, int limit) {
        return database.run(
                "listing what was done",
                handle -> handle.createQuery("""
                        SELECT * FROM audit
                        WHERE :before::uuid IS NULL OR id < :before::uuid
                        ORDER BY id DESC
                        LIMIT :limit
                        """)
                        .bind("before", before.orElse(null))
                        .bind("limit", limit)
                        .map((row, context) -> entry(row))
                        .list());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                Columns.uuid(row, "id"),
                Columns.time(row, "at"),
                row.getString("operator"),
                row.getString("action"),
                row.getString("selection"),
                row.getString("reason"),
                row.getString("trace_id"),
                row.getInt("done"),
                row.getInt("unchanged"),
                Columns.optionalTime(row, "finished_at"));
    }
}
