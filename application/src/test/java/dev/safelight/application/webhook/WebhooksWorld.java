package dev.safelight.application.webhook;

import dev.safelight.application.event.EventLog;
import dev.safelight.application.operation.Audit;
import dev.safelight.application.operation.BulkReplays;
import dev.safelight.application.operation.Receivers;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;

/**
 * One store of webhooks as its contracts see it.
 *
 * @param teller writes into the log
 * @param operator what operators do with it
 */
public record WebhooksWorld(
        Webhooks webhooks, FanOut fanOut, Deliveries deliveries, EventLog log, Teller teller, OfOperator operator) {

    /** What operators see and do. */
    public record OfOperator(Receivers receivers, BulkReplays replays, Audit audit) {}

    /** Lets something happen. */
    @FunctionalInterface
    public interface Teller {
        void tell(EventType type, OwnerId owner, String subject);
    }
}
