package dev.safelight.persistence.download;

import dev.safelight.application.download.Downloads;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.Outbox;
import dev.safelight.application.operation.Story;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.event.EventData;
import dev.safelight.persistence.event.TraceColumns;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of downloads in PostgreSQL: each write is one statement that checks, moves, tells and rings. Why that is
 * right under READ COMMITTED is said at {@code PostgresImages}; here a statement locks one row.
 */
public final class PostgresDownloads implements Downloads {

    private final Database database;
    private final Notifications notifications;
    private final RandomGenerator random;

    /**
     * @param notifications told of every write after it is committed
     * @param random for the ids of events; safe for many threads
     */
    public PostgresDownloads(Database database, Notifications notifications, RandomGenerator random) {
        this.database = database;
        this.notifications = notifications;
        this.random = random;
    }

    /** Whoever comes second finds what the first one added; when that has expired or ended meanwhile, he tries again. */
    @Override
    public Added add(Order order, Limits limits, Instant now) {
        while (true) {
            Optional<Download> same = same(order);
            if (same.isPresent() && !isOver(same.get(), now)) {
                return new Added.Existing(same.get());
            }
            same.map(Download.Completed.class::cast).ifPresent(over -> apply(over.expired(now)));
            Optional<Added> added = insert(order, limits);
            if (added.isPresent()) {
                return added.get();
            }
        }
    }

    private static boolean isOver(Download download, Instant now) {
        return download instanceof Download.Completed it && !it.until().isAfter(now);
    }

    private Optional<Download> same(Order order) {
        return database.run(
                "looking for the same download",
                handle -> handle.createQuery("""
                        SELECT * FROM download
                        WHERE owner = :owner AND fingerprint = :fingerprint
                          AND (status IN ('QUEUED', 'PROCESSING') OR (status = 'COMPLETED' AND whole))
                        """)
                        .bind("owner", order.owner().value())
                        .bind("fingerprint", order.fingerprint().hex())
                        .map((row, context) -> DownloadRow.read(row))
                        .findOne());
    }

    /** Empty when somebody has just added the same. */
    private Optional<Added> insert(Order order, Limits limits) {
        Download.Queued queued = Download.Queued.of(order);
        Job job = Job.wantedBy(queued).orElseThrow();
        Map<String, Object> load = database.run(
                "adding a download",
                handle -> handle.createQuery("""
                        WITH load AS MATERIALIZED (
                            SELECT (SELECT count(*) FROM (
                                        SELECT FROM download
                                        WHERE owner = :owner AND status IN ('QUEUED', 'PROCESSING')
                                        LIMIT :perOwner) AS his) >= :perOwner AS owner_full,
                                   (SELECT count(*) FROM (
                                        SELECT FROM download WHERE status IN ('QUEUED', 'PROCESSING')
                                        LIMIT :inAll) AS everybodys) >= :inAll AS all_full
                        ), added AS (
                            INSERT INTO download (id, owner, wanted, picture, fingerprint, created_at,
                                                  status, version, since, due_at)
                            SELECT :id, :owner, :wanted, :picture, :fingerprint, :now, 'QUEUED', 1, :now, :now
                            FROM load
                            WHERE NOT owner_full AND NOT all_full
                            ON CONFLICT (owner, fingerprint)
                                WHERE status IN ('QUEUED', 'PROCESSING') OR (status = 'COMPLETED' AND whole)
                                DO NOTHING
                            RETURNING id, owner
                        ), told AS (
                            INSERT INTO event (id, type, owner, subject, time, trace_id, trace, data)
                            SELECT :eventId, 'download.queued', owner, id::text, :now, :traceId, :trace, :eventData::jsonb
                            FROM added
                        ), rung AS (
                            INSERT INTO job (id, kind, image, owner, due_at, visible_at, hidden, turn, trace)
                            SELECT :jobId, 'BUILD', id, owner, :now, :now, false, :now::timestamptz + :share::interval * (
                                SELECT count(*) FROM job WHERE job.owner = added.owner AND kind = 'BUILD'), :trace
                            FROM added
                            ON CONFLICT (id) DO NOTHING
                        )
                        SELECT (SELECT count(*) FROM added) AS added, owner_full, all_full FROM load
                        """)
                        .bind("id", order.id().value())
                        .bind("owner", order.owner().value())
                        .bind(
                                "wanted",
                                order.wanted().stream().map(Wanted::toString).toArray(String[]::new))
                        .bind("picture", order.picture().name())
                        .bind("fingerprint", order.fingerprint().hex())
                        .bind("now", Columns.time(order.createdAt()))
                        .bind("perOwner", limits.perOwner())
                        .bind("inAll", limits.inAll())
                        .bind("eventId", eventId(order.createdAt()))
                        .bindMap(TraceColumns.ofPresent())
                        .bind("eventData", EventData.of(told(queued)))
                        .bind("jobId", job.id())
                        .bind("share", Outbox.SHARE.toString())
                        .mapToMap()
                        .one());
        if (Long.valueOf(1).equals(load.get("added"))) {
            announce(queued);
            return Optional.of(new Added.New(queued));
        }
        boolean ofOwner = Boolean.TRUE.equals(load.get("owner_full"));
        boolean full = ofOwner || Boolean.TRUE.equals(load.get("all_full"));
        return full ? Optional.of(new Added.Full(ofOwner)) : Optional.empty();
    }

    private UUID eventId(Instant now) {
        return ImageId.at(now, random).value(); // the same kind of UUID, sorted by time
    }

    private static Event.Download told(Download download) {
        Optional<String> error = download instanceof Download.Failed failed
                ? Optional.of(failed.failure().code().name())
                : Optional.empty();
        return new Event.Download(download.progress(), error);
    }

    private void announce(Download written) {
        Job.wantedBy(written)
                .ifPresent(job -> notifications.publish(
                        Notifications.Topic.JOB, job.kind().name()));
        notifications.publish(Notifications.Topic.CHANGE, written.id().toString());
    }

    @Override
    public Optional<Download> find(DownloadId id) {
        return database.run(
                "reading a download",
                handle -> handle.createQuery("SELECT * FROM download WHERE id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> DownloadRow.read(row))
                        .findOne());
    }

    @Override
    public Optional<Download> find(OwnerId owner, DownloadId id) {
        return database.run(
                "reading a download",
                handle -> handle.createQuery("SELECT * FROM download WHERE id = :id AND owner = :owner")
                        .bind("id", id.value())
                        .bind("owner", owner.value())
                        .map((row, context) -> DownloadRow.read(row))
                        .findOne());
    }

    @Override
    public Outcome apply(DownloadChange change) {
        int moved = database.run(
                "writing a download",
                handle -> handle.createQuery("""
                        WITH there AS MATERIALIZED (
                            -- of an archive: whoever deletes one of its photos waits, and then finds it completed
                            SELECT FROM image WHERE id = ANY (:archived) FOR KEY SHARE
                        ), moved AS (
                            UPDATE download
                            SET status = :status, version = version + 1, since = :since, due_at = :dueAt,
                                attempts = coalesce(:attempts, attempts), begun_at = coalesce(:begunAt, begun_at),
                                lease_token = :leaseToken, lease_worker = :leaseWorker, items = :items::jsonb,
                                done_files = :doneFiles, total_files = :totalFiles,
                                done_bytes = :doneBytes, total_bytes = :totalBytes,
                                archive_key = :archiveKey, archive_size = :archiveSize, archive_etag = :archiveEtag,
                                archive_sha256 = :archiveSha256, whole = :whole,
                                failure = :failure, incident_id = :incidentId, failure_detail = :failureDetail,
                                notes = CASE WHEN :note::text IS NULL THEN notes
                                        WHEN jsonb_array_length(notes) >= :notesKept THEN notes - 0 ELSE notes END
                                    || CASE WHEN :note::text IS NULL THEN '[]'::jsonb
                                        ELSE jsonb_build_object(
                                            'at', :since::timestamptz, 'attempt', :attempts::integer, 'why', :note::text) END
                            WHERE id = :id AND version = :versionRead AND status = :statusRead
                              AND lease_token IS NOT DISTINCT FROM :leaseTokenRead::uuid
                              -- renewed since it was read: whoever wants to take it over must wait again
                              AND (NOT :takesOver OR lease_token IS NULL OR due_at <= :since)
                              AND (SELECT count(*) FROM there) = cardinality(:archived::uuid[])
                            RETURNING id, owner
                        ), told AS (
                            INSERT INTO event (id, type, owner, subject, time, trace_id, trace, data)
                            SELECT :eventId, :eventType, owner, id::text, :since, :traceId, :trace, :eventData::jsonb
                            FROM moved
                            WHERE :eventType::text IS NOT NULL
                        ), rung AS (
                            INSERT INTO job (id, kind, image, owner, due_at, visible_at, hidden, turn, trace)
                            SELECT :jobId, 'BUILD', id, owner, :jobDueAt, :jobDueAt, :jobDueAt > :since, :jobDueAt, :trace
                            FROM moved
                            WHERE :jobId::text IS NOT NULL
                            ON CONFLICT (id) DO NOTHING
                        )
                        SELECT count(*) FROM moved
                        """)
                        .bindMap(parameters(change))
                        .mapTo(Integer.class)
                        .one());
        if (moved == 0) {
            return Outcome.RACED;
        }
        announce(change.after());
        return Outcome.APPLIED;
    }

    private Map<String, @Nullable Object> parameters(DownloadChange change) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        Download after = change.after();
        putCondition(parameters, change);
        putState(parameters, after);
        putEnd(parameters, after);
        Optional<Job> job = Job.wantedBy(after);
        parameters.put("jobId", job.map(Job::id).orElse(null));
        parameters.put(
                "jobDueAt", job.map(wanted -> Columns.time(wanted.dueAt())).orElse(null));
        parameters.put("eventId", eventId(after.since()));
        parameters.put(
                "eventType", EventType.of(change).map(EventType::wireName).orElse(null));
        parameters.put("eventData", EventData.of(told(after)));
        parameters.put("note", change.note().map(Columns::text).orElse(null));
        parameters.put("notesKept", Story.NOTES);
        TraceColumns.put(parameters);
        return parameters;
    }

    private static void putCondition(Map<String, @Nullable Object> parameters, DownloadChange change) {
        Optional<UUID> held = lease(change.before()).map(Lease::token);
        Optional<UUID> taker = lease(change.after()).map(Lease::token);
        parameters.put("id", change.before().id().value());
        parameters.put("versionRead", change.before().version());
        parameters.put("statusRead", change.before().status().name());
        parameters.put("leaseTokenRead", held.orElse(null));
        parameters.put("takesOver", taker.isPresent() && !taker.equals(held));
    }

    private static Optional<Lease> lease(Download download) {
        return download instanceof Download.Processing it ? it.lease() : Optional.empty();
    }

    private static void putState(Map<String, @Nullable Object> parameters, Download after) {
        Optional<Download.Processing> working =
                after instanceof Download.Processing it ? Optional.of(it) : Optional.empty();
        Progress progress = after.progress();
        parameters.put("status", after.status().name());
        parameters.put("since", Columns.time(after.since()));
        parameters.put("dueAt", after.dueAt().map(Columns::time).orElse(null));
        parameters.put("attempts", working.map(Download.Processing::attempts).orElse(null));
        parameters.put("begunAt", working.map(it -> Columns.time(it.begun())).orElse(null));
        parameters.put("leaseToken", lease(after).map(Lease::token).orElse(null));
        parameters.put("leaseWorker", lease(after).map(Lease::worker).orElse(null));
        parameters.put("items", ItemJson.write(after.items()));
        parameters.put("doneFiles", progress.doneFiles());
        parameters.put("totalFiles", progress.totalFiles());
        parameters.put("doneBytes", progress.doneBytes());
        parameters.put("totalBytes", progress.totalBytes());
    }

    private static void putEnd(Map<String, @Nullable Object> parameters, Download after) {
        Optional<StoredObject> archive =
                after instanceof Download.Completed it ? Optional.of(it.archive()) : Optional.empty();
        Optional<Failure> failure = after instanceof Download.Failed it ? Optional.of(it.failure()) : Optional.empty();
        parameters.put("archived", after instanceof Download.Completed ? archived(after) : new UUID[0]);
        parameters.put("archiveKey", archive.map(StoredObject::key).orElse(null));
        parameters.put("archiveSize", archive.map(StoredObject::size).orElse(null));
        parameters.put("archiveEtag", archive.map(StoredObject::etag).orElse(null));
        parameters.put(
                "archiveSha256",
                archive.flatMap(StoredObject::sha256).map(Sha256::hex).orElse(null));
        parameters.put("whole", after instanceof Download.Completed it && it.isWhole());
        parameters.put("failure", failure.map(it -> it.code().name()).orElse(null));
        parameters.put("incidentId", failure.flatMap(Failure::incidentId).orElse(null));
        parameters.put(
                "failureDetail", failure.map(it -> Columns.text(it.detail())).orElse(null));
    }

    private static UUID[] archived(Download completed) {
        return completed.items().stream()
                .filter(item -> item.outcome() == Item.Outcome.INCLUDED)
                .flatMap(item -> item.content().stream())
                .map(content -> content.image().value())
                .distinct()
                .toArray(UUID[]::new);
    }

    /** The version stays: whoever holds the lease goes on with the download as it read it. */
    @Override
    public boolean renew(
            DownloadId id, Lease lease, Instant until, Optional<List<Item>> items, Progress progress, Instant now) {
        boolean held = 1
                == database.run(
                        "renewing a lease",
                        handle -> handle.createQuery("""
                        WITH before AS MATERIALIZED (
                            SELECT done_bytes, done_files, total_files FROM download WHERE id = :id
                        ), renewed AS (
                            UPDATE download
                            SET due_at = greatest(due_at, :until), items = coalesce(:items::jsonb, items),
                                done_files = :doneFiles, total_files = :totalFiles,
                                done_bytes = :doneBytes, total_bytes = :totalBytes
                            WHERE id = :id AND status = 'PROCESSING' AND lease_token = :token
                            RETURNING id, owner
                        ), told AS (
                            INSERT INTO event (id, type, owner, subject, time, trace_id, trace, data)
                            SELECT :eventId, 'download.progress', owner, id::text, :now, :traceId, :trace, :eventData::jsonb
                            FROM renewed, before
                            WHERE (before.done_bytes, before.done_files, before.total_files)
                                IS DISTINCT FROM (:doneBytes, :doneFiles, :totalFiles)
                        )
                        SELECT count(*) FROM renewed
                        """)
                                .bind("id", id.value())
                                .bind("token", lease.token())
                                .bind("until", Columns.time(until))
                                .bind("items", items.map(ItemJson::write).orElse(null))
                                .bind("doneFiles", progress.doneFiles())
                                .bind("totalFiles", progress.totalFiles())
                                .bind("doneBytes", progress.doneBytes())
                                .bind("totalBytes", progress.totalBytes())
                                .bind("eventId", eventId(now))
                                .bind("now", Columns.time(now))
                                .bindMap(TraceColumns.ofPresent())
                                .bind("eventData", EventData.of(new Event.Download(progress, Optional.empty())))
                                .mapTo(Integer.class)
                                .one());
        if (held) {
            notifications.publish(Notifications.Topic.CHANGE, id.toString());
        }
        return held;
    }

    @Override
    public int expireWith(OwnerId owner, ImageId image, Instant now) {
        List<Download> having = database.run(
                "looking for archives with an image",
                handle -> handle.createQuery("""
                        SELECT * FROM download
                        WHERE owner = :owner AND status = 'COMPLETED'
                          AND items @> jsonb_build_array(jsonb_build_object('image', :image, 'outcome', 'INCLUDED'))
                        """)
                        .bind("owner", owner.value())
                        .bind("image", image.toString())
                        .map((row, context) -> DownloadRow.read(row))
                        .list());
        return (int) having.stream()
                .map(Download.Completed.class::cast)
                .filter(completed -> apply(completed.expired(now)) == Outcome.APPLIED)
                .count();
    }
}
