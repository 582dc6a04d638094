package dev.safelight.application.webhook;

import dev.safelight.application.webhook.Delivery.Attempt;
import dev.safelight.application.webhook.WebhookSender.Message;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;

/** Calls a webhook right now with an event that means nothing, and says what came of it. */
public final class TestWebhook {

    /** Whoever tries out a receiver waits for it here; so many at once. */
    static final int AT_ONCE = 16;

    private final WebhookSender sender;
    private final BiFunction<UUID, Webhook, String> text;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /** @param text the JSON of a test event with this id */
    public TestWebhook(WebhookSender sender, BiFunction<UUID, Webhook, String> text, InstantSource clock) {
        this.sender = sender;
        this.text = text;
        this.clock = clock;
    }

    /** Empty when too many others are at it. */
    public Optional<Attempt> test(Webhook webhook) throws InterruptedException {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Instant now = clock.instant();
            UUID id = UUID.randomUUID();
            Message message = new Message(id.toString(), now, webhook.secretsAt(now), text.apply(id, webhook));
            return Optional.of(DeliverWebhooks.attempt(now, sender.send(webhook.url(), message)));
        } finally {
            free.release();
        }
    }
}
