package dev.safelight.application.webhook;

import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Lets owners say who is to be told, and change the secret. */
public final class RegisterWebhook {

    /** More receivers than these nobody needs; each of them is called for every event. */
    public static final int MOST_PER_OWNER = 20;

    /** How long the secret before signs along after a change, so that receivers can be changed one by one. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private final Webhooks webhooks;
    private final WebhookSender sender;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random unpredictable */
    public RegisterWebhook(Webhooks webhooks, WebhookSender sender, InstantSource clock, RandomGenerator random) {
        this.webhooks = webhooks;
        this.sender = sender;
        this.clock = clock;
        this.random = random;
    }

    /** What became of it. */
    public sealed interface Outcome {
        /** Its secret is to be shown now and never again. */
        record Registered(Webhook webhook) implements Outcome {}

        /** The URL is one that we do not call. */
        record NotAllowed(String why) implements Outcome {}

        record TooMany() implements Outcome {}
    }

    /**
     * @param url that {@link WebhookUrl} found good
     * @param types of events; none for all
     */
    public Outcome register(OwnerId owner, URI url, Set<EventType> types) {
        Optional<String> objection = sender.objection(url);
        if (objection.isPresent()) {
            return new Outcome.NotAllowed(objection.get());
        }
        Webhook webhook = fresh(owner, url, types, Optional.empty());
        return switch (webhooks.add(webhook, MOST_PER_OWNER)) {
            case Webhooks.Added.Fresh added -> new Outcome.Registered(webhook);
            case Webhooks.Added.Full full -> new Outcome.TooMany();
            case Webhooks.Added.Known(UUID id) ->
                throw new IllegalStateException("only callbacks are known again: " + id);
        };
    }

    Webhook fresh(OwnerId owner, URI url, Set<EventType> types, Optional<UUID> download) {
        Instant now = clock.instant();
        return new Webhook(
                ImageId.at(now, random).value(),
                owner,
                url,
                WebhookSecret.fresh(random),
                Optional.empty(),
                types,
                download,
                now,
                Optional.empty());
    }

    /** A fresh secret, to be shown now and never again; the one until now signs along for a while. Empty when absent. */
    public Optional<Webhook> rotate(OwnerId owner, UUID id) {
        Instant until = clock.instant().plus(OVERLAP);
        return webhooks.rotate(owner, id, WebhookSecret.fresh(random), until);
    }
}
