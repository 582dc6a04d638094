package dev.safelight.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.Race;
import dev.safelight.domain.event.EventType;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What all must do who turn events into deliveries. */
public abstract class FanOutContract extends WebhooksFixture {

    @Test
    void each_webhook_is_told_what_happens_to_its_owners_from_its_beginning_on() {
        happens(ANNA, "before");
        Webhook early = added(ANNA);
        happens(ANNA, "one");
        Webhook late = added(ANNA);
        happens(BEN, "his");
        happens(ANNA, "two");
        assertThat(toldTo(early)).containsExactly("two", "one");
        assertThat(toldTo(late)).containsExactly("two");
    }

    @Test
    void a_delivery_carries_the_event_as_it_is_told_in_every_way() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "my-set");
        tell.run();
        Deliveries.Claimed claimed = claimOne();
        assertThat(claimed.body()).isEqualTo("{\"about\":\"my-set\"}");
        assertThat(claimed.webhook()).isEqualTo(webhook);
        assertThat(claimed.event())
                .isEqualTo(world.log().read(ANNA, 0, 10).events().getFirst().id());
        assertThat(delivery(webhook).type()).contains(EventType.SET_READY);
    }

    @Test
    void who_names_types_is_told_of_these_and_progress_comes_only_to_who_names_it() {
        Webhook all = added(ANNA);
        Webhook some = added(ANNA, EventType.DOWNLOAD_PROGRESS, EventType.DOWNLOAD_FAILED);
        String download = UUID.randomUUID().toString();
        world.teller().tell(EventType.DOWNLOAD_PROGRESS, ANNA, download);
        world.teller().tell(EventType.DOWNLOAD_FAILED, ANNA, download);
        happens(ANNA, "set");
        tell.run();
        assertThat(types(all)).containsExactly(EventType.SET_READY, EventType.DOWNLOAD_FAILED);
        assertThat(types(some)).containsExactly(EventType.DOWNLOAD_FAILED, EventType.DOWNLOAD_PROGRESS);
    }

    private List<EventType> types(Webhook webhook) {
        return deliveries(webhook).stream()
                .map(delivery -> delivery.type().orElseThrow())
                .toList();
    }

    @Test
    void a_callback_is_told_of_its_downloads_end_and_nothing_else() {
        UUID download = UUID.randomUUID();
        Webhook callback = callback(ANNA, download);
        world.teller().tell(EventType.DOWNLOAD_QUEUED, ANNA, download.toString());
        world.teller().tell(EventType.DOWNLOAD_PROGRESS, ANNA, download.toString());
        tell.run();
        world.teller().tell(EventType.DOWNLOAD_COMPLETED, ANNA, download.toString());
        world.teller().tell(EventType.DOWNLOAD_EXPIRED, ANNA, download.toString());
        world.teller()
                .tell(EventType.DOWNLOAD_COMPLETED, ANNA, UUID.randomUUID().toString());
        world.teller().tell(EventType.DOWNLOAD_FAILED, BEN, UUID.randomUUID().toString());
        happens(ANNA, "set");
        tell.run();
        assertThat(types(callback)).containsExactly(EventType.DOWNLOAD_COMPLETED);
    }

    @Test
    void a_callback_that_comes_after_the_end_is_told_all_the_same_and_once() {
        UUID download = UUID.randomUUID();
        world.teller().tell(EventType.DOWNLOAD_QUEUED, ANNA, download.toString());
        world.teller().tell(EventType.DOWNLOAD_CANCELLED, ANNA, download.toString());
        tell.run();
        Webhook afterIt = callback(ANNA, download);
        Webhook stranger = callback(BEN, download);
        tell.run();
        tell.run();
        assertThat(types(afterIt)).containsExactly(EventType.DOWNLOAD_CANCELLED);
        assertThat(types(stranger)).isEmpty();
        assertThat(fanOut.latecomers(10)).isEmpty();
    }

    @Test
    void a_callback_that_comes_while_the_end_is_being_told_is_told_once() {
        UUID download = UUID.randomUUID();
        world.teller().tell(EventType.DOWNLOAD_COMPLETED, ANNA, download.toString());
        Webhook between = callback(ANNA, download);
        tell.run();
        assertThat(types(between)).containsExactly(EventType.DOWNLOAD_COMPLETED);
    }

    @Test
    void who_is_not_at_the_place_tells_nothing() {
        Webhook webhook = added(ANNA);
        happens(ANNA, "one");
        long place = fanOut.place();
        tell.run();
        assertThat(fanOut.place()).isGreaterThan(place);
        FanOut.Told again = new FanOut.Told(UUID.randomUUID(), place + 1, EventType.SET_READY, ANNA, "forged", "{}");
        assertThat(fanOut.tell(place, place + 1, List.of(again))).isFalse();
        assertThat(toldTo(webhook)).containsExactly("one");
    }

    @Test
    void long_logs_are_told_to_their_end() {
        Webhook webhook = added(ANNA);
        IntStream.range(0, 1100).forEach(i -> happens(i % 10 == 0 ? ANNA : BEN, "s" + i));
        tell.run();
        assertThat(deliveries(webhook)).hasSize(110);
    }

    @Test
    void of_many_who_tell_at_once_each_event_makes_one_delivery_for_each_webhook() throws Exception {
        List<Webhook> all = IntStream.range(0, 5).mapToObj(i -> added(ANNA)).toList();
        IntStream.range(0, 20).forEach(i -> happens(ANNA, "s" + i));
        UUID download = UUID.randomUUID();
        world.teller().tell(EventType.DOWNLOAD_COMPLETED, ANNA, download.toString());
        Webhook callback = callback(ANNA, download);

        Race.among(64, () -> {
            tell.run();
            return true;
        });

        for (Webhook webhook : all) {
            assertThat(deliveries(webhook))
                    .hasSize(21)
                    .extracting(Delivery::event)
                    .doesNotHaveDuplicates();
        }
        assertThat(deliveries(callback)).hasSize(1);
    }

    @Test
    void webhooks_that_come_and_go_while_events_are_told_stop_nobody() throws Exception {
        Webhook steady = added(ANNA);
        Race.among(32, () -> {
            Webhook fleeting = added(ANNA);
            happens(ANNA, "set");
            tell.run();
            return webhooks.remove(ANNA, fleeting.id());
        });
        tell.run();
        assertThat(deliveries(steady)).hasSize(32);
    }
}
