package dev.safelight.persistence.image;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.Outbox;
import dev.safelight.application.operation.BulkMoves;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Status;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.event.TraceColumns;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Many moves in one statement, each under the condition under which {@link PostgresImages} would make it, and with the
 * same order of locks: owners, images, sets; several of a kind in the order of their ids.
 */
public final class PostgresBulkMoves implements BulkMoves {

    private final Database database;
    private final Notifications notifications;
    private final RandomGenerator random;

    /** @param random for the ids of events; safe for many threads */
    public PostgresBulkMoves(Database database, Notifications notifications, RandomGenerator random) {
        this.database = database;
        this.notifications = notifications;
        this.random = random;
    }

    /** What a finished image has beside its status (object, evidence, verdict) it keeps when it is sent on. */
    @Override
    public Set<ImageId> apply(List<Change> changes, SetSize size, UUID audit) {
        Instant now = changes.getFirst().after().life().since();
        Set<ImageId> moved = database.run(
                "writing many images",
                handle -> new HashSet<>(handle.createQuery("""
                        WITH wanted AS MATERIALIZED (
                            SELECT * FROM jsonb_to_recordset(:changes::jsonb) AS wanted (
                                id uuid, owner text, version_read bigint, status_read text, status text,
                                chapter integer, due_at timestamptz, looks integer, attempts integer,
                                overruled_by text, overruled_because text,
                                event uuid, ready uuid, type text, event_attempt integer, why text, data jsonb,
                                job text, job_kind text, accepted integer, rejected integer, pending integer)
                        ), gallery AS MATERIALIZED (
                            SELECT id FROM owner
                            WHERE :inGallery AND id IN (SELECT owner FROM wanted)
                            ORDER BY id
                            FOR NO KEY UPDATE
                        ), found AS MATERIALIZED (
                            SELECT image.id FROM image JOIN wanted ON wanted.id = image.id
                            WHERE image.version = wanted.version_read AND image.status = wanted.status_read
                              AND (NOT :inGallery OR image.owner IN (SELECT id FROM gallery))
                            ORDER BY image.id
                            FOR NO KEY UPDATE OF image
                        ), moved AS (
                            UPDATE image
                            SET status = wanted.status, version = version + 1, chapter = wanted.chapter, since = :now,
                                due_at = wanted.due_at, looks = wanted.looks, attempts = wanted.attempts,
                                incident_id = NULL, incident_summary = NULL,
                                overruled_by = wanted.overruled_by, overruled_because = wanted.overruled_because
                            FROM wanted JOIN found ON found.id = wanted.id
                            WHERE image.id = wanted.id
                            RETURNING image.set_name, wanted.*
                        ), told AS (
                            INSERT INTO event (id, type, owner, subject, image, time, trace_id, trace,
                                               from_status, to_status, chapter, attempt, why, data)
                            SELECT event, type, owner, id::text, id, :now, :traceId, :trace,
                                   status_read, status, chapter, event_attempt, why, data
                            FROM moved
                            RETURNING sequence
                        ), rung AS (
                            INSERT INTO job (id, kind, image, owner, due_at, visible_at, hidden, turn, trace)
                            SELECT job, job_kind, id, owner, due_at, due_at, false,
                                   due_at + :share::interval * (
                                       row_number() OVER (PARTITION BY owner, job_kind ORDER BY id) - 1 + (
                                           SELECT count(*) FROM job AS queued
                                           WHERE queued.owner = moved.owner AND queued.kind = moved.job_kind)),
                                   :trace
                            FROM moved
                            WHERE job IS NOT NULL
                            ON CONFLICT (id) DO NOTHING
                        ), tally AS (
                            SELECT owner, set_name, sum(accepted)::integer AS accepted, sum(rejected)::integer AS rejected,
                                   sum(pending)::integer AS pending, min(ready::text)::uuid AS ready
                            FROM moved
                            GROUP BY owner, set_name
                        ), counted AS (
                            UPDATE photo_set
                            SET accepted = photo_set.accepted + tally.accepted,
                                rejected = photo_set.rejected + tally.rejected,
                                pending = photo_set.pending + tally.pending
                            FROM tally
                            WHERE photo_set.owner = tally.owner AND photo_set.name = tally.set_name
                            RETURNING photo_set.owner, photo_set.name, photo_set.accepted, tally.accepted AS more,
                                      tally.ready
                        ), ready AS (
                            INSERT INTO event (id, type, owner, subject, time, trace_id, trace)
                            SELECT ready, 'set.ready', owner, name, :now, :traceId, :trace
                            FROM counted
                            WHERE accepted >= :minimum AND accepted - more < :minimum
                              AND (SELECT count(*) FROM told) > 0 -- after the events of the photos that made it ready
                        ), advanced AS (
                            UPDATE owner SET gallery_version = gallery_version + 1
                            WHERE :inGallery AND id IN (SELECT owner FROM moved)
                        ), audited AS (
                            UPDATE audit SET done = done + (SELECT count(*) FROM moved) WHERE id = :audit
                        )
                        SELECT id FROM moved
                        """)
                        .bind("changes", ChangeJson.write(changes, random))
                        .bind("inGallery", changes.stream().anyMatch(PostgresBulkMoves::changesGallery))
                        .bind("now", Columns.time(now))
                        .bind("share", Outbox.SHARE.toString())
                        .bind("minimum", size.minimum())
                        .bind("audit", audit)
                        .bindMap(TraceColumns.ofPresent())
                        .mapTo(UUID.class)
                        .map(ImageId::new)
                        .list()));
        announce(changes, moved);
        return moved;
    }

    private static boolean changesGallery(Change change) {
        return change.before().status() == Status.ACCEPTED || change.after().status() == Status.ACCEPTED;
    }

    private void announce(List<Change> changes, Set<ImageId> moved) {
        List<Image> written = changes.stream()
                .map(Change::after)
                .filter(it -> moved.contains(it.id()))
                .toList();
        written.stream()
                .flatMap(image -> Job.wantedBy(image).stream())
                .map(Job::kind)
                .distinct()
                .forEach(kind -> notifications.publish(Notifications.Topic.JOB, kind.name()));
        written.forEach(image ->
                notifications.publish(Notifications.Topic.CHANGE, image.id().toString()));
    }
}
