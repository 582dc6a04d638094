package dev.safelight.persistence.job;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.domain.image.ImageId;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The queue in the table {@code job}. Its rows are written by the very statement that moves an image
 * ({@code PostgresImages}); what is enqueued here comes from the reconciler. Make one for each {@link Notifications}.
 */
public final class PostgresJobQueue implements JobQueue {

    /** How long a waiting worker sleeps at most while nobody could wake it. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Database database;
    private final InstantSource clock;
    private final Notifications notifications;
    private final Map<Job.Kind, Signal> signals = new EnumMap<>(Job.Kind.class);

    public PostgresJobQueue(Database database, InstantSource clock, Notifications notifications) {
        this.database = database;
        this.clock = clock;
        this.notifications = notifications;
        for (Job.Kind kind : Job.Kind.values()) {
            signals.put(kind, new Signal());
        }
        notifications.subscribe(Notifications.Topic.JOB, new Notifications.Ear() {
            @Override
            public void hear(String kind) {
                signals.forEach((known, signal) -> {
                    if (known.name().equals(kind)) {
                        signal.give();
                    }
                });
            }

            @Override
            public void mayHaveMissed() {
                signals.values().forEach(Signal::give);
            }
        });
    }

    @Override
    public void enqueue(Collection<Job> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        database.run("queueing jobs", handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO job (id, kind, image, due_at, visible_at)
                    VALUES (:id, :kind, :image, :dueAt, :dueAt)
                    ON CONFLICT (id) DO NOTHING
                    """);
            for (Job job : inOneOrder(jobs)) {
                batch.bind("id", job.id())
                        .bind("kind", job.kind().name())
                        .bind("image", job.image().value())
                        .bind("dueAt", Columns.time(job.dueAt()))
                        .add();
            }
            return batch.execute();
        });
        jobs.stream().map(Job::kind).distinct().forEach(this::wake);
    }

    /** Two who enqueue the same jobs then wait for each other in one direction only. */
    private static List<Job> inOneOrder(Collection<Job> jobs) {
        List<Job> sorted = new ArrayList<>(jobs);
        sorted.sort((one, other) -> one.id().compareTo(other.id()));
        return sorted;
    }

    private void wake(Job.Kind kind) {
        notifications.publish(Notifications.Topic.JOB, kind.name());
    }

    @Override
    public List<Claimed> claim(Job.Kind kind, int max, Duration visibility) {
        Instant now = clock.instant();
        return database.run(
                "claiming jobs",
                handle -> handle.createQuery("""
                        WITH due AS MATERIALIZED (
                            SELECT id FROM job
                            WHERE kind = :kind AND visible_at <= :now
                            ORDER BY visible_at
                            LIMIT :max
                            FOR UPDATE SKIP LOCKED
                        )
                        UPDATE job
                        SET visible_at = :hiddenUntil, receipt = gen_random_uuid()
                        FROM due
                        WHERE job.id = due.id
                        RETURNING job.id, kind, image, due_at, receipt
                        """)
                        .bind("kind", kind.name())
                        .bind("now", Columns.time(now))
                        .bind("max", max)
                        .bind("hiddenUntil", Columns.time(now.plus(visibility)))
                        .map((row, context) -> claimed(row))
                        .list());
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        Job job = new Job(
                row.getString("id"),
                Job.Kind.valueOf(row.getString("kind")),
                new ImageId(Columns.uuid(row, "image")),
                Columns.time(row, "due_at"));
        return new Claimed(job, Columns.uuid(row, "receipt"));
    }

    @Override
    public boolean extend(Claimed claimed, Duration visibility) {
        return 1
                == database.run(
                        "keeping a job",
                        handle -> handle.createUpdate("""
                        UPDATE job SET visible_at = :hiddenUntil WHERE id = :id AND receipt = :receipt
                        """)
                                .bind("id", claimed.job().id())
                                .bind("receipt", claimed.receipt())
                                .bind(
                                        "hiddenUntil",
                                        Columns.time(clock.instant().plus(visibility)))
                                .execute());
    }

    @Override
    public void complete(Claimed claimed) {
        database.run(
                "completing a job",
                handle -> handle.createUpdate("""
                        DELETE FROM job WHERE id = :id AND receipt = :receipt
                        """)
                        .bind("id", claimed.job().id())
                        .bind("receipt", claimed.receipt())
                        .execute());
    }

    @Override
    public void release(Claimed claimed, Duration delay) {
        database.run(
                "giving a job back",
                handle -> handle.createUpdate("""
                        UPDATE job SET visible_at = :visibleAt, receipt = NULL WHERE id = :id AND receipt = :receipt
                        """)
                        .bind("id", claimed.job().id())
                        .bind("receipt", claimed.receipt())
                        .bind("visibleAt", Columns.time(clock.instant().plus(delay)))
                        .execute());
        wake(claimed.job().kind());
    }

    /** Listens first and looks then, so that what is rung in between is not missed. */
    @Override
    public void await(Job.Kind kind, Duration atMost) throws InterruptedException {
        Signal signal = Objects.requireNonNull(signals.get(kind));
        long heard = signal.given();
        Duration patience = notifications.isListening() ? atMost : least(atMost, GLANCE);
        Duration untilDue = nextDueOrInterrupted(kind)
                .map(due -> Duration.between(clock.instant(), due))
                .orElse(patience);
        signal.awaitAfter(heard, least(patience, untilDue));
    }

    /** To interrupt a virtual thread cuts the connection that it reads from: that is no outage, but what was asked for. */
    private Optional<Instant> nextDueOrInterrupted(Job.Kind kind) throws InterruptedException {
        try {
            return nextDue(kind);
        } catch (Outage outage) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while looking for the next job");
            }
            throw outage;
        }
    }

    private Optional<Instant> nextDue(Job.Kind kind) {
        return database.run(
                "looking for the next job",
                handle -> handle.createQuery("""
                        SELECT visible_at FROM job WHERE kind = :kind ORDER BY visible_at LIMIT 1
                        """)
                        .bind("kind", kind.name())
                        .map((row, context) -> Columns.time(row, "visible_at"))
                        .findOne());
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public long depth(Job.Kind kind) {
        return database.run(
                "counting jobs",
                handle -> handle.createQuery("""
                        SELECT count(*) FROM job
                        WHERE kind = :kind AND (receipt IS NULL OR visible_at <= :now)
                        """)
                        .bind("kind", kind.name())
                        .bind("now", Columns.time(clock.instant()))
                        .mapTo(Long.class)
                        .one());
    }
}
