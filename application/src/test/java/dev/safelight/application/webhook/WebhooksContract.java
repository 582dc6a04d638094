package dev.safelight.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.Race;
import dev.safelight.application.webhook.Deliveries.Outcome;
import dev.safelight.application.webhook.Webhooks.Added;
import dev.safelight.domain.event.EventType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every keeper of webhooks must do. */
public abstract class WebhooksContract extends WebhooksFixture {

    @Test
    void what_was_added_is_found_as_it_was() {
        Webhook webhook = added(ANNA, EventType.IMAGE_ACCEPTED, EventType.DOWNLOAD_PROGRESS);
        assertThat(webhooks.find(ANNA, webhook.id())).contains(webhook);
        assertThat(webhooks.of(ANNA)).containsExactly(webhook);
    }

    @Test
    void webhooks_are_listed_the_oldest_first_and_without_callbacks() {
        Webhook first = added(ANNA);
        callback(ANNA, UUID.randomUUID());
        clock.advance(Duration.ofSeconds(1));
        Webhook second = added(ANNA);
        assertThat(webhooks.of(ANNA)).containsExactly(first, second);
    }

    @Test
    void anothers_is_as_absent_as_none() {
        Webhook webhook = added(ANNA);
        assertThat(webhooks.find(BEN, webhook.id())).isEmpty();
        assertThat(webhooks.of(BEN)).isEmpty();
        assertThat(webhooks.remove(BEN, webhook.id())).isFalse();
        assertThat(webhooks.enable(BEN, webhook.id())).isFalse();
        assertThat(webhooks.rotate(BEN, webhook.id(), WebhookSecret.fresh(new Random()), clock.instant()))
                .isEmpty();
        assertThat(webhooks.find(ANNA, webhook.id())).contains(webhook);
    }

    @Test
    void an_owner_has_only_so_many() {
        assertThat(webhooks.add(webhook(ANNA, Optional.empty()), 2)).isEqualTo(new Added.Fresh());
        assertThat(webhooks.add(webhook(ANNA, Optional.empty()), 2)).isEqualTo(new Added.Fresh());
        assertThat(webhooks.add(webhook(ANNA, Optional.empty()), 2)).isEqualTo(new Added.Full());
        assertThat(webhooks.add(webhook(BEN, Optional.empty()), 2)).isEqualTo(new Added.Fresh());
        assertThat(webhooks.add(webhook(ANNA, Optional.of(UUID.randomUUID())), 2))
                .isEqualTo(new Added.Fresh());
    }

    @Test
    void a_download_calls_back_each_url_once_and_only_so_many() {
        UUID download = UUID.randomUUID();
        Webhook first = callback(ANNA, download);
        assertThat(webhooks.add(webhook(ANNA, Optional.of(download)), PLENTY)).isEqualTo(new Added.Known(first.id()));
        Webhook other = elsewhere(webhook(ANNA, Optional.of(download)));
        assertThat(webhooks.add(other, 1)).isEqualTo(new Added.Full());
        assertThat(webhooks.add(other, 2)).isEqualTo(new Added.Fresh());
        assertThat(webhooks.add(webhook(BEN, Optional.of(download)), 1)).isEqualTo(new Added.Fresh());
    }

    private static Webhook elsewhere(Webhook it) {
        return new Webhook(
                it.id(),
                it.owner(),
                URI.create("https://elsewhere.example.org/"),
                it.secret(),
                it.previous(),
                it.types(),
                it.download(),
                it.createdAt(),
                it.disabled());
    }

    @Test
    void of_many_who_add_the_same_callback_one_does() throws Exception {
        UUID download = UUID.randomUUID();
        List<Added> added = Race.among(64, () -> webhooks.add(webhook(ANNA, Optional.of(download)), PLENTY));
        assertThat(added).filteredOn(Added.Fresh.class::isInstance).hasSize(1);
        assertThat(added).filteredOn(Added.Known.class::isInstance).hasSize(63);
    }

    @Test
    void what_was_removed_is_gone_with_its_deliveries() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "set");
        tell.run();
        Deliveries.Claimed underWay = claimOne();
        assertThat(webhooks.remove(ANNA, webhook.id())).isTrue();
        assertThat(webhooks.find(ANNA, webhook.id())).isEmpty();
        assertThat(deliveries(webhook)).isEmpty();
        assertThat(deliveries.finish(underWay, succeeded(), new Outcome.Delivered()))
                .isFalse();
        assertThat(webhooks.remove(ANNA, webhook.id())).isFalse();
    }

    @Test
    void while_a_secret_is_being_changed_both_sign_and_then_only_the_fresh_one() {
        Webhook webhook = added(ANNA);
        WebhookSecret fresh = WebhookSecret.fresh(new Random(2));
        Instant until = clock.instant().plus(Duration.ofHours(24));

        Webhook changed = webhooks.rotate(ANNA, webhook.id(), fresh, until).orElseThrow();

        assertThat(changed.secretsAt(until.minusMillis(1))).containsExactly(fresh, webhook.secret());
        assertThat(changed.secretsAt(until)).containsExactly(fresh);
        assertThat(webhooks.find(ANNA, webhook.id())).contains(changed);
    }

    @Test
    void a_secret_that_is_changed_twice_is_followed_by_the_one_between() {
        Webhook webhook = added(ANNA);
        WebhookSecret between = WebhookSecret.fresh(new Random(2));
        WebhookSecret last = WebhookSecret.fresh(new Random(3));
        Instant until = clock.instant().plus(Duration.ofHours(24));
        webhooks.rotate(ANNA, webhook.id(), between, until);
        assertThat(webhooks.rotate(ANNA, webhook.id(), last, until)
                        .orElseThrow()
                        .secretsAt(clock.instant()))
                .containsExactly(last, between);
    }

    @Test
    void who_is_disabled_is_told_nothing_until_enabled_and_then_what_happens_from_then_on() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "first");
        tell.run();
        deliveries.finish(claimOne(), failed(410), new Outcome.Unwanted("answered 410 Gone"));
        assertThat(webhooks.find(ANNA, webhook.id()).orElseThrow().disabled())
                .contains(new Webhook.Disabled(clock.instant(), "answered 410 Gone"));
        happens(ANNA, "while disabled");

        assertThat(webhooks.enable(ANNA, webhook.id())).isTrue();
        assertThat(webhooks.enable(ANNA, webhook.id())).isTrue();
        assertThat(webhooks.find(ANNA, webhook.id()).orElseThrow().disabled()).isEmpty();

        happens(ANNA, "again");
        assertThat(toldTo(webhook)).containsExactly("again", "first");
    }

    @Test
    void old_callbacks_are_removed_when_nothing_is_owed_to_them() {
        UUID download = UUID.randomUUID();
        Webhook owed = callback(ANNA, download);
        world.teller().tell(EventType.DOWNLOAD_COMPLETED, ANNA, download.toString());
        Webhook idle = callback(ANNA, UUID.randomUUID());
        Webhook standing = added(ANNA);
        tell.run();
        clock.advance(Duration.ofDays(1));
        Webhook young = callback(ANNA, UUID.randomUUID());
        tell.run();

        assertThat(webhooks.removeOldCallbacks(clock.instant())).isEqualTo(1);
        assertThat(webhooks.find(ANNA, idle.id())).isEmpty();
        deliveries.finish(claimOne(), succeeded(), new Outcome.Delivered());
        assertThat(webhooks.removeOldCallbacks(clock.instant())).isEqualTo(1);
        assertThat(webhooks.find(ANNA, owed.id())).isEmpty();
        assertThat(webhooks.find(ANNA, young.id())).isPresent();
        assertThat(webhooks.of(ANNA)).containsExactly(standing);
    }
}
