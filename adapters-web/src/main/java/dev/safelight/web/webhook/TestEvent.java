package dev.safelight.web.webhook;

import dev.safelight.application.Trace;
import dev.safelight.application.webhook.Webhook;
import dev.safelight.web.http.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * An event that tells of nothing, in the form that all events have; it stands in no log.
 *
 * @param sequence 0, which no event of the log has
 * @param subject the webhook
 */
public record TestEvent(
        UUID id, long sequence, String type, UUID subject, Instant time, Map<String, String> data, String traceId) {

    /** The JSON of one. */
    public static BiFunction<UUID, Webhook, String> text(InstantSource clock) {
        return (id, webhook) -> Json.write(
                new TestEvent(id, 0, "webhook.test", webhook.id(), clock.instant(), Map.of(), Trace.current()));
    }
}
