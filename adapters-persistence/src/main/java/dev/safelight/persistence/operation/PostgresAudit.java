package dev.safelight.persistence.operation;

import dev.safelight.application.operation.Audit;
import dev.safelight.application.operation.Operator;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What operators did, in the table {@code audit}. */
public final class PostgresAudit implements Audit {

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final Database database;

    public PostgresAudit(Database database) {
        this.database = database;
    }

    @Override
    public void begin(Entry entry) {
        database.run(
                "writing down what is begun",
                handle -> handle.createUpdate("""
                        INSERT INTO audit (id, at, operator, operator_key, action, selection, reason, trace_id,
                                           done, unchanged, finished_at)
                        VALUES (:id, :at, :operator, :operatorKey, :action, :selection::jsonb, :reason, :traceId,
                                :done, :unchanged, :finished::timestamptz)
                        """)
                        .bind("id", entry.id())
                        .bind("at", Columns.time(entry.at()))
                        .bind("operator", Columns.text(entry.operator().name()))
                        .bind("operatorKey", entry.operator().key().orElse(null))
                        .bind("action", entry.action())
                        .bind("selection", entry.selection())
                        .bind("reason", Columns.text(entry.reason()))
                        .bind("traceId", entry.traceId())
                        .bind("done", entry.done())
                        .bind("unchanged", entry.unchanged())
                        .bind("finished", entry.finished().map(Columns::time).orElse(null))
                        .execute());
    }

    @Override
    public <R> R together(Supplier<R> change, Function<R, Entry> entry) {
        return database.together("changing something and writing it down", () -> {
            R result = change.get();
            begin(entry.apply(result));
            return result;
        });
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
    public List<Entry> page(Optional<String> action, Optional<UUID> before, int limit) {
        String which = action.isPresent() ? " AND action = :action" : "";
        return database.run("listing what was done", handle -> {
            var query = handle.createQuery(
                            "SELECT * FROM audit WHERE id < :before" + which + " ORDER BY id DESC LIMIT :limit")
                    .bind("before", before.orElse(AFTER_ALL))
                    .bind("limit", limit);
            action.ifPresent(it -> query.bind("action", it));
            return query.map((row, context) -> entry(row)).list();
        });
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                Columns.uuid(row, "id"),
                Columns.time(row, "at"),
                new Operator(row.getString("operator"), Columns.optionalText(row, "operator_key")),
                row.getString("action"),
                row.getString("selection"),
                row.getString("reason"),
                row.getString("trace_id"),
                row.getInt("done"),
                row.getInt("unchanged"),
                Columns.optionalTime(row, "finished_at"));
    }
}
