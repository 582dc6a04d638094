package dev.safelight.persistence.operation;

import dev.safelight.application.job.Job;
import dev.safelight.application.operation.Troubles;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** Troubles, along two indexes in which nothing else lies: their conditions stand here word for word. */
public final class PostgresTroubles implements Troubles {

    private final Database database;

    public PostgresTroubles(Database database) {
        this.database = database;
    }

    @Override
    public List<Trouble> since(Instant since, int limit) {
        return database.run(
                "looking what is in trouble",
                handle -> handle.createQuery("""
                        SELECT kind, id, owner, since, attempts, incident,
                               jsonb_path_query_array(notes, '$[last - 3 to last]') AS notes
                        FROM (
                            (SELECT CASE WHEN object_key IS NULL THEN 'VERIFY' ELSE 'JUDGE' END AS kind, id, owner, since,
                                    coalesce(attempts, 0) - (lease_token IS NOT NULL)::integer AS attempts,
                                    incident_summary AS incident, notes
                             FROM image
                             WHERE (incident_id IS NOT NULL OR attempts > 1 OR (attempts = 1 AND lease_token IS NULL))
                               AND since >= :since
                             ORDER BY since DESC
                             LIMIT :limit)
                            UNION ALL
                            (SELECT 'BUILD', id, owner, since,
                                    CASE status WHEN 'PROCESSING' THEN attempts ELSE 0 END
                                        - (lease_token IS NOT NULL)::integer,
                                    failure_detail, notes
                             FROM download
                             WHERE (failure = 'ERROR' OR (status = 'PROCESSING'
                                        AND (attempts > 1 OR (attempts = 1 AND lease_token IS NULL))))
                               AND since >= :since
                             ORDER BY since DESC
                             LIMIT :limit)
                            ORDER BY since DESC
                            LIMIT :limit
                        ) AS latest
                        ORDER BY since DESC
                        """)
                        .bind("since", Columns.time(since))
                        .bind("limit", limit)
                        .map((row, context) -> trouble(row))
                        .list());
    }

    private static Trouble trouble(ResultSet row) throws SQLException {
        return new Trouble(
                Job.Kind.valueOf(row.getString("kind")),
                Columns.uuid(row, "id"),
                new OwnerId(row.getString("owner")),
                Columns.time(row, "since"),
                row.getInt("attempts"),
                Columns.optionalText(row, "incident"),
                NoteJson.read(row.getString("notes")));
    }

    private record Traced(UUID subject, String trace) {}

    /** Of downloads that are tried again by their jobs, whose ids are known: no index is needed that every job would pay for. */
    @Override
    public Map<UUID, String> traces(Collection<Trouble> troubles) {
        List<Traced> found = database.run(
                "looking for the traces of troubles",
                handle -> handle.createQuery("""
                        SELECT named.id, told.trace_id
                        FROM unnest(:images::uuid[]) AS named (id) CROSS JOIN LATERAL (
                            SELECT trace_id FROM event WHERE image = named.id ORDER BY sequence DESC LIMIT 1) AS told
                        UNION ALL
                        SELECT subject::uuid, trace_id FROM event
                        WHERE subject = ANY (:downloads::uuid[]::text[])
                          AND type IN ('download.completed', 'download.failed', 'download.cancelled')
                        UNION ALL
                        SELECT download.id, substr(job.trace, 4, 32)
                        FROM download JOIN job
                          ON job.id IN ('build:' || download.id || ':' || version, 'build:' || download.id || ':' || version - 1)
                        WHERE download.id = ANY (:downloads::uuid[]) AND job.trace IS NOT NULL
                        """)
                        .bindArray("images", UUID.class, (Object[]) ids(troubles, kind -> kind != Job.Kind.BUILD))
                        .bindArray("downloads", UUID.class, (Object[]) ids(troubles, kind -> kind == Job.Kind.BUILD))
                        .map((row, context) -> new Traced(Columns.uuid(row, "id"), row.getString("trace_id")))
                        .list());
        Map<UUID, String> traces = new HashMap<>();
        found.forEach(it -> traces.put(it.subject(), it.trace()));
        return traces;
    }

    private static UUID[] ids(Collection<Trouble> troubles, Predicate<Job.Kind> which) {
        return troubles.stream()
                .filter(trouble -> which.test(trouble.kind()))
                .map(Trouble::subject)
                .toArray(UUID[]::new);
    }
}
