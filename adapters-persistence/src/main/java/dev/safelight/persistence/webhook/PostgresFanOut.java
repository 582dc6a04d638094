package dev.safelight.persistence.webhook;

import dev.safelight.application.webhook.FanOut;
import dev.safelight.application.webhook.Webhook;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlStatement;

/** Deliveries are written by the statement that moves the place in the log, on condition that nobody else has. */
public final class PostgresFanOut implements FanOut {

    private final Database database;
    private final InstantSource clock;

    public PostgresFanOut(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public long place() {
        return database.run(
                "looking how far webhooks were told",
                handle -> handle.createQuery("SELECT sequence FROM webhook_place")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public boolean tell(long from, long upTo, List<Told> events) {
        return database.run(
                        "telling webhooks",
                        handle -> bind(handle.createQuery("""
                        WITH moved AS (
                            UPDATE webhook_place SET sequence = :upTo WHERE sequence = :from RETURNING sequence
                        ), told AS MATERIALIZED (
                            SELECT * FROM unnest(:ids::uuid[], :sequences::bigint[], :types::text[], :owners::text[],
                                                 :subjects::text[], :bodies::text[])
                                AS given (id, sequence, type, owner, subject, body)
                        ), ears AS MATERIALIZED (
                            -- locked, so that one that is being removed is passed over instead of missed by its deliveries
                            SELECT id, owner, types, download, begins_after FROM webhook
                            WHERE disabled_at IS NULL AND owner IN (SELECT owner FROM told) AND EXISTS (SELECT FROM moved)
                            FOR KEY SHARE
                        ), written AS (
                            INSERT INTO delivery (webhook, event, event_sequence, type, body, due_at, created_at)
                            SELECT ears.id, told.id, told.sequence, told.type, told.body, :now, :now
                            FROM moved CROSS JOIN told JOIN ears USING (owner)
                            WHERE told.sequence > ears.begins_after
                              AND CASE
                                  WHEN ears.download IS NOT NULL
                                      THEN told.subject = ears.download::text AND told.type = ANY (:ends::text[])
                                  WHEN ears.types = '{}' THEN told.type <> :progress
                                  ELSE told.type = ANY (ears.types) END
                            ON CONFLICT ON CONSTRAINT one_delivery_for_each_webhook_and_event DO NOTHING
                        )
                        SELECT count(*) FROM moved
                        """), events)
                                .bind("from", from)
                                .bind("upTo", upTo)
                                .bind(
                                        "ends",
                                        Webhook.ENDS_OF_DOWNLOADS.stream()
                                                .map(EventType::wireName)
                                                .toArray(String[]::new))
                                .bind("progress", EventType.DOWNLOAD_PROGRESS.wireName())
                                .mapTo(Integer.class)
                                .one())
                == 1;
    }

    @Override
    public List<Latecomer> latecomers(int limit) {
        return database.run(
                "looking for callbacks that came late",
                handle -> handle.createQuery("""
                        SELECT id, owner, download FROM webhook WHERE NOT caught_up ORDER BY id LIMIT :limit
                        """)
                        .bind("limit", limit)
                        .map((row, context) -> new Latecomer(
                                Columns.uuid(row, "id"),
                                new OwnerId(row.getString("owner")),
                                Columns.uuid(row, "download")))
                        .list());
    }

    @Override
    public void catchUp(UUID webhook, List<Told> events) {
        database.run(
                "telling a callback that came late",
                handle -> bind(handle.createUpdate("""
                        WITH late AS (
                            UPDATE webhook SET caught_up = true WHERE id = :webhook RETURNING id
                        )
                        INSERT INTO delivery (webhook, event, event_sequence, type, body, due_at, created_at)
                        SELECT late.id, told.id, told.sequence, told.type, told.body, :now, :now
                        FROM late CROSS JOIN unnest(
                            :ids::uuid[], :sequences::bigint[], :types::text[], :owners::text[], :subjects::text[],
                            :bodies::text[]) AS told (id, sequence, type, owner, subject, body)
                        ON CONFLICT ON CONSTRAINT one_delivery_for_each_webhook_and_event DO NOTHING
                        """), events)
                        .bind("webhook", webhook)
                        .execute());
    }

    private <S extends SqlStatement<S>> S bind(S statement, List<Told> events) {
        return statement
                .bind("ids", texts(events, told -> told.id().toString()))
                .bind("sequences", texts(events, told -> Long.toString(told.sequence())))
                .bind("types", texts(events, told -> told.type().wireName()))
                .bind("owners", texts(events, told -> told.owner().value()))
                .bind("subjects", texts(events, Told::subject))
                .bind("bodies", texts(events, Told::body))
                .bind("now", Columns.time(clock.instant()));
    }

    private static String[] texts(List<Told> events, Function<Told, String> part) {
        return events.stream().map(part).toArray(String[]::new);
    }
}
