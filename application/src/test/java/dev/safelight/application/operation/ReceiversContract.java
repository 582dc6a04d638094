package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.safelight.application.operation.ReplayDeliveries.Order;
import dev.safelight.application.webhook.Deliveries;
import dev.safelight.application.webhook.Deliveries.Claimed;
import dev.safelight.application.webhook.Deliveries.Replayed;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.application.webhook.Delivery.Status;
import dev.safelight.application.webhook.Webhook;
import dev.safelight.application.webhook.WebhooksFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How the webhooks of all owners fare, and how an operator has them told again. */
public abstract class ReceiversContract extends WebhooksFixture {

    private static final Receivers.Which ALL = new Receivers.Which(false, Optional.empty());
    private static final Receivers.Which FAILING = new Receivers.Which(true, Optional.empty());

    private static final Operator OLGA = new Operator("olga", Optional.of("1a2b3c4d"));

    private final Random random = new Random(2);

    private Receivers receivers() {
        return world.operator().receivers();
    }

    private Receivers.Standing standing(Webhook webhook) {
        return receivers().find(webhook.id()).orElseThrow();
    }

    private List<UUID> page(Receivers.Which which) {
        return receivers().page(which, Optional.empty(), 100).stream()
                .map(it -> it.webhook().id())
                .toList();
    }

    private ReplayDeliveries replay() {
        return new ReplayDeliveries(
                deliveries,
                world.operator().replays(),
                new WriteDown(world.operator().audit(), clock, random));
    }

    private static Order order(Webhook webhook) {
        return new Order(OLGA, webhook, "{\"since\": \"yesterday\"}", "the receiver is back");
    }

    private Outcome replaySince(Webhook webhook, Instant since) {
        return replay().since(order(webhook), since, 100);
    }

    private Audit.Entry audited(Outcome outcome) {
        return world.operator().audit().find(outcome.audit()).orElseThrow();
    }

    /** What is due ends like this. */
    private void tryAll(Deliveries.Outcome outcome) {
        tell.run();
        for (Claimed each : claim()) {
            boolean delivered = outcome instanceof Deliveries.Outcome.Delivered;
            assertThat(deliveries.finish(each, delivered ? succeeded() : failed(500), outcome))
                    .isTrue();
        }
    }

    private void giveUp() {
        tryAll(new Deliveries.Outcome.GivenUp());
    }

    private void postpone(Duration wait) {
        tryAll(new Deliveries.Outcome.Again(clock.instant().plus(wait)));
    }

    @Test
    void those_of_all_owners_are_listed_in_pages_each_once() {
        List<UUID> all = List.of(
                added(ANNA).id(),
                added(BEN).id(),
                callback(BEN, UUID.randomUUID()).id());
        assertThat(page(ALL)).containsExactlyInAnyOrderElementsOf(all);
        List<Receivers.Standing> first = receivers().page(ALL, Optional.empty(), 2);
        List<Receivers.Standing> second =
                receivers().page(ALL, Optional.of(first.getLast().webhook().id()), 2);
        assertThat(first).hasSize(2);
        assertThat(second)
                .extracting(it -> it.webhook().id())
                .containsExactly(page(ALL).getLast());
    }

    @Test
    void an_owners_are_found() {
        Webhook annas = added(ANNA);
        added(BEN);
        assertThat(page(new Receivers.Which(false, Optional.of(ANNA)))).containsExactly(annas.id());
        assertThat(page(new Receivers.Which(true, Optional.of(ANNA)))).isEmpty();
    }

    @Test
    void one_that_was_told_everything_does_not_fail() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "one");
        happens(ANNA, "two");
        tryAll(new Deliveries.Outcome.Delivered());
        Receivers.Standing standing = standing(webhook);
        assertThat(standing.lately()).isEqualTo(new Receivers.Lately(2, 2, Optional.of(clock.instant())));
        assertThat(standing.failing()).isEmpty();
        assertThat(standing.pending()).isZero();
        assertThat(page(FAILING)).isEmpty();
    }

    @Test
    void those_that_fail_are_found_with_what_they_were_not_told() {
        Webhook bens = added(BEN);
        added(ANNA);
        happens(BEN, "one");
        giveUp();
        happens(BEN, "two");
        postpone(Duration.ofHours(1));
        happens(ANNA, "waits for its first attempt");
        tell.run();

        assertThat(page(FAILING)).containsExactly(bens.id());
        assertThat(page(new Receivers.Which(true, Optional.of(BEN)))).containsExactly(bens.id());
        Receivers.Standing standing = standing(bens);
        assertThat(standing.failed()).isEqualTo(1);
        assertThat(standing.pending()).isEqualTo(1);
        assertThat(standing.lately()).isEqualTo(new Receivers.Lately(2, 0, Optional.empty()));
        assertThat(standing.failing()).contains(deliveries(bens).getFirst());
    }

    @Test
    void many_that_fail_are_listed_in_pages_as_well() {
        List<UUID> all = List.of(added(ANNA).id(), added(ANNA).id(), added(ANNA).id());
        happens(ANNA, "one");
        happens(ANNA, "two");
        giveUp();
        assertThat(page(FAILING)).containsExactlyInAnyOrderElementsOf(all);
        UUID middle = page(FAILING).get(1);
        assertThat(receivers().page(FAILING, Optional.empty(), 2)).hasSize(2);
        assertThat(receivers().page(FAILING, Optional.of(middle), 2))
                .extracting(it -> it.webhook().id())
                .containsExactly(page(FAILING).getLast());
    }

    @Test
    void deliveries_are_listed_by_how_far_they_have_come() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "told");
        tryAll(new Deliveries.Outcome.Delivered());
        happens(ANNA, "given up");
        giveUp();
        happens(ANNA, "waiting");
        tell.run();
        List<Delivery> all = deliveries(webhook);
        assertThat(receivers().deliveries(webhook.id(), Optional.empty(), Long.MAX_VALUE, 10))
                .isEqualTo(all);
        assertThat(receivers()
                        .deliveries(
                                webhook.id(), Optional.empty(), all.getFirst().sequence(), 1))
                .containsExactly(all.get(1));
        assertThat(receivers().deliveries(webhook.id(), Optional.of(Status.FAILED), Long.MAX_VALUE, 10))
                .containsExactly(all.get(1));
        assertThat(receivers().deliveries(webhook.id(), Optional.of(Status.PENDING), Long.MAX_VALUE, 10))
                .containsExactly(all.getFirst());
    }

    @Test
    void what_was_never_there_is_absent() {
        assertThat(receivers().find(UUID.randomUUID())).isEmpty();
        assertThat(receivers().deliveries(UUID.randomUUID(), Optional.empty(), Long.MAX_VALUE, 10))
                .isEmpty();
    }

    @Test
    void all_that_failed_since_a_moment_is_due_at_once_and_counted() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "before");
        giveUp();
        clock.advance(Duration.ofHours(1));
        Instant since = clock.instant();
        happens(ANNA, "given up");
        giveUp();
        happens(ANNA, "postponed");
        postpone(Duration.ofHours(5));
        happens(ANNA, "told");
        tryAll(new Deliveries.Outcome.Delivered());

        Outcome outcome = replaySince(webhook, since);

        assertThat(outcome.done()).isEqualTo(2);
        assertThat(outcome.unchanged()).isZero();
        assertThat(outcome.more()).isFalse();
        assertThat(audited(outcome).done()).isEqualTo(2);
        assertThat(audited(outcome).finished()).isPresent();
        assertThat(claim()).hasSize(2);
        assertThat(standing(webhook).failed()).isEqualTo(1);
    }

    @Test
    void said_again_it_finds_them_due_and_leaves_them() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "one");
        giveUp();
        replaySince(webhook, Instant.EPOCH);
        Outcome again = replaySince(webhook, Instant.EPOCH);
        assertThat(again.done()).isZero();
        assertThat(again.unchanged()).isEqualTo(1);
    }

    @Test
    void what_is_on_its_way_is_left_alone() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "one");
        postpone(Duration.ZERO);
        Claimed held = claimOne();
        assertThat(replaySince(webhook, Instant.EPOCH).done()).isZero();
        assertThat(deliveries.finish(held, succeeded(), new Deliveries.Outcome.Delivered()))
                .isTrue();
    }

    @Test
    void no_more_are_replayed_than_was_said_the_latest_first() {
        Webhook webhook = added(ANNA);
        for (int i = 0; i < 3; i++) {
            happens(ANNA, "no. " + i);
        }
        giveUp();
        Outcome outcome = replay().since(order(webhook), Instant.EPOCH, 2);
        assertThat(outcome.done()).isEqualTo(2);
        assertThat(outcome.more()).isTrue();
        assertThat(deliveries(webhook))
                .extracting(Delivery::status)
                .containsExactly(Status.PENDING, Status.PENDING, Status.FAILED);
    }

    @Test
    void to_one_that_is_disabled_nothing_is_replayed() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "one");
        tryAll(new Deliveries.Outcome.Unwanted("gone"));
        assertThat(replaySince(webhook, Instant.EPOCH).done()).isZero();
        assertThat(standing(webhook).webhook().disabled()).isPresent();
    }

    @Test
    void a_replay_of_one_is_written_down_and_so_is_one_in_vain() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "one");
        giveUp();
        Delivery delivery = delivery(webhook);
        assertThat(replay().one(order(webhook), delivery.id())).isEqualTo(Replayed.DONE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(replay().one(order(webhook), UUID.randomUUID())).isEqualTo(Replayed.ABSENT);
        assertThat(delivery(webhook).status()).isEqualTo(Status.PENDING);
        assertThat(world.operator().audit().page(Optional.empty(), Optional.empty(), 10))
                .extracting(Audit.Entry::operator, Audit.Entry::action, Audit.Entry::done, Audit.Entry::unchanged)
                .containsExactly(tuple(OLGA, "REPLAY", 0, 1), tuple(OLGA, "REPLAY", 1, 0));
    }
}
