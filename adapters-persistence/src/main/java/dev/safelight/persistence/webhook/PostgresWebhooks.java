package dev.safelight.persistence.webhook;

import dev.safelight.application.webhook.Webhook;
import dev.safelight.application.webhook.WebhookSecret;
import dev.safelight.application.webhook.Webhooks;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Webhooks in the table {@code webhook}. */
public final class PostgresWebhooks implements Webhooks {

    private final Database database;

    public PostgresWebhooks(Database database) {
        this.database = database;
    }

    @Override
    public Added add(Webhook webhook, int most) {
        return database.run("adding a webhook", handle -> {
            if (insert(handle, webhook, most)) {
                return new Added.Fresh();
            }
            return known(handle, webhook).<Added>map(Added.Known::new).orElseGet(Added.Full::new);
        });
    }

    private static boolean insert(Handle handle, Webhook webhook, int most) {
        return 1
                == handle.createUpdate("""
                        INSERT INTO webhook (id, owner, url, secret, types, download, begins_after, caught_up, created_at)
                        SELECT :id, :owner, :url, :secret, :types::text[], :download::uuid,
                               CASE WHEN :download::uuid IS NULL THEN event_horizon() - 1 ELSE 0 END,
                               :download::uuid IS NULL, :createdAt
                        WHERE :most > (
                            SELECT count(*) FROM webhook
                            WHERE owner = :owner AND download IS NOT DISTINCT FROM :download::uuid)
                        ON CONFLICT (owner, download, url) WHERE download IS NOT NULL DO NOTHING
                        """)
                        .bind("id", webhook.id())
                        .bind("owner", webhook.owner().value())
                        .bind("url", webhook.url().toString())
                        .bind("secret", webhook.secret().bytes())
                        .bind(
                                "types",
                                webhook.types().stream()
                                        .map(EventType::wireName)
                                        .sorted()
                                        .toArray(String[]::new))
                        .bind("download", webhook.download().orElse(null))
                        .bind("createdAt", Columns.time(webhook.createdAt()))
                        .bind("most", most)
                        .execute();
    }

    private static Optional<UUID> known(Handle handle, Webhook webhook) {
        return handle.createQuery("""
                        SELECT id FROM webhook
                        WHERE owner = :owner AND download = :download::uuid AND url = :url
                        """)
                .bind("owner", webhook.owner().value())
                .bind("download", webhook.download().orElse(null))
                .bind("url", webhook.url().toString())
                .mapTo(UUID.class)
                .findOne();
    }

    @Override
    public List<Webhook> of(OwnerId owner) {
        return database.run(
                "listing webhooks",
                handle -> handle.createQuery("""
                        SELECT *, created_at AS webhook_created_at FROM webhook
                        WHERE owner = :owner AND download IS NULL
                        ORDER BY created_at, id
                        """)
                        .bind("owner", owner.value())
                        .map((row, context) -> WebhookRow.read(row))
                        .list());
    }

    @Override
    public Optional<Webhook> find(OwnerId owner, UUID id) {
        return database.run(
                "looking for a webhook",
                handle -> handle.createQuery("""
                        SELECT *, created_at AS webhook_created_at FROM webhook WHERE owner = :owner AND id = :id
                        """)
                        .bind("owner", owner.value())
                        .bind("id", id)
                        .map((row, context) -> WebhookRow.read(row))
                        .findOne());
    }

    @Override
    public boolean remove(OwnerId owner, UUID id) {
        return 1
                == database.run(
                        "removing a webhook",
                        handle -> handle.createUpdate("DELETE FROM webhook WHERE owner = :owner AND id = :id")
                                .bind("owner", owner.value())
                                .bind("id", id)
                                .execute());
    }

    @Override
    public Optional<Webhook> rotate(OwnerId owner, UUID id, WebhookSecret fresh, Instant previousUntil) {
        return database.run(
                "changing the secret of a webhook",
                handle -> handle.createQuery("""
                        UPDATE webhook SET previous_secret = secret, previous_until = :until, secret = :fresh
                        WHERE owner = :owner AND id = :id
                        RETURNING *, created_at AS webhook_created_at
                        """)
                        .bind("owner", owner.value())
                        .bind("id", id)
                        .bind("fresh", fresh.bytes())
                        .bind("until", Columns.time(previousUntil))
                        .map((row, context) -> WebhookRow.read(row))
                        .findOne());
    }

    @Override
    public boolean enable(OwnerId owner, UUID id) {
        return 1
                == database.run(
                        "enabling a webhook",
                        handle -> handle.createUpdate("""
                        UPDATE webhook
                        SET disabled_at = NULL, disabled_because = NULL,
                            begins_after = CASE WHEN disabled_at IS NULL THEN begins_after ELSE event_horizon() - 1 END
                        WHERE owner = :owner AND id = :id
                        """)
                                .bind("owner", owner.value())
                                .bind("id", id)
                                .execute());
    }

    @Override
    public int removeOldCallbacks(Instant before) {
        return database.run(
                "removing old callbacks",
                handle -> handle.createUpdate("""
                        DELETE FROM webhook
                        WHERE download IS NOT NULL AND caught_up AND created_at < :before
                          AND NOT EXISTS (
                              SELECT FROM delivery WHERE delivery.webhook = webhook.id AND status = 'PENDING')
                        """)
                        .bind("before", Columns.time(before))
                        .execute());
    }
}
