package dev.safelight.application.webhook;

import dev.safelight.domain.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One event on its way to one webhook.
 *
 * @param event the event's id, which the receiver sees as {@code webhook-id}
 * @param sequence of the event
 * @param type of the event; empty for one that only a newer version of this program knows
 * @param attempts how often it was tried since it was made or replayed
 * @param due when it is tried next; empty when it is done with
 * @param finished when it came to an end
 * @param log of its last attempts, the oldest first
 */
public record Delivery(
        UUID id,
        UUID webhook,
        UUID event,
        long sequence,
        Optional<EventType> type,
        Status status,
        int attempts,
        Optional<Instant> due,
        Instant createdAt,
        Optional<Instant> finished,
        List<Attempt> log) {

    /** No more attempts than these are remembered. */
    public static final int LOG_LENGTH = 10;

    /** How far it has come. */
    public enum Status {
        PENDING,
        DELIVERED,
        FAILED
    }

    /**
     * One call to the receiver.
     *
     * @param status what it answered, if it did
     * @param error why it was no success; empty when it was
     * @param answer how its answer began, for people to read
     */
    public record Attempt(Instant at, Optional<Integer> status, Optional<String> error, Duration took, String answer) {}

    public Delivery {
        log = List.copyOf(log);
    }
}
