package dev.safelight.application.webhook;

import dev.safelight.application.event.EventLog;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;

/**
 * One store of webhooks as its contracts see it.
 *
 * @param teller writes into the log
 */
public record WebhooksWorld(Webhooks webhooks, FanOut fanOut, Deliveries deliveries, EventLog log, Teller teller) {

    /** Lets something happen. */
    @FunctionalInterface
    public interface Teller {
        void tell(EventType type, OwnerId owner, String subject);
    }
}
