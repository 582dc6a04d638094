package dev.safelight.persistence.webhook;

import dev.safelight.application.TraceContext;
import dev.safelight.application.webhook.Deliveries;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.application.webhook.Delivery.Attempt;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Deliveries in the table {@code delivery}; a claim ends when its row is due again. */
public final class PostgresDeliveries implements Deliveries {

    private final Database database;
    private final InstantSource clock;

    public PostgresDeliveries(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Claimed> claim(int max, int perWebhook, Duration lease) {
        Instant now = clock.instant();
        return database.run(
                "claiming deliveries",
                handle -> handle.createQuery("""
                        WITH RECURSIVE waiting AS (
                            -- from webhook to webhook, so that what one has waiting costs the others nothing
                            (SELECT webhook FROM delivery WHERE status = 'PENDING' ORDER BY webhook LIMIT 1)
                            UNION ALL
                            SELECT (
                                SELECT webhook FROM delivery
                                WHERE status = 'PENDING' AND webhook > waiting.webhook
                                ORDER BY webhook
                                LIMIT 1)
                            FROM waiting WHERE waiting.webhook IS NOT NULL
                        ), due AS MATERIALIZED (
                            SELECT first.id FROM waiting CROSS JOIN LATERAL (
                                SELECT id, due_at FROM delivery
                                WHERE webhook = waiting.webhook AND status = 'PENDING' AND due_at <= :now
                                ORDER BY due_at
                                LIMIT greatest(0, :perWebhook - (
                                    SELECT count(*) FROM delivery AS held
                                    WHERE held.webhook = waiting.webhook AND held.token IS NOT NULL AND held.due_at > :now))
                                FOR UPDATE SKIP LOCKED
                            ) AS first
                            ORDER BY first.due_at
                            LIMIT :max
                        ), claimed AS (
                            UPDATE delivery SET token = gen_random_uuid(), due_at = :until, attempts = attempts + 1
                            FROM due
                            WHERE delivery.id = due.id
                            RETURNING delivery.*
                        )
                        SELECT claimed.id AS delivery, claimed.token, claimed.attempts, claimed.event, claimed.body,
                               webhook.*, webhook.created_at AS webhook_created_at,
                               (SELECT trace FROM event WHERE sequence = claimed.event_sequence) AS trace
                        FROM claimed JOIN webhook ON webhook.id = claimed.webhook
                        """)
                        .bind("now", Columns.time(now))
                        .bind("until", Columns.time(now.plus(lease)))
                        .bind("perWebhook", perWebhook)
                        .bind("max", max)
                        .map((row, context) -> new Claimed(
                                Columns.uuid(row, "delivery"),
                                Columns.uuid(row, "token"),
                                row.getInt("attempts"),
                                WebhookRow.read(row),
                                Columns.uuid(row, "event"),
                                row.getString("body"),
                                Columns.optionalText(row, "trace").flatMap(TraceContext::ofText)))
                        .list());
    }

    @Override
    public boolean finish(Claimed claimed, Attempt attempt, Outcome outcome) {
        return database.run("writing the outcome of a delivery", handle -> switch (outcome) {
            case Outcome.Delivered done -> finish(handle, claimed, attempt, Delivery.Status.DELIVERED, null);
            case Outcome.Again(Instant due) -> finish(handle, claimed, attempt, Delivery.Status.PENDING, due);
            case Outcome.GivenUp failed -> finish(handle, claimed, attempt, Delivery.Status.FAILED, null);
            case Outcome.Unwanted(String why) -> disable(handle, claimed, attempt, why);
        });
    }

    private boolean finish(
            Handle handle, Claimed claimed, Attempt attempt, Delivery.Status status, @Nullable Instant due) {
        return 1
                == handle.createUpdate("""
                        UPDATE delivery
                        SET status = :status, due_at = :due::timestamptz, token = NULL,
                            finished_at = CASE WHEN :status <> 'PENDING' THEN :now END,
                            log = CASE WHEN jsonb_array_length(log) >= :remembered THEN log - 0 ELSE log END
                                || :attempt::jsonb
                        WHERE id = :id AND token = :token
                        """)
                        .bind("status", status.name())
                        .bind("due", due == null ? null : Columns.time(due))
                        .bind("now", Columns.time(clock.instant()))
                        .bind("remembered", Delivery.LOG_LENGTH)
                        .bind("attempt", AttemptJson.write(attempt))
                        .bind("id", claimed.id())
                        .bind("token", claimed.token())
                        .execute();
    }

    private boolean disable(Handle handle, Claimed claimed, Attempt attempt, String why) {
        return 1
                == handle.createQuery("""
                        WITH told AS (
                            UPDATE delivery
                            SET status = 'FAILED', due_at = NULL, token = NULL, finished_at = :now,
                                log = CASE WHEN jsonb_array_length(log) >= :remembered THEN log - 0 ELSE log END
                                    || :attempt::jsonb
                            WHERE id = :id AND token = :token
                            RETURNING webhook
                        ), disabled AS (
                            UPDATE webhook SET disabled_at = :now, disabled_because = :why
                            FROM told
                            WHERE webhook.id = told.webhook AND disabled_at IS NULL
                        ), given_up AS (
                            UPDATE delivery SET status = 'FAILED', due_at = NULL, token = NULL, finished_at = :now
                            FROM told
                            WHERE delivery.webhook = told.webhook AND delivery.id <> :id AND status = 'PENDING'
                        )
                        SELECT count(*) FROM told
                        """)
                        .bind("now", Columns.time(clock.instant()))
                        .bind("remembered", Delivery.LOG_LENGTH)
                        .bind("attempt", AttemptJson.write(attempt))
                        .bind("why", Columns.text(why))
                        .bind("id", claimed.id())
                        .bind("token", claimed.token())
                        .mapTo(Integer.class)
                        .one();
    }

    @Override
    public void giveBack(Claimed claimed) {
        database.run(
                "giving a delivery back",
                handle -> handle.createUpdate("""
                        UPDATE delivery SET due_at = :now, token = NULL, attempts = attempts - 1
                        WHERE id = :id AND token = :token
                        """)
                        .bind("now", Columns.time(clock.instant()))
                        .bind("id", claimed.id())
                        .bind("token", claimed.token())
                        .execute());
    }

    @Override
    public List<Delivery> page(OwnerId owner, UUID webhook, long before, int limit) {
        return database.run(
                "listing deliveries",
                handle -> handle.createQuery("""
                        SELECT delivery.* FROM delivery JOIN webhook ON webhook.id = delivery.webhook
                        WHERE webhook.owner = :owner AND delivery.webhook = :webhook AND event_sequence < :before
                        ORDER BY event_sequence DESC
                        LIMIT :limit
                        """)
                        .bind("owner", owner.value())
                        .bind("webhook", webhook)
                        .bind("before", before)
                        .bind("limit", limit)
                        .map((row, context) -> delivery(row))
                        .list());
    }

    @Override
    public Optional<Delivery> find(OwnerId owner, UUID webhook, UUID delivery) {
        return database.run(
                "looking for a delivery",
                handle -> handle.createQuery("""
                        SELECT delivery.* FROM delivery JOIN webhook ON webhook.id = delivery.webhook
                        WHERE webhook.owner = :owner AND delivery.webhook = :webhook AND delivery.id = :id
                        """)
                        .bind("owner", owner.value())
                        .bind("webhook", webhook)
                        .bind("id", delivery)
                        .map((row, context) -> delivery(row))
                        .findOne());
    }

    /** Reads a delivery from a row with all columns of its table. */
    public static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "webhook"),
                Columns.uuid(row, "event"),
                row.getLong("event_sequence"),
                EventType.parse(row.getString("type")),
                Delivery.Status.valueOf(row.getString("status")),
                row.getInt("attempts"),
                Columns.optionalTime(row, "due_at"),
                Columns.time(row, "created_at"),
                Columns.optionalTime(row, "finished_at"),
                AttemptJson.read(row.getString("log")));
    }

    @Override
    public Replayed replay(OwnerId owner, UUID webhook, UUID delivery) {
        return database.run(
                "replaying a delivery",
                handle -> handle.createQuery("""
                        WITH wanted AS (
                            SELECT delivery.id, webhook.disabled_at IS NOT NULL AS disabled
                            FROM delivery JOIN webhook ON webhook.id = delivery.webhook
                            WHERE webhook.owner = :owner AND delivery.webhook = :webhook AND delivery.id = :id
                        ), again AS (
                            UPDATE delivery
                            SET status = 'PENDING', finished_at = NULL,
                                attempts = CASE WHEN status = 'PENDING' THEN attempts ELSE 0 END,
                                due_at = CASE WHEN token IS NULL THEN :now ELSE due_at END
                            FROM wanted
                            WHERE delivery.id = wanted.id AND NOT wanted.disabled
                        )
                        SELECT disabled FROM wanted
                        """)
                        .bind("owner", owner.value())
                        .bind("webhook", webhook)
                        .bind("id", delivery)
                        .bind("now", Columns.time(clock.instant()))
                        .mapTo(Boolean.class)
                        .findOne()
                        .map(disabled -> disabled ? Replayed.DISABLED : Replayed.DONE)
                        .orElse(Replayed.ABSENT));
    }

    @Override
    public int removeFinished(Instant before, int limit) {
        return database.run(
                "removing old deliveries",
                handle -> handle.createUpdate("""
                        DELETE FROM delivery
                        WHERE id IN (
                            SELECT id FROM delivery
                            WHERE finished_at < :before
                            ORDER BY finished_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        """)
                        .bind("before", Columns.time(before))
                        .bind("limit", limit)
                        .execute());
    }
}
