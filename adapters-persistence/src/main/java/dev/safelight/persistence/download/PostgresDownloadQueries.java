package dev.safelight.persistence.download;

import dev.safelight.application.download.DownloadQueries;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Looking around among the downloads in PostgreSQL. */
public final class PostgresDownloadQueries implements DownloadQueries {

    private final Database database;

    public PostgresDownloadQueries(Database database) {
        this.database = database;
    }

    @Override
    public List<Download> page(OwnerId owner, Optional<DownloadId> before, int limit) {
        return database.run(
                "listing downloads",
                handle -> handle.createQuery("""
                        SELECT * FROM download
                        WHERE owner = :owner AND (:before::uuid IS NULL OR id < :before::uuid)
                        ORDER BY id DESC
                        LIMIT :limit
                        """)
                        .bind("owner", owner.value())
                        .bind("before", before.map(DownloadId::value).orElse(null))
                        .bind("limit", limit)
                        .map((row, context) -> DownloadRow.read(row))
                        .list());
    }

    @Override
    public List<Download> overdue(Instant before, int limit) {
        return database.run(
                "looking for overdue downloads",
                handle -> handle.createQuery("""
                        SELECT * FROM download WHERE due_at < :before ORDER BY due_at LIMIT :limit
                        """)
                        .bind("before", Columns.time(before))
                        .bind("limit", limit)
                        .map((row, context) -> DownloadRow.read(row))
                        .list());
    }

    @Override
    public List<DownloadId> unswept(Instant before, int limit) {
        return database.run(
                "looking for what downloads have left",
                handle -> handle.createQuery("""
                        SELECT id FROM download
                        WHERE status IN ('FAILED', 'CANCELLED', 'EXPIRED') AND NOT swept AND since < :before
                        ORDER BY since
                        LIMIT :limit
                        """)
                        .bind("before", Columns.time(before))
                        .bind("limit", limit)
                        .mapTo(UUID.class)
                        .map(DownloadId::new)
                        .list());
    }

    @Override
    public void swept(Collection<DownloadId> ids) {
        database.run(
                "noting what was swept up",
                handle -> handle.createUpdate("""
                        UPDATE download SET swept = true
                        WHERE id = ANY (:ids) AND status IN ('FAILED', 'CANCELLED', 'EXPIRED')
                        """).bind("ids", uuids(ids)).execute());
    }

    private static UUID[] uuids(Collection<DownloadId> ids) {
        return ids.stream().map(DownloadId::value).toArray(UUID[]::new);
    }

    @Override
    public Set<DownloadId> withArchive(Collection<DownloadId> ids) {
        return database.run(
                "looking for living downloads",
                handle -> new HashSet<>(handle.createQuery("""
                        SELECT id FROM download
                        WHERE id = ANY (:ids) AND status IN ('QUEUED', 'PROCESSING', 'COMPLETED')
                        """)
                        .bind("ids", uuids(ids))
                        .mapTo(UUID.class)
                        .map(DownloadId::new)
                        .list()));
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.run(
                "forgetting downloads",
                handle -> handle.createUpdate("""
                        DELETE FROM download
                        WHERE id IN (
                            SELECT id FROM download
                            WHERE status IN ('FAILED', 'CANCELLED', 'EXPIRED') AND swept AND since < :before
                            ORDER BY since
                            LIMIT :limit)
                        """)
                        .bind("before", Columns.time(before))
                        .bind("limit", limit)
                        .execute());
    }
}
