package dev.safelight.web.webhook;

import dev.safelight.application.webhook.Delivery;
import dev.safelight.domain.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery as its owner sees it.
 *
 * @param eventId what the receiver sees as {@code webhook-id}
 * @param nextAttemptAt {@code null} when it is done with
 * @param log of the last attempts
 */
public record DeliveryJson(
        UUID deliveryId,
        UUID webhookId,
        UUID eventId,
        long sequence,
        Optional<String> type,
        Delivery.Status status,
        int attempts,
        Optional<Instant> nextAttemptAt,
        Instant createdAt,
        Optional<Instant> finishedAt,
        List<AttemptJson> log) {

    /**
     * One call to the receiver.
     *
     * @param status what it answered; {@code null} for nothing
     * @param error {@code null} when it was no failure
     * @param answer how its answer began
     */
    public record AttemptJson(
            Instant at,
            boolean delivered,
            Optional<Integer> status,
            Optional<String> error,
            long tookMs,
            String answer) {

        static AttemptJson of(Delivery.Attempt attempt) {
            return new AttemptJson(
                    attempt.at(),
                    attempt.error().isEmpty(),
                    attempt.status(),
                    attempt.error(),
                    attempt.took().toMillis(),
                    attempt.answer());
        }
    }

    public static DeliveryJson of(Delivery delivery) {
        return new DeliveryJson(
                delivery.id(),
                delivery.webhook(),
                delivery.event(),
                delivery.sequence(),
                delivery.type().map(EventType::wireName),
                delivery.status(),
                delivery.attempts(),
                delivery.due(),
                delivery.createdAt(),
                delivery.finished(),
                delivery.log().stream().map(AttemptJson::of).toList());
    }
}
