package dev.safelight.persistence.operation;

import dev.safelight.application.job.Job;
import dev.safelight.application.operation.Outlook;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Status;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How things stand, counted along indexes in which each status lies together. */
public final class PostgresOutlook implements Outlook {

    private final Database database;

    public PostgresOutlook(Database database) {
        this.database = database;
    }

    private record Count(String of, String status, long count) {}

    @Override
    public Counts counts(Instant now, int most) {
        List<Count> counts = database.run(
                "counting by status",
                handle -> handle.createQuery("""
                        SELECT 'image' AS of, status, (
                            SELECT count(*) FROM (SELECT FROM image WHERE image.status = named.status LIMIT :most) AS found)
                        FROM unnest(:images) AS named (status)
                        UNION ALL
                        SELECT 'download', status, (
                            SELECT count(*) FROM (
                                SELECT FROM download WHERE download.status = named.status LIMIT :most) AS found)
                        FROM unnest(:downloads) AS named (status)
                        UNION ALL
                        SELECT 'overdue', '', (
                            SELECT count(*) FROM (SELECT FROM image WHERE due_at < :now LIMIT :most) AS found)
                        UNION ALL
                        SELECT 'overdue', '', (
                            SELECT count(*) FROM (
                                SELECT FROM download
                                WHERE due_at < :now AND status IN ('QUEUED', 'PROCESSING')
                                LIMIT :most) AS found)
                        """)
                        .bindArray("images", String.class, (Object[]) names(Status.values()))
                        .bindArray("downloads", String.class, (Object[]) names(DownloadStatus.values()))
                        .bind("now", Columns.time(now))
                        .bind("most", most)
                        .map((row, context) ->
                                new Count(row.getString("of"), row.getString("status"), row.getLong("count")))
                        .list());
        Map<Status, Long> images = new EnumMap<>(Status.class);
        Map<DownloadStatus, Long> downloads = new EnumMap<>(DownloadStatus.class);
        long overdue = 0;
        for (Count count : counts) {
            switch (count.of()) {
                case "image" -> images.put(Status.valueOf(count.status()), count.count());
                case "download" -> downloads.put(DownloadStatus.valueOf(count.status()), count.count());
                default -> overdue += count.count();
            }
        }
        return new Counts(images, downloads, overdue);
    }

    private static String[] names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
    }

    @Override
    public List<Held> held(int limit) {
        return database.run(
                "looking what workers hold",
                handle -> handle.createQuery("""
                        SELECT lease_worker, 'JUDGE' AS kind, id, owner, since, due_at, attempts FROM image
                        WHERE status = 'PROCESSING' AND due_at IS NOT NULL AND lease_token IS NOT NULL
                        UNION ALL
                        SELECT lease_worker, 'BUILD', id, owner, begun_at, due_at, attempts FROM download
                        WHERE status = 'PROCESSING' AND lease_token IS NOT NULL
                        ORDER BY since, id
                        LIMIT :limit
                        """)
                        .bind("limit", limit)
                        .map((row, context) -> held(row))
                        .list());
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                row.getString("lease_worker"),
                Job.Kind.valueOf(row.getString("kind")),
                Columns.uuid(row, "id"),
                new OwnerId(row.getString("owner")),
                Columns.time(row, "since"),
                Columns.time(row, "due_at"),
                row.getInt("attempts"));
    }

    @Override
    public Optional<Oldest> oldest() {
        return database.run(
                "looking for the oldest in work",
                handle -> handle.createQuery("""
                        SELECT id, owner, status, created_at, since, due_at FROM image
                        WHERE status IN ('VERIFYING', 'PROCESSING') AND due_at IS NOT NULL
                        ORDER BY created_at, id
                        LIMIT 1
                        """)
                        .map((row, context) -> new Oldest(
                                new ImageId(Columns.uuid(row, "id")),
                                new OwnerId(row.getString("owner")),
                                Status.valueOf(row.getString("status")),
                                Columns.time(row, "created_at"),
                                Columns.time(row, "since"),
                                Columns.time(row, "due_at")))
                        .findOne());
    }

    private record Ends(
            Instant from,
            long accepted,
            long rejected,
            long uploadFailed,
            long error,
            Optional<Duration> median,
            Optional<Duration> p95) {

        static Ends read(ResultSet row) throws SQLException {
            return new Ends(
                    Columns.time(row, "from_time"),
                    row.getLong("accepted"),
                    row.getLong("rejected"),
                    row.getLong("upload_failed"),
                    row.getLong("error"),
                    duration(row, "median"),
                    duration(row, "p95"));
        }

        private static Optional<Duration> duration(ResultSet row, String column) throws SQLException {
            double seconds = row.getDouble(column);
            return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
        }

        Span span() {
            Map<Status, Long> ends = new EnumMap<>(Status.class);
            ends.put(Status.ACCEPTED, accepted);
            ends.put(Status.REJECTED, rejected);
            ends.put(Status.UPLOAD_FAILED, uploadFailed);
            ends.put(Status.ERROR, error);
            ends.values().removeIf(count -> count == 0);
            return new Span(from, ends, median, p95);
        }
    }

    /** Work begins with the first move of its chapter: the one that brought it to us, or sent it back. */
    @Override
    public Series series(Instant since, Duration span, int most) {
        List<Span> spans = database.run(
                "reading what became of work",
                handle -> handle.createQuery("""
                        WITH ended AS MATERIALIZED (
                            SELECT image, chapter, time, to_status FROM event
                            WHERE from_status IN ('VERIFYING', 'PROCESSING')
                              AND to_status IN ('ACCEPTED', 'REJECTED', 'UPLOAD_FAILED', 'ERROR')
                              AND time >= :since
                            ORDER BY time DESC
                            LIMIT :most
                        )
                        SELECT date_bin(:span::interval, ended.time, :since::timestamptz) AS from_time,
                               count(*) FILTER (WHERE to_status = 'ACCEPTED') AS accepted,
                               count(*) FILTER (WHERE to_status = 'REJECTED') AS rejected,
                               count(*) FILTER (WHERE to_status = 'UPLOAD_FAILED') AS upload_failed,
                               count(*) FILTER (WHERE to_status = 'ERROR') AS error,
                               percentile_disc(0.5) WITHIN GROUP (
                                   ORDER BY extract(epoch FROM ended.time - begun.time)) AS median,
                               percentile_disc(0.95) WITHIN GROUP (
                                   ORDER BY extract(epoch FROM ended.time - begun.time)) AS p95
                        FROM ended CROSS JOIN LATERAL (
                            SELECT min(event.time) AS time FROM event
                            WHERE event.image = ended.image AND event.chapter = ended.chapter
                        ) AS begun
                        GROUP BY from_time
                        ORDER BY from_time
                        """)
                        .bind("since", Columns.time(since))
                        .bind("span", span.toString())
                        .bind("most", most)
                        .map((row, context) -> Ends.read(row).span())
                        .list());
        return new Series(
                spans,
                spans.stream()
                        .flatMap(it -> it.ends().values().stream())
                        .mapToLong(Long::longValue)
                        .sum());
    }
}
