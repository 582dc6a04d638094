package dev.safelight.persistence.image;

import dev.safelight.application.image.Backlog;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Measures the work in the tables {@code image} and {@code event}, from two indexes made for it and no further. */
public final class PostgresBacklog implements Backlog {

    private final Database database;

    public PostgresBacklog(Database database) {
        this.database = database;
    }

    @Override
    public Load load(int most, Instant now) {
        return database.run(
                "measuring the backlog",
                handle -> handle.createQuery("""
                        SELECT work.in_work, work.owners, done.finished, done.first
                        FROM (
                            SELECT count(*) AS in_work, count(DISTINCT owner) AS owners
                            FROM (
                                SELECT owner FROM image
                                WHERE status IN ('VERIFYING', 'PROCESSING') AND due_at IS NOT NULL
                                LIMIT :most
                            ) AS counted
                        ) AS work, (
                            SELECT count(*) AS finished, min(time) AS first
                            FROM (
                                SELECT time FROM event
                                WHERE from_status IN ('VERIFYING', 'PROCESSING')
                                  AND to_status IN ('ACCEPTED', 'REJECTED', 'UPLOAD_FAILED', 'ERROR')
                                  AND time > :since
                                ORDER BY time DESC
                                LIMIT :enough
                            ) AS lately
                        ) AS done
                        """)
                        .bind("most", most)
                        .bind("since", Columns.time(now.minus(WINDOW)))
                        .bind("enough", ENOUGH)
                        .map((row, context) -> load(row, now))
                        .one());
    }

    /** The clocks of two machines may differ: what was finished in the future was finished just now. */
    private static Load load(ResultSet row, Instant now) throws SQLException {
        Duration during = Optional.ofNullable(row.getObject("first", OffsetDateTime.class))
                .map(first -> Duration.between(first.toInstant(), now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return new Load(row.getInt("in_work"), row.getInt("owners"), row.getInt("finished"), during);
    }
}
