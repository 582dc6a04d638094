package dev.safelight.web.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.image.BacklogLimits;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.http.Json;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackpressureTest {

    private static final byte[] PHOTO = ScriptedInspector.photo("seed=1");
    private static final String FILE = "{'filename':'me.jpg','contentType':'image/jpeg','size':60000}";

    private final TestServer server = TestServer.startWith(new BacklogLimits(2, 3));
    private final Client anna = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private static String files(int count) {
        return "{'files':[" + String.join(",", Collections.nCopies(count, FILE)) + "]}";
    }

    private static String complete(String id) {
        return Json.write(Map.of("imageId", id));
    }

    private void fillTheBacklog() {
        Client other = server.newcomer();
        other.upload("seed=8");
        other.upload("seed=9");
        server.clock.advance(Duration.ofSeconds(1));
    }

    private static void assertSaysWhen(Reply problem) {
        int seconds = Integer.parseInt(problem.header("Retry-After"));
        assertThat(seconds).isBetween(1, 600);
        assertThat(problem.json().get("retryAfter").intValue()).isEqualTo(seconds);
    }

    @Test
    void who_has_too_many_on_the_way_hears_when_to_come_again_and_another_is_served() {
        for (int i = 0; i < 3; i++) {
            anna.sign(PHOTO);
        }
        assertSaysWhen(anna.post("/v1/uploads/sign", FILE).isProblem(429, "OWNER_BACKLOG_FULL"));
        assertThat(server.newcomer().post("/v1/uploads/sign", FILE).status()).isEqualTo(201);
    }

    @Test
    void of_a_batch_each_that_is_too_many_gets_its_problem_and_says_when() {
        anna.sign(PHOTO);
        anna.sign(PHOTO);
        Reply batch = anna.post("/v1/uploads/sign", files(2));
        assertThat(batch.status()).isEqualTo(201);
        assertThat(batch.at("/uploads/0/imageId")).isNotEmpty();
        assertThat(batch.at("/uploads/1/problem/code")).isEqualTo("OWNER_BACKLOG_FULL");
        assertThat(batch.json().at("/uploads/1/problem/retryAfter").intValue()).isBetween(1, 600);
    }

    @Test
    void when_too_much_has_piled_up_signing_and_completing_say_when_to_come_again() {
        JsonNode signed = anna.sign(PHOTO);
        anna.put(signed, PHOTO);
        String id = signed.get("imageId").textValue();
        fillTheBacklog();

        assertSaysWhen(anna.post("/v1/uploads/sign", FILE).isProblem(503, "BACKLOG_FULL"));
        Client keyed = anna.with("Idempotency-Key", "k1");
        assertSaysWhen(keyed.post("/v1/uploads/complete", complete(id)).isProblem(503, "BACKLOG_FULL"));
        assertThat(anna.get("/v1/images/" + id).at("/status")).isEqualTo("AWAITING_UPLOAD");

        server.work();
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(keyed.post("/v1/uploads/complete", complete(id)).status()).isEqualTo(202);
        server.work();
        assertThat(anna.get("/v1/images/" + id).at("/status")).isEqualTo("ACCEPTED");
    }

    @Test
    void a_batch_of_completions_is_said_again_as_a_whole() {
        Client other = server.newcomer();
        other.upload("seed=9");
        server.clock.advance(Duration.ofSeconds(1));
        String one = anna.sign(PHOTO).get("imageId").textValue();
        String two = anna.sign(PHOTO).get("imageId").textValue();
        String both = Json.write(Map.of("imageIds", List.of(one, two)));

        assertSaysWhen(anna.post("/v1/uploads/complete", both).isProblem(503, "BACKLOG_FULL"));

        server.work();
        server.clock.advance(Duration.ofMinutes(1));
        Reply again = anna.post("/v1/uploads/complete", both);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("images")).hasSize(2);
    }

    @Test
    void an_answer_that_there_is_too_much_is_not_kept_for_a_repeat_with_the_same_key() {
        JsonNode first = anna.sign(PHOTO);
        anna.sign(PHOTO);
        anna.sign(PHOTO);
        Client keyed = anna.with("Idempotency-Key", "k1");
        keyed.post("/v1/uploads/sign", FILE).isProblem(429, "OWNER_BACKLOG_FULL");
        anna.delete("/v1/uploads/" + first.get("imageId").textValue());
        assertThat(keyed.post("/v1/uploads/sign", FILE).status()).isEqualTo(201);
    }

    @Test
    void completing_once_more_what_is_under_way_says_the_same_whatever_has_piled_up() {
        String id = anna.upload("seed=1");
        server.newcomer().upload("seed=2");
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(anna.post("/v1/uploads/complete", complete(id)).at("/status"))
                .isEqualTo("VERIFYING");
    }
}
