package dev.safelight.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.Race;
import dev.safelight.application.webhook.Deliveries.Claimed;
import dev.safelight.application.webhook.Deliveries.Outcome;
import dev.safelight.application.webhook.Deliveries.Replayed;
import dev.safelight.application.webhook.Delivery.Attempt;
import dev.safelight.application.webhook.Delivery.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of deliveries must do. */
public abstract class DeliveriesContract extends WebhooksFixture {

    private Webhook webhook;

    @BeforeEach
    final void addWebhook() {
        webhook = added(ANNA);
    }

    /** Something that Anna's webhook is to be told. */
    private void owe(String subject) {
        happens(ANNA, subject);
        tell.run();
    }

    @Test
    void what_is_due_is_claimed_once_and_comes_up_again_when_its_claim_runs_out() {
        owe("set");
        Claimed first = claimOne();
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(claim()).isEmpty();
        clock.advance(LEASE.minusMillis(1));
        assertThat(claim()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        Claimed second = claimOne();
        assertThat(second.event()).isEqualTo(first.event());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.token()).isNotEqualTo(first.token());
    }

    @Test
    void who_lost_his_claim_writes_nothing() {
        owe("set");
        Claimed lost = claimOne();
        clock.advance(LEASE);
        Claimed held = claimOne();
        assertThat(deliveries.finish(lost, succeeded(), new Outcome.Delivered()))
                .isFalse();
        deliveries.giveBack(lost);
        assertThat(claim()).isEmpty();
        assertThat(delivery(webhook).log()).isEmpty();
        assertThat(deliveries.finish(held, succeeded(), new Outcome.Delivered()))
                .isTrue();
        assertThat(deliveries.finish(held, succeeded(), new Outcome.Delivered()))
                .isFalse();
    }

    @Test
    void who_is_slow_but_still_holds_it_can_finish() {
        owe("set");
        Claimed slow = claimOne();
        clock.advance(LEASE.multipliedBy(2));
        assertThat(deliveries.finish(slow, succeeded(), new Outcome.Delivered()))
                .isTrue();
    }

    @Test
    void a_delivery_that_succeeded_is_done_and_says_so() {
        owe("set");
        Attempt attempt = succeeded();
        deliveries.finish(claimOne(), attempt, new Outcome.Delivered());
        Delivery done = delivery(webhook);
        assertThat(done.status()).isEqualTo(Status.DELIVERED);
        assertThat(done.due()).isEmpty();
        assertThat(done.finished()).contains(clock.instant());
        assertThat(done.log()).containsExactly(attempt);
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_delivery_that_failed_is_due_again_then_and_not_before() {
        owe("set");
        Instant then = clock.instant().plusSeconds(300);
        deliveries.finish(claimOne(), failed(500), new Outcome.Again(then));
        assertThat(delivery(webhook).due()).contains(then);
        assertThat(delivery(webhook).status()).isEqualTo(Status.PENDING);
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(claim()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(claimOne().attempt()).isEqualTo(2);
    }

    @Test
    void a_delivery_that_is_given_up_is_failed_and_says_why() {
        owe("set");
        Attempt attempt = new Attempt(
                clock.instant(),
                Optional.empty(),
                Optional.of("no answer in time"),
                Duration.ofSeconds(15),
                "nul \0 here");
        deliveries.finish(claimOne(), attempt, new Outcome.GivenUp());
        Delivery done = delivery(webhook);
        assertThat(done.status()).isEqualTo(Status.FAILED);
        assertThat(done.finished()).contains(clock.instant());
        assertThat(done.log().getFirst().error()).contains("no answer in time");
        assertThat(done.log().getFirst().answer()).startsWith("nul ");
    }

    @Test
    void only_the_last_ten_attempts_are_remembered() {
        owe("set");
        for (int i = 0; i < 13; i++) {
            deliveries.finish(claimOne(), failed(500 + i), new Outcome.Again(clock.instant()));
        }
        assertThat(delivery(webhook).log())
                .extracting(attempt -> attempt.status().orElseThrow())
                .containsExactlyElementsOf(IntStream.range(503, 513).boxed().toList());
        assertThat(delivery(webhook).attempts()).isEqualTo(13);
    }

    @Test
    void who_wants_no_more_is_disabled_and_what_he_was_to_be_told_is_given_up() {
        Webhook other = added(ANNA);
        owe("one");
        owe("two");
        Claimed claimed = claim().stream()
                .filter(each -> each.webhook().equals(webhook))
                .findFirst()
                .orElseThrow();
        assertThat(deliveries.finish(claimed, failed(410), new Outcome.Unwanted("answered 410 Gone")))
                .isTrue();
        assertThat(deliveries(webhook)).extracting(Delivery::status).containsExactly(Status.FAILED, Status.FAILED);
        assertThat(deliveries(other)).extracting(Delivery::status).containsExactly(Status.PENDING, Status.PENDING);
        owe("three");
        assertThat(deliveries(webhook)).hasSize(2);
        assertThat(deliveries(other)).hasSize(3);
    }

    @Test
    void what_was_not_tried_is_given_back_and_not_counted() {
        owe("set");
        deliveries.giveBack(claimOne());
        assertThat(delivery(webhook).attempts()).isZero();
        assertThat(claimOne().attempt()).isEqualTo(1);
    }

    @Test
    void one_webhook_has_only_so_many_under_way_and_the_longest_due_go_first() {
        Webhook busy = added(BEN);
        for (int i = 0; i < 10; i++) {
            happens(BEN, "his" + i);
            tell.run();
            clock.advance(Duration.ofMillis(1));
        }
        owe("hers");
        assertThat(deliveries.claim(3, 100, LEASE)).extracting(Claimed::webhook).containsOnly(busy);
        List<Claimed> claimed = deliveries.claim(100, 4, LEASE);
        assertThat(claimed)
                .extracting(Claimed::webhook)
                .containsExactlyInAnyOrder(busy, webhook); // three are under way
        assertThat(deliveries.claim(100, 4, LEASE)).isEmpty();
        deliveries.finish(
                claimed.stream()
                        .filter(each -> each.webhook().equals(busy))
                        .findFirst()
                        .orElseThrow(),
                succeeded(),
                new Outcome.Delivered());
        assertThat(deliveries.claim(100, 4, LEASE)).hasSize(1);
    }

    @Test
    void of_many_who_claim_at_once_each_delivery_goes_to_one() throws Exception {
        owe("first");
        IntStream.range(0, 49).forEach(i -> happens(ANNA, "s" + i));
        tell.run();
        List<List<Claimed>> claimed = Race.among(64, () -> deliveries.claim(10, 100, LEASE));
        assertThat(claimed.stream().flatMap(Collection::stream).map(Claimed::id))
                .doesNotHaveDuplicates();
        assertThat(claimed.stream().mapToInt(List::size).sum() + claim().size()).isEqualTo(50);
    }

    @Test
    void a_replay_sends_the_same_event_again_from_the_start_of_the_schedule() {
        owe("set");
        Claimed before = claimOne();
        deliveries.finish(before, succeeded(), new Outcome.Delivered());
        clock.advance(Duration.ofHours(1));
        assertThat(deliveries.replay(ANNA, webhook.id(), before.id())).isEqualTo(Replayed.DONE);
        assertThat(delivery(webhook).status()).isEqualTo(Status.PENDING);
        assertThat(delivery(webhook).finished()).isEmpty();
        Claimed again = claimOne();
        assertThat(again.event()).isEqualTo(before.event());
        assertThat(again.body()).isEqualTo(before.body());
        assertThat(again.attempt()).isEqualTo(1);
        deliveries.finish(again, succeeded(), new Outcome.Delivered());
        assertThat(delivery(webhook).log()).hasSize(2);
    }

    @Test
    void a_replay_of_what_waits_makes_it_due_and_one_of_what_is_under_way_changes_nothing() {
        owe("set");
        Claimed first = claimOne();
        assertThat(deliveries.replay(ANNA, webhook.id(), first.id())).isEqualTo(Replayed.DONE);
        assertThat(claim()).isEmpty();
        deliveries.finish(first, failed(500), new Outcome.Again(clock.instant().plusSeconds(300)));
        assertThat(deliveries.replay(ANNA, webhook.id(), first.id())).isEqualTo(Replayed.DONE);
        assertThat(claimOne().attempt()).isEqualTo(2);
    }

    @Test
    void there_is_no_replay_for_the_disabled_nor_of_what_is_anothers() {
        owe("set");
        Claimed claimed = claimOne();
        assertThat(deliveries.replay(BEN, webhook.id(), claimed.id())).isEqualTo(Replayed.ABSENT);
        assertThat(deliveries.replay(ANNA, UUID.randomUUID(), claimed.id())).isEqualTo(Replayed.ABSENT);
        assertThat(deliveries.replay(ANNA, webhook.id(), UUID.randomUUID())).isEqualTo(Replayed.ABSENT);
        deliveries.finish(claimed, failed(410), new Outcome.Unwanted("gone"));
        assertThat(deliveries.replay(ANNA, webhook.id(), claimed.id())).isEqualTo(Replayed.DISABLED);
        assertThat(claim()).isEmpty();
    }

    @Test
    void deliveries_are_shown_in_pages_the_latest_event_first_and_to_their_owner_alone() {
        for (int i = 0; i < 5; i++) {
            owe("s" + i);
        }
        List<Delivery> first = deliveries.page(ANNA, webhook.id(), Long.MAX_VALUE, 3);
        List<Delivery> second =
                deliveries.page(ANNA, webhook.id(), first.getLast().sequence(), 3);
        assertThat(first).hasSize(3).extracting(Delivery::sequence).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(second).hasSize(2);
        assertThat(second.getFirst().sequence()).isLessThan(first.getLast().sequence());
        assertThat(deliveries.page(BEN, webhook.id(), Long.MAX_VALUE, 3)).isEmpty();
        UUID one = first.getFirst().id();
        assertThat(deliveries.find(ANNA, webhook.id(), one)).contains(first.getFirst());
        assertThat(deliveries.find(BEN, webhook.id(), one)).isEmpty();
    }

    @Test
    void what_came_to_an_end_long_ago_is_removed_and_nothing_else() {
        owe("done");
        deliveries.finish(claimOne(), succeeded(), new Outcome.Delivered());
        owe("failed");
        deliveries.finish(claimOne(), failed(500), new Outcome.GivenUp());
        owe("pending");
        Instant end = clock.instant();
        assertThat(deliveries.removeFinished(end, 10)).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(deliveries.removeFinished(clock.instant(), 1)).isEqualTo(1);
        assertThat(deliveries.removeFinished(clock.instant(), 10)).isEqualTo(1);
        assertThat(delivery(webhook).status()).isEqualTo(Status.PENDING);
    }
}
