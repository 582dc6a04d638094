package dev.safelight.web.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.safelight.application.webhook.Webhook;
import dev.safelight.domain.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook as its owner sees it.
 *
 * @param types none for all but the progress of downloads
 * @param jobId the download whose end it is told of, and nothing else
 * @param previousSecretUntil until when the secret before this one signs along
 * @param secret only when it was just made
 */
record WebhookJson(
        UUID webhookId,
        String url,
        List<String> types,
        Optional<UUID> jobId,
        boolean enabled,
        Optional<Instant> disabledAt,
        Optional<String> disabledBecause,
        Optional<Instant> previousSecretUntil,
        Instant createdAt,
        @JsonInclude(Include.NON_ABSENT) Optional<String> secret) {

    static WebhookJson of(Webhook webhook) {
        return of(webhook, Optional.empty());
    }

    /** The only time that it is shown. */
    static WebhookJson withSecret(Webhook webhook) {
        return of(webhook, Optional.of(webhook.secret().reveal()));
    }

    private static WebhookJson of(Webhook webhook, Optional<String> secret) {
        return new WebhookJson(
                webhook.id(),
                webhook.url().toString(),
                webhook.types().stream().map(EventType::wireName).sorted().toList(),
                webhook.download(),
                webhook.disabled().isEmpty(),
                webhook.disabled().map(Webhook.Disabled::since),
                webhook.disabled().map(Webhook.Disabled::why),
                webhook.previous().map(Webhook.Previous::until),
                webhook.createdAt(),
                secret);
    }
}
