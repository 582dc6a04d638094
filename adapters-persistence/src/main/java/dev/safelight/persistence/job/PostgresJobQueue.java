package dev.safelight.persistence.job;

import dev.safelight.application.Outage;
import dev.safelight.application.TraceContext;
import dev.safelight.application.job.DeadLetters;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobSignal;
import dev.safelight.application.job.Outbox;
import dev.safelight.application.job.QueueSwitch;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.Notifications;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The queue in the table {@code job}. Its rows are written by the very statement that moves an image
 * ({@code PostgresImages}); what is enqueued here comes from the reconciler. Make one for each {@link Notifications}.
 *
 * <p>A job is hidden until it is due, and while somebody holds it. Before each claim those whose time has come are
 * brought to light, so that what can be claimed lies in an index of its own in the order of turns, and a claim touches
 * what it takes and nothing else, however many wait.
 *
 * <p><b>When a timeout passes</b> (those of {@link Database}), a call throws a passing {@link Outage} and may have had its
 * effect all the same: jobs were queued, and queueing them again collapses; jobs were claimed by nobody, and come again
 * when their visibility ends; jobs were completed, and completing them again is ignored.
 */
public final class PostgresJobQueue implements Outbox, DeadLetters, QueueSwitch {

    /** As many as are ever claimed at once, and few enough to be found one by one. */
    private static final int SURFACED_AT_ONCE = 100;

    /** How long a waiting worker sleeps at most while nobody could wake it. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Database database;
    private final InstantSource clock;
    private final Notifications notifications;
    private final JobSignal signal = new JobSignal();

    public PostgresJobQueue(Database database, InstantSource clock, Notifications notifications) {
        this.database = database;
        this.clock = clock;
        this.notifications = notifications;
        notifications.subscribe(Notifications.Topic.JOB, new Notifications.Ear() {
            @Override
            public void hear(String kind) {
                signal.hear(kind);
            }

            @Override
            public void mayHaveMissed() {
                signal.giveAll();
            }
        });
    }

    @Override
    public void enqueue(Collection<Job> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        database.run(
                "queueing jobs",
                handle -> handle.createUpdate("""
                        WITH wanted AS MATERIALIZED (
                            SELECT * FROM unnest(:ids::text[], :kinds::text[], :images::uuid[], :owners::text[],
                                                 :dueAts::timestamptz[], :traces::text[])
                                AS given (id, kind, image, owner, due_at, trace)
                        ), busy AS (
                            SELECT owner, kind, (
                                SELECT count(*) FROM job WHERE job.owner = asked.owner AND job.kind = asked.kind) AS jobs
                            FROM (SELECT DISTINCT owner, kind FROM wanted) AS asked
                        )
                        INSERT INTO job (id, kind, image, owner, due_at, visible_at, hidden, turn, trace)
                        SELECT id, kind, image, owner, due_at, due_at, due_at > :now, due_at + :share::interval * (
                            busy.jobs + row_number() OVER (PARTITION BY owner, kind ORDER BY due_at) - 1), trace
                        FROM wanted JOIN busy USING (owner, kind)
                        ORDER BY id -- two who queue the same jobs then wait for each other in one direction only
                        ON CONFLICT (id) DO NOTHING
                        """)
                        .bind("ids", texts(jobs, Job::id))
                        .bind("kinds", texts(jobs, job -> job.kind().name()))
                        .bind("images", texts(jobs, job -> job.subject().toString()))
                        .bind("owners", texts(jobs, job -> job.owner().value()))
                        .bind("dueAts", texts(jobs, job -> job.dueAt().toString()))
                        .bind("traces", texts(jobs, PostgresJobQueue::trace))
                        .bind("now", Columns.time(clock.instant()))
                        .bind("share", SHARE.toString())
                        .execute());
        jobs.stream().map(Job::kind).distinct().forEach(this::wake);
    }

    private static @Nullable String trace(Job job) {
        return job.trace().map(TraceContext::text).orElse(null);
    }

    private static String[] texts(Collection<Job> jobs, Function<Job, @Nullable String> part) {
        return jobs.stream().map(part).toArray(String[]::new);
    }

    private void wake(Job.Kind kind) {
        notifications.publish(Notifications.Topic.JOB, kind.name());
    }

    @Override
    public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
        return database.run("claiming jobs", handle -> {
            Instant now = clock.instant();
            List<Claimed> claimed = new ArrayList<>();
            for (Job.Kind kind : kinds) {
                if (claimed.size() < max) {
                    surface(handle, kind, now);
                    claimed.addAll(claim(handle, kind, max - claimed.size(), now, visibility));
                }
            }
            return claimed;
        });
    }

    /** The receipt of a delivery whose time has passed stays: it is good until somebody else takes the job. */
    private static void surface(Handle handle, Job.Kind kind, Instant now) {
        handle.createUpdate("""
                UPDATE job SET hidden = false
                WHERE id IN (
                    SELECT id FROM job
                    WHERE kind = :kind AND hidden AND visible_at <= :now
                    ORDER BY visible_at
                    LIMIT :most
                    FOR UPDATE SKIP LOCKED
                )
                """)
                .bind("kind", kind.name())
                .bind("now", Columns.time(now))
                .bind("most", SURFACED_AT_ONCE)
                .execute();
    }

    private static List<Claimed> claim(Handle handle, Job.Kind kind, int max, Instant now, Duration visibility) {
        return handle.createQuery("""
                WITH due AS MATERIALIZED (
                    SELECT id, deliveries >= :most AS killer FROM job
                    WHERE kind = :kind AND NOT hidden AND NOT EXISTS (SELECT FROM paused_kind WHERE kind = :kind)
                    ORDER BY turn
                    LIMIT :max
                    FOR UPDATE SKIP LOCKED
                ), died AS (
                    DELETE FROM job USING due WHERE job.id = due.id AND due.killer RETURNING job.*
                ), buried AS (
                    INSERT INTO dead_letter (id, kind, image, owner, due_at, died_at, trace)
                    SELECT id, kind, image, owner, due_at, :now, trace FROM died
                    ON CONFLICT (id) DO UPDATE SET died_at = excluded.died_at
                )
                UPDATE job
                SET hidden = true, visible_at = :hiddenUntil, receipt = gen_random_uuid(), deliveries = deliveries + 1
                FROM due
                WHERE job.id = due.id AND NOT due.killer
                RETURNING job.id, kind, image, owner, due_at, trace, receipt, deliveries
                """)
                .bind("kind", kind.name())
                .bind("most", MAX_DELIVERIES)
                .bind("now", Columns.time(now))
                .bind("max", max)
                .bind("hiddenUntil", Columns.time(now.plus(visibility)))
                .map((row, context) -> new Claimed(job(row), row.getString("receipt"), row.getInt("deliveries")))
                .list();
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getString("id"),
                Job.Kind.valueOf(row.getString("kind")),
                Columns.uuid(row, "image"),
                new OwnerId(row.getString("owner")),
                Columns.time(row, "due_at"),
                Optional.ofNullable(row.getString("trace")).flatMap(TraceContext::ofText));
    }

    @Override
    public boolean extend(Claimed claimed, Duration visibility) {
        return 1
                == database.run(
                        "keeping a job",
                        handle -> handle.createUpdate("""
                        UPDATE job SET hidden = true, visible_at = :hiddenUntil
                        WHERE id = :id AND receipt = :receipt::uuid
                        """)
                                .bind("id", claimed.job().id())
                                .bind("receipt", claimed.receipt())
                                .bind(
                                        "hiddenUntil",
                                        Columns.time(clock.instant().plus(visibility)))
                                .execute());
    }

    @Override
    public void complete(Collection<Claimed> done) {
        if (done.isEmpty()) {
            return;
        }
        database.run(
                "completing jobs",
                handle -> handle.createUpdate("""
                        DELETE FROM job USING unnest(:ids::text[], :receipts::uuid[]) AS done (id, receipt)
                        WHERE job.id = done.id AND job.receipt = done.receipt
                        """)
                        .bind("ids", done.stream().map(one -> one.job().id()).toArray(String[]::new))
                        .bind("receipts", done.stream().map(Claimed::receipt).toArray(String[]::new))
                        .execute());
    }

    /** No delivery is counted, and the receipt, which nobody gets, only tells what was passed on from what is put off. */
    @Override
    public List<Job> pass(Job.Kind kind, int max, Duration again) {
        return database.run("passing jobs on", handle -> {
            Instant now = clock.instant();
            surface(handle, kind, now);
            return handle.createQuery("""
                    WITH due AS MATERIALIZED (
                        SELECT id FROM job
                        WHERE kind = :kind AND NOT hidden AND NOT EXISTS (SELECT FROM paused_kind WHERE kind = :kind)
                        ORDER BY turn
                        LIMIT :max
                        FOR UPDATE SKIP LOCKED
                    )
                    UPDATE job SET hidden = true, visible_at = :hiddenUntil, receipt = gen_random_uuid()
                    FROM due
                    WHERE job.id = due.id
                    RETURNING job.id, kind, image, owner, due_at, trace
                    """)
                    .bind("kind", kind.name())
                    .bind("max", max)
                    .bind("hiddenUntil", Columns.time(now.plus(again)))
                    .map((row, context) -> job(row))
                    .list();
        });
    }

    @Override
    public void forget(Collection<Job> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        database.run(
                "forgetting jobs",
                handle -> handle.createUpdate("""
                        DELETE FROM job WHERE id = ANY (:ids)
                        """)
                        .bind("ids", texts(jobs, Job::id))
                        .execute());
    }

    @Override
    public void release(Claimed claimed, Duration delay) {
        Instant now = clock.instant();
        database.run(
                "giving a job back",
                handle -> handle.createUpdate("""
                        UPDATE job SET visible_at = :visibleAt, hidden = :visibleAt > :now, receipt = NULL
                        WHERE id = :id AND receipt = :receipt::uuid
                        """)
                        .bind("id", claimed.job().id())
                        .bind("receipt", claimed.receipt())
                        .bind("now", Columns.time(now))
                        .bind("visibleAt", Columns.time(now.plus(delay)))
                        .execute());
        wake(claimed.job().kind());
    }

    @Override
    public void putOff(Job job, Duration delay) {
        Instant now = clock.instant();
        database.run(
                "putting a job off",
                handle -> handle.createUpdate("""
                        INSERT INTO job (id, kind, image, owner, due_at, visible_at, hidden, turn, trace)
                        VALUES (:id, :kind, :image, :owner, :dueAt, :visibleAt, :visibleAt > :now, :visibleAt, :trace)
                        ON CONFLICT (id) DO UPDATE
                        SET visible_at = excluded.visible_at, hidden = excluded.hidden, receipt = NULL
                        """)
                        .bind("id", job.id())
                        .bind("kind", job.kind().name())
                        .bind("image", job.subject())
                        .bind("owner", job.owner().value())
                        .bind("dueAt", Columns.time(job.dueAt()))
                        .bind("trace", trace(job))
                        .bind("visibleAt", Columns.time(now.plus(delay)))
                        .bind("now", Columns.time(now))
                        .execute());
        wake(job.kind());
    }

    /** Listens first and looks then, so that what is rung in between is not missed. */
    @Override
    public void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException {
        long heard = signal.given(kinds);
        Duration patience = notifications.isListening() ? atMost : least(atMost, GLANCE);
        Duration untilDue = nextDueOrInterrupted(kinds)
                .map(due -> Duration.between(clock.instant(), due))
                .orElse(patience);
        signal.awaitAfter(kinds, heard, least(patience, untilDue));
    }

    /** To interrupt a virtual thread cuts the connection that it reads from: that is no outage, but what was asked for. */
    private Optional<Instant> nextDueOrInterrupted(List<Job.Kind> kinds) throws InterruptedException {
        try {
            return nextDue(kinds);
        } catch (Outage outage) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while looking for the next job");
            }
            throw outage;
        }
    }

    /** Of kinds that are not paused: those who wait are woken when one is resumed. */
    private Optional<Instant> nextDue(List<Job.Kind> kinds) {
        return database.run(
                "looking for the next job",
                handle -> handle.createQuery("""
                        SELECT least(
                            (SELECT visible_at FROM job WHERE job.kind = wanted.kind AND NOT hidden
                             ORDER BY turn LIMIT 1),
                            (SELECT visible_at FROM job WHERE job.kind = wanted.kind AND hidden
                             ORDER BY visible_at LIMIT 1)) AS next
                        FROM unnest(:kinds::text[]) AS wanted (kind)
                        WHERE NOT EXISTS (SELECT FROM paused_kind WHERE paused_kind.kind = wanted.kind)
                        ORDER BY next NULLS LAST
                        LIMIT 1
                        """)
                        .bind("kinds", kinds.stream().map(Job.Kind::name).toArray(String[]::new))
                        .map((row, context) -> Columns.optionalTime(row, "next"))
                        .findOne()
                        .flatMap(next -> next));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public Depth depth(Job.Kind kind) {
        return database.run(
                "counting jobs",
                handle -> handle.createQuery("""
                        SELECT count(*) FILTER (WHERE visible_at <= :now) AS ready,
                               count(*) FILTER (WHERE visible_at > :now AND receipt IS NULL) AS delayed,
                               count(*) FILTER (WHERE visible_at > :now AND receipt IS NOT NULL) AS claimed,
                               (SELECT count(*) FROM dead_letter WHERE kind = :kind) AS dead
                        FROM job
                        WHERE kind = :kind
                        """)
                        .bind("kind", kind.name())
                        .bind("now", Columns.time(clock.instant()))
                        .map((row, context) -> new Depth(
                                row.getLong("ready"),
                                row.getLong("delayed"),
                                row.getLong("claimed"),
                                row.getLong("dead")))
                        .one());
    }

    @Override
    public List<Dead> dead(Job.Kind kind, int limit) {
        return database.run(
                "reading dead letters",
                handle -> handle.createQuery("""
                        SELECT id, kind, image, owner, due_at, trace, died_at FROM dead_letter WHERE kind = :kind LIMIT :limit
                        """)
                        .bind("kind", kind.name())
                        .bind("limit", limit)
                        .map((row, context) -> new Dead(job(row), Columns.time(row, "died_at")))
                        .list());
    }

    @Override
    public long redrive(Job.Kind kind) {
        long redriven = database.run(
                "redriving dead letters",
                handle -> handle.createQuery("""
                        WITH risen AS (
                            DELETE FROM dead_letter WHERE kind = :kind RETURNING *
                        ), queued AS (
                            INSERT INTO job (id, kind, image, owner, due_at, visible_at, hidden, turn, trace)
                            SELECT id, kind, image, owner, due_at, :now, false, :now, trace FROM risen
                            ON CONFLICT (id) DO NOTHING
                        )
                        SELECT count(*) FROM risen
                        """)
                        .bind("kind", kind.name())
                        .bind("now", Columns.time(clock.instant()))
                        .mapTo(Long.class)
                        .one());
        wake(kind);
        return redriven;
    }

    @Override
    public void pause(Job.Kind kind) {
        database.run(
                "pausing a queue",
                handle -> handle.createUpdate("""
                        INSERT INTO paused_kind (kind) VALUES (:kind) ON CONFLICT (kind) DO NOTHING
                        """).bind("kind", kind.name()).execute());
    }

    @Override
    public void resume(Job.Kind kind) {
        database.run(
                "resuming a queue",
                handle -> handle.createUpdate("""
                        DELETE FROM paused_kind WHERE kind = :kind
                        """).bind("kind", kind.name()).execute());
        wake(kind);
    }

    @Override
    public Set<Job.Kind> paused() {
        return database.run(
                "reading what is paused",
                handle -> handle.createQuery("""
                        SELECT kind FROM paused_kind
                        """).mapTo(Job.Kind.class).set());
    }
}
