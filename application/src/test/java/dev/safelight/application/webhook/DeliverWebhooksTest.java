package dev.safelight.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.event.MemoryEventLog;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.Delivery.Status;
import dev.safelight.application.webhook.WebhookSender.Message;
import dev.safelight.application.webhook.WebhookSender.Result;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliverWebhooksTest {

    private static final OwnerId ANNA = new OwnerId("anna");
    private static final URI URL = URI.create("https://app.example.org/hooks");

    private final TestClock clock = new TestClock();
    private final Availability database = new Availability("the database");
    private final MemoryEventLog log = new MemoryEventLog(database);
    private final MemoryWebhooks webhooks = new MemoryWebhooks(log, clock, database);
    private final MemoryBell bell = new MemoryBell();
    private final ScriptedReceivers receivers = new ScriptedReceivers();
    private final Random random = new Random(1);
    private final RegisterWebhook register = new RegisterWebhook(webhooks, receivers, clock, random);
    private final DeliverWebhooks process = process();

    private DeliverWebhooks process() {
        TellWebhooks tell = new TellWebhooks(log, webhooks, event -> "{\"about\":\"" + event.subject() + "\"}");
        return new DeliverWebhooks(tell, webhooks, receivers, RetrySchedule.standard(), bell, clock, random);
    }

    @AfterEach
    void close() {
        process.close();
    }

    private Webhook registered() {
        return registered(URL);
    }

    private Webhook registered(URI url) {
        return ((RegisterWebhook.Outcome.Registered) register.register(ANNA, url, Set.of())).webhook();
    }

    private void happens(String subject) {
        log.tell(EventType.SET_READY, ANNA, subject, clock.instant(), Optional.empty(), Optional.empty());
        bell.ring(UUID.randomUUID());
    }

    private void later(Duration time) {
        clock.advance(time);
        bell.ring(UUID.randomUUID()); // else it looks after a second
    }

    private Delivery delivery(Webhook webhook) {
        List<Delivery> all = webhooks.page(ANNA, webhook.id(), Long.MAX_VALUE, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private void awaitReceived(int messages) {
        await().untilAsserted(() -> assertThat(receivers.received()).hasSize(messages));
    }

    private void awaitStatus(Webhook webhook, Status status) {
        await().untilAsserted(() -> assertThat(delivery(webhook).status()).isEqualTo(status));
    }

    @Test
    void what_happens_is_told_once_under_the_events_own_id() {
        Webhook webhook = registered();
        process.start();
        happens("my-set");
        awaitStatus(webhook, Status.DELIVERED);
        Message message = receivers.received().getFirst();
        assertThat(message.id()).isEqualTo(log.all().getFirst().id().toString());
        assertThat(message.body()).isEqualTo("{\"about\":\"my-set\"}");
        assertThat(message.time()).isEqualTo(clock.instant());
        assertThat(message.secrets()).containsExactly(webhook.secret());
        assertThat(receivers.received()).hasSize(1);
    }

    /** The schedule as a receiver sees it that is down for days. */
    @Test
    void a_receiver_that_fails_is_called_ten_times_by_the_schedule_and_then_given_up() {
        Webhook webhook = registered();
        receivers.script(
                URL,
                Stream.generate(() -> ScriptedReceivers.answer(500)).limit(10).toArray(Result[]::new));
        process.start();
        happens("set");
        List<Duration> waits = RetrySchedule.standard().waits();
        for (int made = 1; made <= waits.size(); made++) {
            awaitReceived(made);
            int attempts = made;
            await().untilAsserted(() -> assertThat(delivery(webhook).log()).hasSize(attempts));
            Instant due = delivery(webhook).due().orElseThrow();
            Duration wait = waits.get(made - 1);
            assertThat(Duration.between(clock.instant(), due)).isBetween(wait, wait.plus(wait.dividedBy(10)));
            later(Duration.between(clock.instant(), due));
        }
        awaitReceived(10);
        awaitStatus(webhook, Status.FAILED);
        assertThat(receivers.received().stream().map(Message::id).distinct()).hasSize(1);
        assertThat(receivers.received().stream().map(Message::time)).isSorted().doesNotHaveDuplicates();
        assertThat(delivery(webhook).log())
                .hasSize(10)
                .allSatisfy(attempt -> assertThat(attempt.error()).contains("answered 500"));
    }

    @Test
    void a_receiver_that_asks_to_be_left_alone_is_until_then() {
        Webhook webhook = registered();
        receivers.script(URL, ScriptedReceivers.answer(429, Optional.of(Duration.ofMinutes(7))));
        process.start();
        happens("set");
        await().untilAsserted(() ->
                assertThat(delivery(webhook).due()).contains(clock.instant().plus(Duration.ofMinutes(7))));
        later(Duration.ofMinutes(7));
        awaitStatus(webhook, Status.DELIVERED);
    }

    @Test
    void a_receiver_that_is_gone_is_disabled() {
        Webhook webhook = registered();
        receivers.script(URL, new Result.Gone(Duration.ofMillis(1)));
        process.start();
        happens("set");
        awaitStatus(webhook, Status.FAILED);
        assertThat(webhooks.find(ANNA, webhook.id()).orElseThrow().disabled()).isPresent();
        assertThat(delivery(webhook).log().getFirst().status()).contains(410);
    }

    @Test
    void where_we_do_not_go_is_tried_again_for_names_change() {
        Webhook webhook = registered();
        receivers.script(URL, new Result.Refused("10.0.0.1 is not on the public internet", Duration.ZERO));
        process.start();
        happens("set");
        await().untilAsserted(() -> assertThat(delivery(webhook).log()).hasSize(1));
        assertThat(delivery(webhook).log().getFirst().error()).contains("10.0.0.1 is not on the public internet");
        later(Duration.ofSeconds(6));
        awaitStatus(webhook, Status.DELIVERED);
    }

    @Test
    void while_a_secret_is_being_changed_messages_carry_both_signatures() {
        Webhook before = registered();
        Webhook after = register.rotate(ANNA, before.id()).orElseThrow();
        process.start();
        happens("one");
        awaitReceived(1);
        assertThat(receivers.received().getFirst().secrets()).containsExactly(after.secret(), before.secret());
        later(RegisterWebhook.OVERLAP);
        happens("two");
        awaitReceived(2);
        assertThat(receivers.received().getLast().secrets()).containsExactly(after.secret());
    }

    /** It died after it had called the receiver, before it could write that down. */
    @Test
    void what_a_process_that_died_was_carrying_is_carried_by_another_under_the_same_id() {
        Webhook webhook = registered();
        happens("set");
        new TellWebhooks(log, webhooks, event -> "{}").run();
        Deliveries.Claimed byTheDead =
                webhooks.claim(10, 10, DeliverWebhooks.LEASE).getFirst();

        process.start();
        happens("another"); // so that it is known to have looked
        awaitReceived(1);
        later(DeliverWebhooks.LEASE);
        awaitReceived(2);
        assertThat(receivers.received())
                .extracting(Message::id)
                .contains(byTheDead.event().toString());
        await().untilAsserted(() -> assertThat(webhooks.page(ANNA, webhook.id(), Long.MAX_VALUE, 10))
                .extracting(Delivery::status)
                .containsOnly(Status.DELIVERED));
    }

    @Test
    void a_replay_is_carried_under_the_same_id() {
        Webhook webhook = registered();
        process.start();
        happens("set");
        awaitStatus(webhook, Status.DELIVERED);
        webhooks.replay(ANNA, webhook.id(), delivery(webhook).id());
        later(Duration.ZERO);
        awaitReceived(2);
        assertThat(receivers.received().stream().map(Message::id).distinct()).hasSize(1);
    }

    @Test
    void a_slow_receiver_holds_up_nobody_else() {
        Semaphore held = receivers.hold();
        registered(URI.create("https://slow.example.org/"));
        IntStream.range(0, 30).forEach(i -> happens("s" + i));
        process.start();
        await().untilAsserted(() -> assertThat(receivers.underWay()).isEqualTo(DeliverWebhooks.PER_WEBHOOK));
        Webhook quick = registered();
        happens("last");
        await().untilAsserted(() -> assertThat(receivers.underWay()).isEqualTo(DeliverWebhooks.PER_WEBHOOK + 1));
        held.release(100);
        awaitReceived(32);
        awaitStatus(quick, Status.DELIVERED);
    }

    @Test
    void several_processes_tell_each_event_once() {
        List<Webhook> all = IntStream.range(0, 5).mapToObj(i -> registered()).toList();
        try (DeliverWebhooks second = process();
                DeliverWebhooks third = process()) {
            List.of(process, second, third).forEach(DeliverWebhooks::start);
            IntStream.range(0, 40).forEach(i -> happens("s" + i));
            await().untilAsserted(() -> assertThat(all)
                    .allSatisfy(webhook -> assertThat(webhooks.page(ANNA, webhook.id(), Long.MAX_VALUE, 100))
                            .hasSize(40)
                            .extracting(Delivery::status)
                            .containsOnly(Status.DELIVERED)));
        }
        assertThat(receivers.received()).hasSize(200);
    }

    @Test
    void an_outage_is_waited_out() {
        Webhook webhook = registered();
        database.goDown();
        process.start();
        database.comeBack();
        happens("set");
        awaitStatus(webhook, Status.DELIVERED);
    }

    @Test
    void what_is_under_way_when_it_stops_is_given_back_and_stopping_twice_is_harmless() {
        Webhook webhook = registered();
        receivers.hold();
        process.start();
        happens("set");
        await().until(() -> receivers.underWay() == 1);
        process.close();
        process.close();
        assertThat(receivers.received()).isEmpty();
        assertThat(delivery(webhook).attempts()).isZero();
        assertThat(delivery(webhook).due()).contains(clock.instant());
    }

    @Test
    void it_can_be_stopped_before_it_was_started() {
        DeliverWebhooks never = process();
        never.close();
        never.close();
        assertThat(receivers.received()).isEmpty();
    }

    @Test
    void a_callback_is_checked_registered_once_and_told_of_its_downloads_end() {
        Callbacks callbacks = new Callbacks(register, webhooks, receivers);
        assertThat(callbacks.check("https://forbidden.example.org/")).isInstanceOf(WebhookUrl.Checked.Bad.class);
        assertThat(callbacks.check("nonsense")).isInstanceOf(WebhookUrl.Checked.Bad.class);
        assertThat(callbacks.check(URL.toString())).isEqualTo(new WebhookUrl.Checked.Good(URL));

        UUID download = UUID.randomUUID();
        log.tell(
                EventType.DOWNLOAD_COMPLETED,
                ANNA,
                download.toString(),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        var fresh = (Callbacks.Registered.Fresh) callbacks.register(ANNA, download, URL);
        assertThat(callbacks.register(ANNA, download, URL)).isEqualTo(new Callbacks.Registered.Known(fresh.webhook()));
        for (int i = 1; i < Callbacks.MOST_PER_DOWNLOAD; i++) {
            callbacks.register(ANNA, download, URI.create(URL + "/" + i));
        }
        assertThat(callbacks.register(ANNA, download, URI.create(URL + "/more")))
                .isEqualTo(new Callbacks.Registered.Full());

        process.start();
        awaitReceived(Callbacks.MOST_PER_DOWNLOAD);
        assertThat(receivers.received().getFirst().body()).contains(download.toString());
        assertThat(receivers.received())
                .anySatisfy(message -> assertThat(message.secrets()).containsExactly(fresh.secret()));
    }

    @Test
    void an_owner_registers_only_so_many_and_no_url_that_is_not_called() {
        assertThat(register.register(ANNA, URI.create("https://forbidden.example.org/"), Set.of()))
                .isEqualTo(new RegisterWebhook.Outcome.NotAllowed("it is forbidden"));
        IntStream.range(0, RegisterWebhook.MOST_PER_OWNER).forEach(i -> registered());
        assertThat(register.register(ANNA, URL, Set.of())).isEqualTo(new RegisterWebhook.Outcome.TooMany());
    }

    @Test
    void what_ended_long_ago_is_swept() {
        Webhook webhook = registered();
        Callbacks callbacks = new Callbacks(register, webhooks, receivers);
        var callback = (Callbacks.Registered.Fresh) callbacks.register(ANNA, UUID.randomUUID(), URL);
        SweepWebhooks sweep = new SweepWebhooks(webhooks, webhooks, clock);
        process.start();
        happens("set");
        awaitStatus(webhook, Status.DELIVERED);

        later(SweepWebhooks.KEPT);
        sweep.run();
        assertThat(webhooks.page(ANNA, webhook.id(), Long.MAX_VALUE, 10)).hasSize(1);
        later(Duration.ofMillis(1));
        sweep.run();
        assertThat(webhooks.page(ANNA, webhook.id(), Long.MAX_VALUE, 10)).isEmpty();
        assertThat(webhooks.find(ANNA, callback.webhook())).isPresent();
        later(SweepWebhooks.KEPT);
        sweep.run();
        assertThat(webhooks.find(ANNA, callback.webhook())).isEmpty();
        assertThat(webhooks.of(ANNA)).containsExactly(webhook);
    }

    @Test
    void only_so_many_receivers_are_tried_out_at_once() throws Exception {
        Webhook webhook = registered();
        TestWebhook test = new TestWebhook(receivers, (id, of) -> "{\"id\":\"" + id + "\"}", clock);
        assertThat(test.test(webhook).orElseThrow().status()).contains(200);
        assertThat(receivers.received().getFirst().body())
                .contains(receivers.received().getFirst().id());

        Semaphore held = receivers.hold();
        List<Thread> trying = IntStream.range(0, TestWebhook.AT_ONCE)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    try {
                        test.test(webhook);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        await().until(() -> receivers.underWay() == TestWebhook.AT_ONCE);
        assertThat(test.test(webhook)).isEmpty();
        held.release(100);
        for (Thread each : trying) {
            each.join();
        }
        assertThat(test.test(webhook)).isPresent();
    }
}
