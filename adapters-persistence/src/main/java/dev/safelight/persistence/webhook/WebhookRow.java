package dev.safelight.persistence.webhook;

import dev.safelight.application.webhook.Webhook;
import dev.safelight.application.webhook.WebhookSecret;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads a webhook from a row with all columns of its table, whose id may go by another name there. */
public final class WebhookRow {

    private WebhookRow() {}

    static Webhook read(ResultSet row) throws SQLException {
        return read(row, Columns.uuid(row, "id"));
    }

    public static Webhook read(ResultSet row, UUID id) throws SQLException {
        Optional<Instant> until = Columns.optionalTime(row, "previous_until");
        Optional<Instant> disabled = Columns.optionalTime(row, "disabled_at");
        return new Webhook(
                id,
                new OwnerId(row.getString("owner")),
                URI.create(row.getString("url")),
                new WebhookSecret(row.getBytes("secret")),
                until.isPresent()
                        ? Optional.of(
                                new Webhook.Previous(new WebhookSecret(row.getBytes("previous_secret")), until.get()))
                        : Optional.empty(),
                types((String[]) row.getArray("types").getArray()),
                Columns.optionalUuid(row, "download"),
                Columns.time(row, "webhook_created_at"),
                disabled.isPresent()
                        ? Optional.of(new Webhook.Disabled(disabled.get(), row.getString("disabled_because")))
                        : Optional.empty());
    }

    /** Without those that only a newer version of this program knows, which may run beside this one. */
    private static Set<EventType> types(String[] names) {
        return Arrays.stream(names)
                .flatMap(name -> EventType.parse(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
