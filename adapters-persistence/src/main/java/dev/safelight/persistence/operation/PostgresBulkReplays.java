package dev.safelight.persistence.operation;

import dev.safelight.application.operation.BulkReplays;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Replays along the index of what fails. */
public final class PostgresBulkReplays implements BulkReplays {

    private final Database database;
    private final InstantSource clock;

    public PostgresBulkReplays(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Deliveries are made in the order of the log: after the first that was made before {@code since} come only such. */
    @Override
    public Batch apply(UUID webhook, Instant since, long before, int limit, UUID audit) {
        return database.run(
                "replaying many deliveries",
                handle -> handle.createQuery("""
                        WITH failing AS MATERIALIZED (
                            SELECT id, event_sequence, created_at FROM delivery
                            WHERE webhook = :webhook AND event_sequence < :before AND
                        """ + Failing.CONDITION + """
                            ORDER BY event_sequence DESC
                            LIMIT :limit
                        ), meant AS (
                            SELECT id FROM failing WHERE created_at >= :since
                        ), again AS (
                            UPDATE delivery
                            SET status = 'PENDING', finished_at = NULL, due_at = :now,
                                attempts = CASE WHEN status = 'PENDING' THEN attempts ELSE 0 END
                            WHERE id IN (SELECT id FROM meant)
                              AND (status = 'FAILED' OR (status = 'PENDING' AND token IS NULL AND due_at > :now))
                              AND EXISTS (SELECT FROM webhook WHERE id = :webhook AND disabled_at IS NULL)
                            RETURNING id
                        ), audited AS (
                            UPDATE audit SET done = done + (SELECT count(*) FROM again) WHERE id = :audit
                        )
                        SELECT (SELECT count(*) FROM again) AS replayed, (SELECT count(*) FROM meant) AS looked_at,
                               min(event_sequence) AS last, count(*) = :limit AND min(created_at) >= :since AS more
                        FROM failing
                        """)
                        .bind("webhook", webhook)
                        .bind("before", before)
                        .bind("limit", limit)
                        .bind("since", Columns.time(since))
                        .bind("now", Columns.time(clock.instant()))
                        .bind("audit", audit)
                        .map((row, context) -> batch(row))
                        .one());
    }

    private static Batch batch(ResultSet row) throws SQLException {
        return new Batch(
                row.getInt("replayed"),
                row.getInt("looked_at"),
                row.getBoolean("more") ? Optional.of(row.getLong("last")) : Optional.empty());
    }
}
