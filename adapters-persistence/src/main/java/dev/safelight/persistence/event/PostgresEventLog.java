package dev.safelight.persistence.event;

import dev.safelight.application.event.EventLog;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The log in PostgreSQL. A sequence is made of the id of the transaction that told the event, so those below the oldest
 * transaction that still runs, as the same statement sees it, are all that will ever be there ({@code V5}).
 */
public final class PostgresEventLog implements EventLog {

    private final Database database;

    public PostgresEventLog(Database database) {
        this.database = database;
    }

    @Override
    public long end() {
        return database.run(
                "looking for the end of the log",
                handle -> handle.createQuery("SELECT event_horizon() - 1")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public Page read(long after, int limit) {
        return read(Optional.empty(), Optional.empty(), after, limit);
    }

    @Override
    public Page read(OwnerId owner, long after, int limit) {
        return read(Optional.of(owner), Optional.empty(), after, limit);
    }

    @Override
    public Page read(OwnerId owner, String subject, long after, int limit) {
        return read(Optional.of(owner), Optional.of(subject), after, limit);
    }

    /** One row of the answer; without an event when there is none to tell. */
    private record Line(long horizon, long forgotten, long sequence, Optional<Event> event) {

        static Line read(ResultSet row) throws SQLException {
            long sequence = row.getLong("sequence");
            boolean none = row.wasNull();
            return new Line(
                    row.getLong("horizon"),
                    row.getLong("forgotten"),
                    sequence,
                    none ? Optional.empty() : EventRow.read(row));
        }
    }

    private Page read(Optional<OwnerId> owner, Optional<String> subject, long after, int limit) {
        String whose = (owner.isPresent() ? " AND owner = :owner" : "")
                + (subject.isPresent() ? " AND subject = :subject" : "");
        List<Line> lines = database.run("reading the log", handle -> {
            var query =
                    handle.createQuery("""
                            WITH log AS MATERIALIZED (
                                SELECT event_horizon() AS horizon, forgotten FROM event_log
                            )
                            SELECT log.horizon, log.forgotten, told.*
                            FROM log LEFT JOIN LATERAL (
                                SELECT * FROM event
                                WHERE sequence > greatest(:after, log.forgotten) AND sequence < log.horizon
                            """ + whose + """

                                ORDER BY sequence
                                LIMIT :limit
                            ) AS told ON true
                            ORDER BY told.sequence
                            """).bind("after", after).bind("limit", limit);
            owner.ifPresent(of -> query.bind("owner", of.value()));
            subject.ifPresent(about -> query.bind("subject", about));
            return query.map((row, context) -> Line.read(row)).list();
        });
        return page(lines, after, limit);
    }

    private static Page page(List<Line> lines, long after, int limit) {
        Line last = lines.getLast();
        boolean more = lines.size() == limit && last.sequence() > 0;
        return new Page(
                lines.stream().flatMap(line -> line.event().stream()).toList(),
                more ? last.sequence() : Math.max(after, last.horizon() - 1),
                more,
                after < last.forgotten());
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.run(
                "forgetting events",
                handle -> handle.createQuery("""
                        WITH next AS MATERIALIZED (
                            SELECT sequence, time FROM event
                            WHERE sequence > (SELECT forgotten FROM event_log) AND sequence < event_horizon()
                            ORDER BY sequence
                            LIMIT :limit
                        ), aged AS (
                            SELECT sequence, bool_and(time < :before) OVER (ORDER BY sequence) AS old FROM next
                        ), last AS MATERIALIZED (
                            SELECT max(sequence) AS sequence, count(*) AS passed FROM aged WHERE old
                        ), moved AS (
                            UPDATE event_log SET forgotten = greatest(forgotten, last.sequence)
                            FROM last
                            WHERE last.passed > 0
                        ), removed AS (
                            -- the moves of an image are its history
                            DELETE FROM event USING last, event_log
                            WHERE event.sequence > event_log.forgotten AND event.sequence <= last.sequence
                              AND event.to_status IS NULL
                        )
                        SELECT passed FROM last
                        """)
                        .bind("before", Columns.time(before))
                        .bind("limit", limit)
                        .mapTo(Integer.class)
                        .one());
    }
}
