package dev.safelight.web.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.Race;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.event.Listener.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventPollTest {

    private static final String ALL = "/v1/events";
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestServer server = TestServer.start();
    private final Person anna = Person.newAt(server);
    private final Person ben = Person.newAt(server);
    private final Client json = anna.client().with("Accept", "application/json");

    @AfterEach
    void close() {
        server.close();
    }

    private Reply page(long after) {
        return json.get(ALL + "?after=" + after);
    }

    private static long next(Reply reply) {
        return reply.json().get("lastEventId").longValue();
    }

    private static List<String> subjects(Reply reply) {
        List<String> subjects = new ArrayList<>();
        reply.json()
                .get("items")
                .forEach(item -> subjects.add(item.get("subject").textValue()));
        return subjects;
    }

    @Test
    void who_does_not_say_where_he_is_is_told_where_now_is() {
        server.tell(anna.owner(), "before");
        Reply now = json.get(ALL);
        assertThat(now.status()).isEqualTo(200);
        assertThat(subjects(now)).isEmpty();
        server.tell(anna.owner(), "after");
        assertThat(subjects(page(next(now)))).containsExactly("after");
    }

    @Test
    void pages_follow_each_other_without_gaps_and_hold_nothing_of_others() {
        for (int i = 0; i < 25; i++) {
            server.tell(anna.owner(), "s" + i);
            server.tell(ben.owner(), "his");
        }
        List<String> told = new ArrayList<>();
        Reply page = json.get(ALL + "?after=0&limit=10");
        while (page.json().get("more").booleanValue()) {
            assertThat(page.header("Retry-After")).isEqualTo("0");
            told.addAll(subjects(page));
            page = json.get(ALL + "?limit=10&after=" + next(page));
        }
        told.addAll(subjects(page));
        assertThat(told).hasSize(25).startsWith("s0", "s1").endsWith("s24");
        assertThat(page.header("Retry-After")).isEqualTo("2");
        assertThat(page.headers().allValues("Vary")).contains("Accept");
    }

    @Test
    void nothing_new_need_not_be_sent_again() {
        server.tell(anna.owner(), "one");
        Reply first = page(0);
        assertThat(json.with("If-None-Match", first.header("ETag"))
                        .get(ALL + "?after=0")
                        .status())
                .isEqualTo(304);
        Reply nothing = page(next(first));
        server.tell(ben.owner(), "his");
        Client informed = json.with("If-None-Match", nothing.header("ETag"));
        Reply still = informed.get(ALL + "?after=" + next(first));
        assertThat(still.status()).isEqualTo(304);
        assertThat(still.header("Retry-After")).isEqualTo("2");
        server.tell(anna.owner(), "two");
        assertThat(subjects(informed.get(ALL + "?after=" + next(first)))).containsExactly("two");
    }

    @Test
    void who_was_away_for_too_long_is_told_to_look_again() {
        server.tell(anna.owner(), "forgotten");
        server.clock.advance(HOUR);
        server.tell(anna.owner(), "kept");
        server.log().forget(server.clock.instant(), 100);
        Reply page = page(0);
        assertThat(page.json().get("resync").booleanValue()).isTrue();
        assertThat(subjects(page)).containsExactly("kept");
        assertThat(page(next(page)).json().get("resync").booleanValue()).isFalse();
    }

    @Test
    void who_prefers_to_wait_is_answered_when_there_is_something() {
        long now = next(json.get(ALL));
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(
                () -> json.with("Prefer", "wait=20").get(ALL + "?after=" + now));
        awaitWaiting();
        assertThat(waiting).isNotDone();
        server.tell(ben.owner(), "his");
        server.tell(anna.owner(), "hers");
        Reply reply = waiting.join();
        assertThat(subjects(reply)).containsExactly("hers");
        assertThat(reply.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(reply.header("Retry-After")).isEqualTo("0");
    }

    private void awaitWaiting() {
        while (server.waiting() == 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void who_waits_in_vain_is_answered_in_the_end() {
        long now = next(json.get(ALL));
        Reply reply = json.with("Prefer", "wait=1").get(ALL + "?after=" + now);
        assertThat(subjects(reply)).isEmpty();
        assertThat(next(reply)).isEqualTo(now);
    }

    @Test
    void of_many_who_wait_all_are_answered() throws Exception {
        long now = next(json.get(ALL));
        CompletableFuture<Void> telling = CompletableFuture.runAsync(() -> {
            awaitWaiting();
            server.tell(anna.owner(), "hers");
        });
        List<List<String>> told =
                Race.among(32, () -> subjects(json.with("Prefer", "wait=25").get(ALL + "?after=" + now)));
        assertThat(told).hasSize(32).containsOnly(List.of("hers"));
        telling.join();
    }

    @Test
    void a_server_that_closes_sends_those_home_who_wait() {
        long now = next(json.get(ALL));
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(
                () -> json.with("Prefer", "wait=25").get(ALL + "?after=" + now));
        awaitWaiting();
        server.close();
        assertThat(waiting.join().status()).isEqualTo(200);
    }

    @Test
    void the_events_of_an_image_are_told_from_its_first_move_on_and_to_its_owner_alone() {
        String image = anna.client().upload("seed=1");
        server.work();
        Reply page = json.get("/v1/images/" + image + "/events");
        assertThat(page.json().get("items")).hasSize(3);
        assertThat(page.at("/items/2/type")).isEqualTo("image.accepted");
        assertThat(page.at("/items/2/data/imageId")).isEqualTo(image);
        assertThat(json.get("/v1/images/" + image + "/events?after=" + next(page))
                        .json()
                        .get("items"))
                .isEmpty();
        ben.client()
                .with("Accept", "application/json")
                .get("/v1/images/" + image + "/events")
                .isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void what_cannot_be_understood_is_refused_all_at_once() {
        json.get(ALL + "?after=x&limit=201").names("?after", "BAD_VALUE").names("?limit", "OUT_OF_RANGE");
    }

    @Test
    void an_outage_is_told_as_one() {
        server.database.goDown();
        page(0).isProblem(503, "UNAVAILABLE");
    }
}
