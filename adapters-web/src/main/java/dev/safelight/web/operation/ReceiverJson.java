package dev.safelight.web.operation;

import dev.safelight.application.operation.Receivers.Standing;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.application.webhook.Webhook;
import dev.safelight.application.webhook.WebhookUrl;
import dev.safelight.domain.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook as an operator sees it: without its secret, and without what may be one in its address.
 *
 * @param types none for all but the progress of downloads
 * @param jobId the download whose end it is told of, and nothing else
 * @param failing whether there is something that it could not be told so far
 * @param lastFailure of the latest event that it could not be told
 */
record ReceiverJson(
        UUID webhookId,
        String owner,
        String url,
        List<String> types,
        Optional<UUID> jobId,
        boolean enabled,
        Optional<Instant> disabledAt,
        Optional<String> disabledBecause,
        Instant createdAt,
        boolean failing,
        long pending,
        long failed,
        LatelyJson lately,
        Optional<FailureJson> lastFailure) {

    /** @param deliveries how many are looked at, those of the last events */
    record LatelyJson(int deliveries, int delivered, Optional<Instant> lastDeliveredAt) {}

    /**
     * @param at of the last attempt; if there was none, when it was given up
     * @param status what the receiver answered; {@code null} for nothing
     * @param error {@code null} when it was given up untried
     * @param nextAttemptAt {@code null} when it is not tried any more
     */
    record FailureJson(
            UUID deliveryId,
            Optional<String> type,
            Instant at,
            Optional<Integer> status,
            Optional<String> error,
            int attempts,
            Optional<Instant> nextAttemptAt) {

        static FailureJson of(Delivery delivery) {
            Optional<Delivery.Attempt> last = delivery.log().isEmpty()
                    ? Optional.empty()
                    : Optional.of(delivery.log().getLast());
            return new FailureJson(
                    delivery.id(),
                    delivery.type().map(EventType::wireName),
                    last.map(Delivery.Attempt::at).or(delivery::finished).orElse(delivery.createdAt()),
                    last.flatMap(Delivery.Attempt::status),
                    last.flatMap(Delivery.Attempt::error),
                    delivery.attempts(),
                    delivery.due());
        }
    }

    static ReceiverJson of(Standing standing) {
        Webhook webhook = standing.webhook();
        return new ReceiverJson(
                webhook.id(),
                webhook.owner().value(),
                WebhookUrl.withoutQuery(webhook.url()),
                webhook.types().stream().map(EventType::wireName).sorted().toList(),
                webhook.download(),
                webhook.disabled().isEmpty(),
                webhook.disabled().map(Webhook.Disabled::since),
                webhook.disabled().map(Webhook.Disabled::why),
                webhook.createdAt(),
                standing.failing().isPresent(),
                standing.pending(),
                standing.failed(),
                new LatelyJson(
                        standing.lately().deliveries(),
                        standing.lately().delivered(),
                        standing.lately().last()),
                standing.failing().map(FailureJson::of));
    }
}
