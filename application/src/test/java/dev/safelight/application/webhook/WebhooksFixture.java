package dev.safelight.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.Deliveries.Claimed;
import dev.safelight.application.webhook.Delivery.Attempt;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts about webhooks have in common: a world, and words for it. */
public abstract class WebhooksFixture {

    protected static final OwnerId ANNA = new OwnerId("anna");
    protected static final OwnerId BEN = new OwnerId("ben");
    protected static final int PLENTY = 1000;
    protected static final Duration LEASE = Duration.ofSeconds(60);

    protected final TestClock clock = new TestClock();
    private final Random random = new Random(1);

    protected Webhooks webhooks;
    protected FanOut fanOut;
    protected Deliveries deliveries;
    protected WebhooksWorld world;
    protected TellWebhooks tell;

    /** With nothing in it. */
    protected abstract WebhooksWorld fresh();

    @BeforeEach
    final void begin() {
        world = fresh();
        webhooks = world.webhooks();
        fanOut = world.fanOut();
        deliveries = world.deliveries();
        tell = new TellWebhooks(world.log(), fanOut, event -> "{\"about\":\"" + event.subject() + "\"}");
    }

    protected final Webhook webhook(OwnerId owner, Optional<UUID> download, EventType... types) {
        return new Webhook(
                UUID.randomUUID(),
                owner,
                URI.create("https://app.example.org/hooks"),
                WebhookSecret.fresh(random),
                Optional.empty(),
                Set.of(types),
                download,
                clock.instant(),
                Optional.empty());
    }

    protected final Webhook added(OwnerId owner, EventType... types) {
        return added(webhook(owner, Optional.empty(), types));
    }

    protected final Webhook callback(OwnerId owner, UUID download) {
        return added(webhook(owner, Optional.of(download)));
    }

    private Webhook added(Webhook webhook) {
        assertThat(webhooks.add(webhook, PLENTY)).isEqualTo(new Webhooks.Added.Fresh());
        return webhook;
    }

    protected final void happens(OwnerId owner, String subject) {
        world.teller().tell(EventType.SET_READY, owner, subject);
    }

    /** The events that it was or is to be told of, by what they are about, the latest first. */
    protected final List<String> toldTo(Webhook webhook) {
        tell.run();
        return deliveries(webhook).stream().map(this::subject).toList();
    }

    private String subject(Delivery delivery) {
        return world.log().read(0, 1000).events().stream()
                .filter(event -> event.id().equals(delivery.event()))
                .findFirst()
                .orElseThrow()
                .subject();
    }

    protected final List<Delivery> deliveries(Webhook webhook) {
        return deliveries.page(webhook.owner(), webhook.id(), Long.MAX_VALUE, 1000);
    }

    /** Its only one. */
    protected final Delivery delivery(Webhook webhook) {
        assertThat(deliveries(webhook)).hasSize(1);
        return deliveries(webhook).getFirst();
    }

    protected final List<Claimed> claim() {
        return deliveries.claim(100, 100, LEASE);
    }

    /** The only one that is due. */
    protected final Claimed claimOne() {
        List<Claimed> claimed = claim();
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }

    protected final Attempt failed(int status) {
        return new Attempt(
                clock.instant(),
                Optional.of(status),
                Optional.of("answered " + status),
                Duration.ofMillis(12),
                "<h1>No</h1>");
    }

    protected final Attempt succeeded() {
        return new Attempt(clock.instant(), Optional.of(200), Optional.empty(), Duration.ofMillis(12), "");
    }
}
