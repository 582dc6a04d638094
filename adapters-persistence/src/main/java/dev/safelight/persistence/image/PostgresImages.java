package dev.safelight.persistence.image;

import dev.safelight.application.Outage;
import dev.safelight.application.image.Images;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.Outbox;
import dev.safelight.application.operation.Story;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.Life;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Upload;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.event.EventData;
import dev.safelight.persistence.event.TraceColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle in PostgreSQL: each write is one statement that checks, moves, tells, rings and counts.
 *
 * <p><b>Why that is right under READ COMMITTED.</b> All parts of a statement see the snapshot of its beginning, but a
 * row that somebody else has changed since is waited for, read anew and checked again before it is locked or changed.
 * So a condition on a row holds at the moment at which that row is written, and the rest hangs on what that write
 * returns: a statement whose condition fails writes nothing at all.
 *
 * <p><b>Order of locks</b>, everywhere the same, so that writes of one owner wait for each other but never in a circle:
 * the owner's row (only when the gallery matters), the image, the set. Each statement touches one of each.
 *
 * <p><b>The gallery.</b> A verdict locks its owner's row under the condition that the gallery is the one it saw, before
 * it touches the image; the version itself is advanced last and only if the image did move. A statement that loses the
 * image has thus held a lock for nothing and changed nothing. A rejection takes the same lock: what it was compared with
 * is still accepted at the moment at which it is refused.
 *
 * <p><b>Bad networks.</b> The timeouts are those of {@link Database}. Who meets an outage in a write and tries again, while
 * the first attempt did happen unheard, is told {@link Outcome#RACED}, or that it is deleted already; to add the same
 * promises again would fail on their ids, so a request that is repeated brings new ones, and the old ones expire.
 */
public final class PostgresImages implements Images {

    /** Each failure means that somebody else has moved the image on, and no image is moved on for ever. */
    private static final int DELETE_ATTEMPTS = 100;

    private final Database database;
    private final Notifications notifications;
    private final RandomGenerator random;
    private final Duration discardAfter;

    /**
     * @param notifications told of every write after it is committed
     * @param random for the ids of events; safe for many threads
     * @param discardAfter how long the note to remove an image's objects waits: until no URL that was signed for it can
     *     be valid any more
     */
    public PostgresImages(
            Database database, Notifications notifications, RandomGenerator random, Duration discardAfter) {
        this.database = database;
        this.notifications = notifications;
        this.random = random;
        this.discardAfter = discardAfter;
    }

    @Override
    public Added add(List<Upload.Promise> promises, SetSize size, int most) {
        Map<UUID, Long> fileIds = insert(promises, size, most);
        return fileIds.isEmpty()
                ? full(promises, size, most)
                : new Added.All(promises.stream()
                        .map(promise -> added(promise, fileIds))
                        .toList());
    }

    private static Image.AwaitingUpload added(Upload.Promise promise, Map<UUID, Long> fileIds) {
        Long fileId = fileIds.get(promise.id().value());
        if (fileId == null) {
            throw new IllegalStateException("was not added: " + promise.id());
        }
        return new Image.AwaitingUpload(new Upload(fileId, promise), Life.begin(promise.createdAt()));
    }

    /**
     * The set's row is locked and counted up only while there is room; without that row nothing is inserted. What its
     * owner has on the way is counted as it was when the statement began: of statements that overlap, each of which
     * occupies a connection, none sees what the others add.
     */
    private Map<UUID, Long> insert(List<Upload.Promise> promises, SetSize size, int most) {
        Upload.Promise first = promises.getFirst();
        return database.run(
                "adding images",
                handle -> handle.createQuery("""
                        WITH known AS (
                            INSERT INTO owner (id) VALUES (:owner) ON CONFLICT (id) DO NOTHING
                        ), roomy AS (
                            INSERT INTO photo_set (owner, name, pending)
                            SELECT :owner, :set, :wanted
                            WHERE :wanted <= :maximum
                              AND :wanted + (SELECT count(*) FROM (
                                      SELECT FROM image
                                      WHERE owner = :owner AND status IN ('AWAITING_UPLOAD', 'VERIFYING', 'PROCESSING')
                                        AND due_at IS NOT NULL
                                      LIMIT :most) AS on_their_way) <= :most
                            ON CONFLICT (owner, name) DO UPDATE
                            SET pending = photo_set.pending + :wanted
                            WHERE photo_set.accepted + photo_set.pending + :wanted <= :maximum
                            RETURNING owner, name
                        )
                        INSERT INTO image (id, owner, set_name, filename, content_type, promised_format, promised_size,
                                           promised_sha256, created_at, deadline, status, version, chapter, since,
                                           due_at)
                        SELECT promise.id, roomy.owner, roomy.name, promise.filename, promise.content_type,
                               promise.format, promise.size, promise.sha256, promise.created_at, promise.deadline,
                               'AWAITING_UPLOAD', 1, 1, promise.created_at, promise.deadline
                        FROM roomy, jsonb_to_recordset(:promises::jsonb) AS promise (
                            id uuid, filename text, content_type text, format text, size bigint, sha256 text,
                            created_at timestamptz, deadline timestamptz, position integer)
                        ORDER BY promise.position
                        RETURNING id, file_id
                        """)
                        .bind("owner", first.owner().value())
                        .bind("set", first.set().value())
                        .bind("wanted", promises.size())
                        .bind("maximum", size.maximum())
                        .bind("most", most)
                        .bind("promises", PromiseJson.write(promises))
                        .reduceRows(new HashMap<>(), (fileIds, row) -> {
                            fileIds.put(row.getColumn("id", UUID.class), row.getColumn("file_id", Long.class));
                            return fileIds;
                        }));
    }

    /**
     * Why nothing was added, as it is a moment later: by now there may be more room, but there was not enough when we
     * asked for it.
     */
    private Added full(List<Upload.Promise> promises, SetSize size, int most) {
        Upload.Promise first = promises.getFirst();
        return database.run(
                "counting who has no room",
                handle -> handle.createQuery("""
                        SELECT (SELECT coalesce(sum(accepted + pending), 0) FROM photo_set
                                WHERE owner = :owner AND name = :set) AS places,
                               count(*) AS on_their_way,
                               count(*) FILTER (WHERE status <> 'AWAITING_UPLOAD') AS in_work
                        FROM (
                            SELECT status FROM image
                            WHERE owner = :owner AND status IN ('AWAITING_UPLOAD', 'VERIFYING', 'PROCESSING')
                              AND due_at IS NOT NULL
                            LIMIT :most
                        ) AS images
                        """)
                        .bind("owner", first.owner().value())
                        .bind("set", first.set().value())
                        .bind("most", most)
                        .map((row, context) -> full(
                                promises.size(),
                                size.maximum() - row.getInt("places"),
                                most - row.getInt("on_their_way"),
                                row.getInt("in_work")))
                        .one());
    }

    private static Added full(int wanted, int freeInSet, int freeOfOwner, int inWork) {
        return freeInSet >= wanted && freeOfOwner < wanted
                ? new Added.OwnerFull(Math.max(0, freeOfOwner), inWork)
                : new Added.SetFull(Math.clamp(freeInSet, 0, wanted - 1));
    }

    @Override
    public Optional<Image> find(ImageId id) {
        return database.run(
                "reading an image",
                handle -> handle.createQuery("""
                        SELECT * FROM image WHERE id = :id
                        """)
                        .bind("id", id.value())
                        .map((row, context) -> ImageRow.read(row))
                        .findOne());
    }

    @Override
    public Optional<Image> find(OwnerId owner, ImageId id) {
        return database.run(
                "reading an image",
                handle -> handle.createQuery("""
                        SELECT * FROM image WHERE id = :id AND owner = :owner
                        """)
                        .bind("id", id.value())
                        .bind("owner", owner.value())
                        .map((row, context) -> ImageRow.read(row))
                        .findOne());
    }

    @Override
    public Outcome apply(Change change, SetSize size) {
        int moved = database.run(
                "writing an image",
                handle -> handle.createQuery("""
                        WITH gallery AS MATERIALIZED (
                            SELECT FROM owner
                            WHERE :inGallery AND id = :owner
                              AND (:gallerySeen::bigint IS NULL OR gallery_version = :gallerySeen)
                            FOR NO KEY UPDATE
                        ), moved AS (
                            UPDATE image
                            SET status = :status, version = version + 1, chapter = :chapter, since = :since,
                                due_at = :dueAt, looks = :looks, attempts = :attempts,
                                lease_token = :leaseToken, lease_worker = :leaseWorker,
                                object_key = :objectKey, object_size = :objectSize, object_etag = :objectEtag,
                                object_sha256 = :objectSha256,
                                fault = :fault, incident_id = :incidentId, incident_summary = :incidentSummary,
                                evidence = :evidence::jsonb, verdict = :verdict::jsonb, policy_version = :policyVersion,
                                content_sha256 = :contentSha256, fingerprint = :fingerprint::bit(256),
                                normalized_key = :normalizedKey, thumbnail_key = :thumbnailKey,
                                overruled_by = :overruledBy, overruled_because = :overruledBecause,
                                notes = CASE WHEN :isMove THEN notes
                                        WHEN jsonb_array_length(notes) >= :notesKept THEN notes - 0 ELSE notes END
                                    || CASE WHEN :isMove THEN '[]'::jsonb
                                        ELSE jsonb_build_object(
                                            'at', :since::timestamptz, 'attempt', :attempts::integer, 'why', :eventWhy) END
                            WHERE id = :id AND version = :versionRead AND status = :statusRead
                              AND lease_token IS NOT DISTINCT FROM :leaseTokenRead::uuid
                              -- renewed since it was read: whoever wants to take it over must wait again
                              AND (NOT :takesOver OR lease_token IS NULL OR due_at <= :since)
                              AND (NOT :inGallery OR EXISTS (SELECT FROM gallery))
                            RETURNING id, owner, set_name
                        ), told AS (
                            INSERT INTO event (id, type, owner, subject, image, time, trace_id, trace,
                                               from_status, to_status, chapter, attempt, why, data)
                            SELECT :eventId, :eventType, owner, id::text, id, :since, :traceId, :trace,
                                   :statusRead, :status, :chapter, :eventAttempt, :eventWhy, :eventData::jsonb
                            FROM moved
                            WHERE :isMove
                            RETURNING sequence
                        ), rung AS (
                            INSERT INTO job (id, kind, image, owner, due_at, visible_at, hidden, turn, trace)
                            SELECT :jobId, :jobKind, id, owner, :dueAt, :dueAt, :dueAt > :since, :dueAt::timestamptz + :share::interval * (
                                SELECT count(*) FROM job WHERE job.owner = moved.owner AND kind = :jobKind), :trace
                            FROM moved
                            WHERE :jobId::text IS NOT NULL
                            ON CONFLICT (id) DO NOTHING
                        ), discarded AS (
                            INSERT INTO discard (image, due_at)
                            SELECT id, :discardAt
                            FROM moved
                            WHERE :status = 'UPLOAD_FAILED'
                            ON CONFLICT (image) DO UPDATE SET due_at = greatest(discard.due_at, excluded.due_at)
                        ), counted AS (
                            UPDATE photo_set
                            SET accepted = accepted + :acceptedMore, rejected = rejected + :rejectedMore,
                                pending = pending + :pendingMore
                            FROM moved
                            WHERE :recounts AND photo_set.owner = moved.owner AND photo_set.name = moved.set_name
                            RETURNING photo_set.owner, photo_set.name, photo_set.accepted
                        ), ready AS (
                            INSERT INTO event (id, type, owner, subject, time, trace_id, trace)
                            SELECT :readyId, 'set.ready', counted.owner, counted.name, :since, :traceId, :trace
                            FROM counted, told -- after the event of the photo that made it ready
                            WHERE :acceptedMore > 0 AND counted.accepted = :minimum
                        ), advanced AS (
                            UPDATE owner SET gallery_version = gallery_version + 1
                            FROM moved
                            WHERE :changesGallery AND owner.id = moved.owner
                        )
                        SELECT count(*) FROM moved
                        """)
                        .bindMap(parameters(change, size))
                        .mapTo(Integer.class)
                        .one());
        if (moved == 0) {
            return Outcome.RACED;
        }
        announce(change.after());
        return Outcome.APPLIED;
    }

    private Map<String, @Nullable Object> parameters(Change change, SetSize size) {
        Map<String, @Nullable Object> parameters = ImageColumns.of(change.after());
        putCondition(parameters, change);
        putEvents(parameters, change);
        putJob(parameters, change.after());
        putCounts(parameters, change, size);
        parameters.put("discardAt", Columns.time(change.after().life().since().plus(discardAfter)));
        return parameters;
    }

    private static void putCondition(Map<String, @Nullable Object> parameters, Change change) {
        Image before = change.before();
        Optional<UUID> taker = token(change.after());
        boolean changesGallery =
                before.status() == Status.ACCEPTED || change.after().status() == Status.ACCEPTED;
        parameters.put("id", before.id().value());
        parameters.put("owner", before.owner().value());
        parameters.put("versionRead", before.life().version());
        parameters.put("statusRead", before.status().name());
        parameters.put("leaseTokenRead", token(before).orElse(null));
        parameters.put("takesOver", taker.isPresent() && !taker.equals(token(before)));
        parameters.put("changesGallery", changesGallery);
        parameters.put("inGallery", changesGallery || change.gallerySeen().isPresent());
        parameters.put(
                "gallerySeen",
                change.gallerySeen().isPresent() ? change.gallerySeen().getAsLong() : null);
    }

    private static Optional<UUID> token(Image image) {
        return image instanceof Image.Processing it ? it.lease().map(Lease::token) : Optional.empty();
    }

    private void putEvents(Map<String, @Nullable Object> parameters, Change change) {
        Optional<Event.Move> move = change.isMove() ? Optional.of(Event.Move.of(change)) : Optional.empty();
        Instant now = change.after().life().since();
        parameters.put("isMove", change.isMove());
        parameters.put("eventId", eventId(now));
        parameters.put(
                "eventType",
                move.map(told -> EventType.of(told.to()).wireName()).orElse(null));
        parameters.put("eventAttempt", move.map(Event.Move::attempt).orElse(null));
        parameters.put("eventWhy", Columns.text(change.why()));
        parameters.put("eventData", move.flatMap(EventData::of).orElse(null));
        parameters.put("readyId", eventId(now));
        parameters.put("notesKept", Story.NOTES);
        TraceColumns.put(parameters);
    }

    private UUID eventId(Instant now) {
        return ImageId.at(now, random).value(); // the same kind of UUID, sorted by time
    }

    private static void putJob(Map<String, @Nullable Object> parameters, Image after) {
        Optional<Job> job = Job.wantedBy(after);
        parameters.put("jobId", job.map(Job::id).orElse(null));
        parameters.put("share", Outbox.SHARE.toString());
        parameters.put("jobKind", job.map(wanted -> wanted.kind().name()).orElse(null));
    }

    private static void putCounts(Map<String, @Nullable Object> parameters, Change change, SetSize size) {
        SetTally more = SetTally.of(change.before(), change.after());
        parameters.put("recounts", !more.isNothing());
        parameters.put("acceptedMore", more.accepted());
        parameters.put("rejectedMore", more.rejected());
        parameters.put("pendingMore", more.pending());
        parameters.put("minimum", size.minimum());
    }

    private void announce(Image written) {
        Job.wantedBy(written)
                .ifPresent(job -> notifications.publish(
                        Notifications.Topic.JOB, job.kind().name()));
        notifications.publish(Notifications.Topic.CHANGE, written.id().toString());
    }

    /** The version stays: whoever holds the lease goes on with the image as it read it. */
    @Override
    public boolean renew(ImageId id, Lease lease, Instant until) {
        return 1
                == database.run(
                        "renewing a lease",
                        handle -> handle.createUpdate("""
                        UPDATE image SET due_at = greatest(due_at, :until)
                        WHERE id = :id AND status = 'PROCESSING' AND lease_token = :token
                        """)
                                .bind("id", id.value())
                                .bind("token", lease.token())
                                .bind("until", Columns.time(until))
                                .execute());
    }

    /**
     * Reads the image and deletes that version of it. The version is the condition because of the events: those of a
     * write that ends while we wait for its row would not be in our snapshot, and would stay behind.
     */
    @Override
    public Optional<Image> delete(OwnerId owner, ImageId id, Instant now) {
        for (int attempt = 0; attempt < DELETE_ATTEMPTS; attempt++) {
            Optional<Image> found = find(owner, id);
            if (found.isEmpty() || remove(found.get(), now)) {
                found.ifPresent(image -> notifications.publish(Notifications.Topic.CHANGE, id.toString()));
                return found;
            }
        }
        throw Outage.passing("deleting " + id, new IllegalStateException("it changed under us again and again"));
    }

    private boolean remove(Image image, Instant now) {
        SetTally less = SetTally.leaving(image);
        return 1
                == database.run(
                        "deleting an image",
                        handle -> handle.createQuery("""
                        WITH gallery AS MATERIALIZED (
                            SELECT FROM owner WHERE :wasAccepted AND id = :owner FOR NO KEY UPDATE
                        ), gone AS (
                            DELETE FROM image
                            WHERE id = :id AND owner = :owner AND version = :versionRead AND status = :statusRead
                              AND (NOT :wasAccepted OR EXISTS (SELECT FROM gallery))
                            RETURNING id, owner, set_name
                        ), forgotten AS (
                            DELETE FROM event USING gone WHERE event.image = gone.id
                        ), told AS (
                            INSERT INTO event (id, type, owner, subject, image, time, trace_id, trace)
                            SELECT :eventId, 'image.deleted', owner, id::text, id, :now, :traceId, :trace FROM gone
                        ), discarded AS (
                            INSERT INTO discard (image, due_at)
                            SELECT id, :discardAt FROM gone
                            ON CONFLICT (image) DO UPDATE SET due_at = greatest(discard.due_at, excluded.due_at)
                        ), counted AS (
                            UPDATE photo_set
                            SET accepted = accepted + :acceptedMore, rejected = rejected + :rejectedMore,
                                pending = pending + :pendingMore
                            FROM gone
                            WHERE photo_set.owner = gone.owner AND photo_set.name = gone.set_name
                        ), advanced AS (
                            UPDATE owner SET gallery_version = gallery_version + 1
                            FROM gone
                            WHERE :wasAccepted AND owner.id = gone.owner
                        )
                        SELECT count(*) FROM gone
                        """)
                                .bind("id", image.id().value())
                                .bind("owner", image.owner().value())
                                .bind("versionRead", image.life().version())
                                .bind("statusRead", image.status().name())
                                .bind("wasAccepted", image.status() == Status.ACCEPTED)
                                .bind("eventId", eventId(now))
                                .bind("now", Columns.time(now))
                                .bindMap(TraceColumns.ofPresent())
                                .bind("discardAt", Columns.time(now.plus(discardAfter)))
                                .bind("acceptedMore", less.accepted())
                                .bind("rejectedMore", less.rejected())
                                .bind("pendingMore", less.pending())
                                .mapTo(Integer.class)
                                .one());
    }
}
