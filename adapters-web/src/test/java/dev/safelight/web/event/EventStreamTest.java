package dev.safelight.web.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.web.TestServer;
import dev.safelight.web.event.Listener.Message;
import dev.safelight.web.event.Listener.Person;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventStreamTest {

    private static final String ALL = "/v1/events";
    /** With 50 KB each, more than any system keeps for a client that does not read. */
    private static final int MUCH = 1_000;

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestServer server = TestServer.startWith(
            new StreamLimits(20, 5, Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofHours(1)));
    private final Person anna = Person.newAt(server);
    private final Person ben = Person.newAt(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_first_bytes_come_at_once_and_say_from_where_to_go_on() throws Exception {
        server.tell(anna.owner(), "before");
        try (Listener listener = anna.listen(server, ALL)) {
            assertThat(listener.status()).isEqualTo(200);
            assertThat(listener.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(listener.header("Cache-Control")).isEqualTo("no-cache, no-transform");
            assertThat(listener.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(listener.header("Content-Encoding")).isEmpty();
            assertThat(listener.header("Transfer-Encoding")).isEmpty();
            assertThat(listener.header("Connection")).isEqualTo("close");
            assertThat(listener.header("X-Request-Id")).isNotEmpty();
            Message greeting = listener.message();
            assertThat(greeting.lines()).first().isEqualTo(": connected");
            assertThat(Integer.parseInt(String.valueOf(greeting.field("retry"))))
                    .isBetween(1_000, 5_000);
            assertThat(listener.message().field("id"))
                    .isEqualTo(Long.toString(server.log().end()));
        }
    }

    @Test
    void compression_is_not_for_streams() throws Exception {
        try (Listener listener = anna.listen(server, ALL, "Accept-Encoding: gzip, br")) {
            assertThat(listener.header("Content-Encoding")).isEmpty();
            assertThat(listener.message().lines()).first().isEqualTo(": connected");
        }
    }

    @Test
    void an_event_comes_with_its_id_type_and_data() throws Exception {
        try (Listener listener = anna.listen(server, ALL)) {
            String image = anna.client().upload("seed=1");
            Message event = listener.event();
            assertThat(event.lines()).hasSize(3);
            assertThat(event.field("event")).isEqualTo("image.verifying");
            assertThat(event.field("data"))
                    .contains("\"sequence\":" + event.field("id"))
                    .contains("\"imageId\":\"" + image + "\"")
                    .contains("\"status\":\"VERIFYING\"");
            server.work();
            assertThat(listener.event().field("event")).isEqualTo("image.processing");
            assertThat(listener.event().field("event")).isEqualTo("image.accepted");
        }
    }

    @Test
    void nobody_hears_what_is_anothers() throws Exception {
        try (Listener listener = ben.listen(server, ALL);
                Listener hers = anna.listen(server, ALL)) {
            server.tell(anna.owner(), "hers");
            assertThat(hers.subject()).isEqualTo("hers");
            server.tell(ben.owner(), "his");
            assertThat(listener.subject()).isEqualTo("his");
        }
    }

    @Test
    void what_was_missed_is_told_to_those_who_say_what_they_were_told_last() throws Exception {
        server.tell(anna.owner(), "told");
        long last = server.log().end();
        for (int i = 0; i < 250; i++) {
            server.tell(ben.owner(), "his");
            server.tell(anna.owner(), "missed" + i);
        }
        try (Listener byHeader = anna.listen(server, ALL, "Last-Event-ID: " + last);
                Listener byQuery = anna.listen(server, ALL + "?lastEventId=" + last);
                Listener byBoth = anna.listen(server, ALL + "?lastEventId=0", "Last-Event-ID: " + last)) {
            for (Listener listener : List.of(byHeader, byQuery, byBoth)) {
                for (int i = 0; i < 250; i++) {
                    assertThat(listener.subject()).isEqualTo("missed" + i);
                }
            }
            server.tell(anna.owner(), "live");
            assertThat(byHeader.subject()).isEqualTo("live");
        }
    }

    @Test
    void what_is_no_id_is_refused() {
        anna.client().with("Last-Event-ID", "yesterday").get(ALL).names("Last-Event-ID:", "BAD_VALUE");
        anna.client().with("Last-Event-ID", "-1").get(ALL).names("Last-Event-ID:", "BAD_VALUE");
        anna.client().get(ALL + "?lastEventId=1e3").names("?lastEventId", "BAD_VALUE");
        anna.client().get(ALL + "?lastEventId=9999999999999999999").names("?lastEventId", "BAD_VALUE");
    }

    @Test
    void who_was_away_for_too_long_is_told_to_look_again_and_then_what_is_kept() throws Exception {
        server.tell(anna.owner(), "old");
        server.tell(anna.owner(), "older than kept");
        server.clock.advance(HOUR);
        server.tell(anna.owner(), "kept");
        server.log().forget(server.clock.instant(), 100);
        try (Listener listener = anna.listen(server, ALL, "Last-Event-ID: 1")) {
            assertThat(listener.event().field("event")).isEqualTo("resync");
            assertThat(listener.subject()).isEqualTo("kept");
        }
        try (Listener listener =
                anna.listen(server, ALL, "Last-Event-ID: " + (server.log().end() - 1))) {
            assertThat(listener.subject()).isEqualTo("kept");
        }
    }

    @Test
    void who_was_told_more_than_ever_happened_is_told_to_look_again_and_what_comes() throws Exception {
        server.tell(anna.owner(), "before");
        try (Listener listener = anna.listen(server, ALL, "Last-Event-ID: 99999999")) {
            assertThat(listener.event().field("event")).isEqualTo("resync");
            server.tell(anna.owner(), "after");
            assertThat(listener.subject()).isEqualTo("after");
        }
    }

    @Test
    void the_stream_of_an_image_tells_its_life_and_ends_with_it() throws Exception {
        String image = anna.client().upload("seed=1");
        server.work();
        try (Listener listener = anna.listen(server, "/v1/images/" + image + "/events")) {
            assertThat(listener.event().field("event")).isEqualTo("image.verifying");
            assertThat(listener.event().field("event")).isEqualTo("image.processing");
            assertThat(listener.event().field("event")).isEqualTo("image.accepted");
            anna.client().upload("seed=2");
            anna.client().delete("/v1/images/" + image);
            assertThat(listener.event().field("event")).isEqualTo("image.deleted");
            assertThat(listener.message().lines()).isEmpty();
        }
        anna.client().get("/v1/images/" + image + "/events").isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void the_stream_of_anothers_image_is_not_there() {
        String image = anna.client().upload("seed=1");
        ben.client().get("/v1/images/" + image + "/events").isProblem(404, "IMAGE_NOT_FOUND");
        ben.client().get("/v1/images/nonsense/events").isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void a_silent_stream_has_heartbeats_that_bring_the_id_up_to_date() throws Exception {
        try (Listener listener = anna.listen(server, ALL)) {
            listener.message();
            listener.message();
            for (int i = 0; i < 3; i++) {
                server.tell(ben.owner(), "his");
            }
            String now = Long.toString(server.log().end());
            Message beat = listener.message();
            while (!now.equals(beat.field("id"))) {
                assertThat(beat.lines()).first().isEqualTo(":");
                assertThat(beat.isEvent()).isFalse();
                beat = listener.message();
            }
        }
    }

    @Test
    void a_heartbeat_never_brings_an_id_from_before_what_was_told() throws Exception {
        try (Listener listener = anna.listen(server, ALL)) {
            long last = 0;
            for (int i = 0; i < 200; i++) {
                server.tell(anna.owner(), "s" + i);
                Message message = listener.message();
                while (!message.isEvent()) {
                    String id = message.field("id");
                    assertThat(id == null || Long.parseLong(id) >= last).isTrue();
                    message = listener.message();
                }
                last = Long.parseLong(String.valueOf(message.field("id")));
            }
        }
    }

    @Test
    void a_server_that_closes_says_bye() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            listeners.add(anna.listen(server, ALL));
        }
        server.tell(anna.owner(), "last");
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        for (Listener listener : listeners) {
            Message event = listener.event();
            if (Listener.subject(event).equals("last")) {
                event = listener.event();
            }
            assertThat(event.field("event")).isEqualTo("bye");
            assertThat(listener.message().lines()).isEmpty();
            listener.close();
        }
        closing.join();
    }

    @Test
    void streams_end_after_a_while_so_that_clients_show_again_who_they_are() throws Exception {
        try (TestServer shortLived = TestServer.startWith(
                        new StreamLimits(5, 5, Duration.ofMillis(30), HOUR, Duration.ofMillis(300)));
                Listener listener = Person.newAt(shortLived).listen(shortLived, ALL)) {
            assertThat(listener.event().field("event")).isEqualTo("bye");
            assertThat(listener.message().lines()).isEmpty();
        }
    }

    @Test
    void nobody_has_more_streams_than_he_may_and_those_that_end_make_room() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            listeners.add(anna.listen(server, ALL));
        }
        assertThat(anna.client().get(ALL).isProblem(429, "OWNER_STREAMS_FULL").header("Retry-After"))
                .isEqualTo("5");
        try (Listener other = ben.listen(server, ALL)) {
            assertThat(other.status()).isEqualTo(200);
        }
        listeners.removeFirst().close();
        listeners.add(untilThereIsRoom(anna));
        for (Listener listener : listeners) {
            listener.close();
        }
    }

    private Listener untilThereIsRoom(Person person) throws IOException {
        Listener listener = person.listen(server, ALL);
        while (listener.status() != 200) {
            listener.close();
            listener = person.listen(server, ALL);
        }
        return listener;
    }

    @Test
    void there_are_no_more_streams_than_the_process_may_have() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Person person = Person.newAt(server);
            for (int k = 0; k < 5; k++) {
                listeners.add(person.listen(server, ALL));
            }
        }
        assertThat(anna.client().get(ALL).isProblem(503, "STREAMS_FULL").header("Retry-After"))
                .isEqualTo("5");
        for (Listener listener : listeners) {
            assertThat(listener.status()).isEqualTo(200);
            listener.close();
        }
        untilThereIsRoom(anna).close();
    }

    @Test
    void a_question_for_the_head_opens_no_stream() {
        for (int i = 0; i < 10; i++) {
            assertThat(anna.client().send("HEAD", ALL, BodyPublishers.noBody()).header("Content-Type"))
                    .isEqualTo("text/event-stream");
        }
    }

    @Test
    void a_client_that_takes_nothing_is_cut_and_one_that_reads_late_misses_nothing() throws Exception {
        String name = "x".repeat(50_000);
        try (Listener sleeper = anna.listen(server, ALL);
                Listener reader = ben.listen(server, ALL)) {
            int told = 0;
            while (told < MUCH) {
                server.tell(anna.owner(), name + told++);
            }
            await(() -> server.streams() == 1);
            server.tell(ben.owner(), "his");
            assertThat(reader.subject()).isEqualTo("his");
            String last = "0";
            int heard = 0;
            try {
                while (true) {
                    Message event = sleeper.event();
                    assertThat(Listener.subject(event)).isEqualTo(name + heard++);
                    last = String.valueOf(event.field("id"));
                }
            } catch (IOException cut) {
                assertThat(heard).isLessThan(told);
            }
            try (Listener again = anna.listen(server, ALL, "Last-Event-ID: " + last)) {
                while (heard < told) {
                    assertThat(again.subject()).isEqualTo(name + heard++);
                }
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void a_client_that_is_slow_catches_up_without_loss_or_repeat() throws Exception {
        String name = "x".repeat(50_000);
        try (Listener slow = anna.listen(server, ALL)) {
            int told = 0;
            for (int heard = 0; heard < 1_500; heard++) {
                for (int burst = 0; burst < 2 && told < 1_500; burst++) {
                    server.tell(anna.owner(), name + told++);
                }
                assertThat(slow.subject()).isEqualTo(name + heard);
            }
            server.tell(anna.owner(), "live");
            assertThat(slow.subject()).isEqualTo("live");
        }
    }

    @Test
    void an_outage_of_the_database_makes_streams_late_and_ends_none() throws Exception {
        try (Listener listener = anna.listen(server, ALL)) {
            server.tell(anna.owner(), "before");
            assertThat(listener.subject()).isEqualTo("before");
            server.database.goDown();
            for (int beats = 0; beats < 3; beats++) {
                assertThat(listener.message().isEvent()).isFalse();
            }
            server.tell(anna.owner(), "meanwhile");
            server.database.comeBack();
            assertThat(listener.subject()).isEqualTo("meanwhile");
        }
    }
}
