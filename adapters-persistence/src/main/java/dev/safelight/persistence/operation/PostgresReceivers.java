package dev.safelight.persistence.operation;

import dev.safelight.application.operation.Receivers;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.webhook.PostgresDeliveries;
import dev.safelight.persistence.webhook.WebhookRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Webhooks along the index of their ids, or of what fails; what is said of each is looked up for those on the page. */
public final class PostgresReceivers implements Receivers {

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private static final String ALL = """
            SELECT id FROM webhook WHERE id < :before ORDER BY id DESC LIMIT :limit
            """;

    private static final String OF_OWNER = """
            SELECT id FROM webhook WHERE owner = :owner AND id < :before ORDER BY id DESC LIMIT :limit
            """;

    private static final String FAILING_OF_OWNER = """
            SELECT id FROM webhook
            WHERE owner = :owner AND id < :before
              AND EXISTS (SELECT FROM delivery WHERE delivery.webhook = webhook.id AND
            """ + Failing.CONDITION + """
            )
            ORDER BY id DESC
            LIMIT :limit
            """;

    /** From webhook to webhook, so that what one has failed costs the others nothing. */
    private static final String FAILING = """
            WITH RECURSIVE failing AS (
                (SELECT webhook AS id, 1 AS place FROM delivery
                 WHERE webhook < :before AND
            """ + Failing.CONDITION + """
                 ORDER BY webhook DESC LIMIT 1)
                UNION ALL
                SELECT (SELECT webhook FROM delivery
                        WHERE webhook < failing.id AND
            """ + Failing.CONDITION + """
                        ORDER BY webhook DESC LIMIT 1), place + 1
                FROM failing WHERE failing.id IS NOT NULL AND place < :limit
            )
            SELECT id FROM failing
            """;

    private final Database database;

    public PostgresReceivers(Database database) {
        this.database = database;
    }

    @Override
    public List<Standing> page(Which which, Optional<UUID> before, int limit) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("owner", which.owner().map(OwnerId::value).orElse(null));
        parameters.put("before", before.orElse(AFTER_ALL));
        parameters.put("limit", limit);
        return standings(chosen(which), parameters);
    }

    private static String chosen(Which which) {
        if (which.owner().isPresent()) {
            return which.failing() ? FAILING_OF_OWNER : OF_OWNER;
        }
        return which.failing() ? FAILING : ALL;
    }

    @Override
    public Optional<Standing> find(UUID webhook) {
        return standings("SELECT id FROM webhook WHERE id = :id", Map.of("id", webhook)).stream()
                .findFirst();
    }

    private List<Standing> standings(String chosen, Map<String, ? extends @Nullable Object> parameters) {
        return database.run(
                "looking how webhooks fare",
                handle -> handle.createQuery(
                                "WITH chosen AS MATERIALIZED (" + chosen + ")" + """
                        SELECT webhook.id AS webhook_id, webhook.created_at AS webhook_created_at, owner, url, secret,
                               previous_secret, previous_until, types, download, disabled_at, disabled_because,
                               pending.counted AS pending, failed.counted AS failed, lately.*, failing.*
                        FROM chosen JOIN webhook ON webhook.id = chosen.id
                        CROSS JOIN LATERAL (
                            SELECT count(*) AS counted FROM (
                                SELECT FROM delivery WHERE webhook = chosen.id AND status = 'PENDING' LIMIT :most) AS few
                        ) AS pending
                        CROSS JOIN LATERAL (
                            SELECT count(*) AS counted FROM (
                                SELECT FROM delivery WHERE webhook = chosen.id AND status = 'FAILED' LIMIT :most) AS few
                        ) AS failed
                        CROSS JOIN LATERAL (
                            SELECT count(*) AS looked_at, count(*) FILTER (WHERE status = 'DELIVERED') AS delivered,
                                   max(finished_at) FILTER (WHERE status = 'DELIVERED') AS last_delivered_at
                            FROM (
                                SELECT status, finished_at FROM delivery WHERE webhook = chosen.id
                                ORDER BY event_sequence DESC LIMIT :lately) AS few
                        ) AS lately
                        LEFT JOIN LATERAL (
                            SELECT id, webhook, event, event_sequence, type, status, attempts, due_at, created_at,
                                   finished_at, log
                            FROM delivery WHERE webhook = chosen.id AND
                        """ + Failing.CONDITION + """
                            ORDER BY event_sequence DESC LIMIT 1
                        ) AS failing ON true
                        ORDER BY webhook.id DESC
                        """)
                        .bindMap(parameters)
                        .bind("most", MOST_COUNTED)
                        .bind("lately", LATELY)
                        .map((row, context) -> standing(row))
                        .list());
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                WebhookRow.read(row, Columns.uuid(row, "webhook_id")),
                row.getLong("pending"),
                row.getLong("failed"),
                new Lately(
                        row.getInt("looked_at"),
                        row.getInt("delivered"),
                        Columns.optionalTime(row, "last_delivered_at")),
                Columns.optionalUuid(row, "id").isPresent()
                        ? Optional.of(PostgresDeliveries.delivery(row))
                        : Optional.empty());
    }

    @Override
    public List<Delivery> deliveries(UUID webhook, Optional<Delivery.Status> status, long before, int limit) {
        String which = status.isPresent() ? " AND status = :status" : "";
        return database.run("listing deliveries to a webhook", handle -> {
            var query = handle.createQuery(
                            "SELECT * FROM delivery WHERE webhook = :webhook AND event_sequence < :before" + which
                                    + " ORDER BY event_sequence DESC LIMIT :limit")
                    .bind("webhook", webhook)
                    .bind("before", before)
                    .bind("limit", limit);
            status.ifPresent(it -> query.bind("status", it.name()));
            return query.map((row, context) -> PostgresDeliveries.delivery(row)).list();
        });
    }
}
