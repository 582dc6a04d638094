package dev.safelight.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.testing.Race;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {

    private static final String FILE = "{'filename':'me.jpg','contentType':'image/jpeg','size':60000}";

    private final TestServer server = TestServer.start();
    private final Client anna = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private int images() {
        return anna.get("/v1/images").json().get("items").size();
    }

    @Test
    void a_repeat_gets_the_first_answer_and_does_nothing() {
        Client keyed = anna.with("Idempotency-Key", "k1");
        Reply first = keyed.post("/v1/uploads/sign", FILE);
        Reply again = keyed.post("/v1/uploads/sign", FILE);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void the_order_of_fields_and_the_older_address_make_no_other_request() {
        Client keyed = anna.with("Idempotency-Key", "k1");
        Reply first = keyed.post("/v1/uploads/sign", FILE);
        Reply again = keyed.post("/uploads/sign", "{'size':60000, 'contentType':'image/jpeg', 'filename':'me.jpg'}");
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void the_key_may_stand_in_the_body() {
        String body = FILE.replace("}", ",'idempotencyKey':'k2'}");
        Reply first = anna.post("/v1/uploads/sign", body);
        assertThat(anna.post("/v1/uploads/sign", body).text()).isEqualTo(first.text());
        assertThat(anna.with("Idempotency-Key", "k2")
                        .post("/v1/uploads/sign", FILE)
                        .text())
                .isEqualTo(first.text());
    }

    @Test
    void another_request_with_the_same_key_is_a_mistake() {
        Client keyed = anna.with("Idempotency-Key", "k1");
        keyed.post("/v1/uploads/sign", FILE);
        keyed.post("/v1/uploads/sign", FILE.replace("60000", "60001")).isProblem(422, "IDEMPOTENCY_KEY_REUSED");
        String one = anna.upload("seed=1");
        String two = anna.upload("seed=2");
        Client deleting = anna.with("Idempotency-Key", "k2");
        assertThat(deleting.delete("/v1/images/" + one).status()).isEqualTo(204);
        deleting.delete("/v1/images/" + two).isProblem(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_key_is_the_callers_own_and_the_routes_own() {
        Reply annas = anna.with("Idempotency-Key", "k1").post("/v1/uploads/sign", FILE);
        Reply bens = server.newcomer().with("Idempotency-Key", "k1").post("/v1/uploads/sign", FILE);
        assertThat(bens.at("/imageId")).isNotEqualTo(annas.at("/imageId"));
        Reply resigned = anna.with("Idempotency-Key", "k1").post("/v1/uploads/" + annas.at("/imageId") + "/sign");
        assertThat(resigned.status()).isEqualTo(200);
    }

    @Test
    void a_refusal_is_repeated_too_and_a_deletion_has_nothing_to_say_twice() {
        String full = "{'files':[" + String.join(",", Collections.nCopies(10, FILE)) + "]}";
        anna.post("/v1/uploads/sign", full);
        Client keyed = anna.with("Idempotency-Key", "k1");
        Reply refused = keyed.post("/v1/uploads/sign", FILE);
        refused.isProblem(409, "SET_FULL");
        String id = anna.get("/v1/images").at("/items/0/imageId");
        Client deleting = anna.with("Idempotency-Key", "k2");
        assertThat(deleting.delete("/v1/images/" + id).status()).isEqualTo(204);
        Reply again = deleting.delete("/v1/images/" + id);
        assertThat(again.status()).isEqualTo(204);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(keyed.post("/v1/uploads/sign", FILE).text()).isEqualTo(refused.text());
    }

    @Test
    void what_failed_for_our_fault_is_tried_again() {
        String id = anna.upload("seed=1");
        Client keyed = anna.with("Idempotency-Key", "k1");
        server.storage.goDown();
        keyed.delete("/v1/images/" + id).isProblem(503, "UNAVAILABLE");
        server.storage.comeBack();
        keyed.delete("/v1/images/" + id).isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void a_key_is_free_again_after_a_day() {
        Client keyed = anna.with("Idempotency-Key", "k1");
        Reply first = keyed.post("/v1/uploads/sign", FILE);
        server.clock.advance(Duration.ofHours(25));
        assertThat(keyed.post("/v1/uploads/sign", FILE).at("/imageId")).isNotEqualTo(first.at("/imageId"));
    }

    @Test
    void of_64_racing_requests_with_one_key_one_is_done() throws Exception {
        anna.get("/v1/images");
        Client keyed = anna.with("Idempotency-Key", "race");
        List<Reply> replies = Race.among(64, () -> keyed.post("/v1/uploads/sign", FILE));
        assertThat(replies).allSatisfy(reply -> {
            if (reply.status() == 409) {
                assertThat(reply.isProblem(409, "IDEMPOTENCY_IN_PROGRESS").header("Retry-After"))
                        .isEqualTo("1");
            } else {
                assertThat(reply.status()).isEqualTo(201);
            }
        });
        assertThat(replies.stream()
                        .filter(reply -> reply.status() == 201)
                        .map(reply -> reply.at("/imageId"))
                        .distinct())
                .hasSize(1);
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void a_key_of_255_printable_characters_is_good() {
        assertThat(anna.with("Idempotency-Key", "~ k".repeat(85))
                        .post("/v1/uploads/sign", FILE)
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 10_000})
    void a_key_of_no_or_too_many_characters_is_a_mistake(int length) {
        String key = "k".repeat(length);
        anna.with("Idempotency-Key", key).post("/v1/uploads/sign", FILE).names("Idempotency-Key:", "BAD_VALUE");
        anna.post("/v1/uploads/sign", FILE.replace("}", ",'idempotencyKey':'" + key + "'}"))
                .names("/idempotencyKey", "BAD_VALUE");
    }

    @Test
    void a_key_that_cannot_be_printed_is_a_mistake() {
        anna.post("/v1/uploads/sign", FILE.replace("}", ",'idempotencyKey':'a\\u0000b'}"))
                .names("/idempotencyKey", "BAD_VALUE");
    }

    @Test
    void who_repeats_while_it_is_being_done_is_asked_for_patience() {
        String id = anna.sign(ScriptedInspector.photo("seed=1")).get("imageId").textValue();
        String body = "{'imageId':'" + id + "'}";
        Client keyed = anna.with("Idempotency-Key", "k1");
        var waiting = CompletableFuture.supplyAsync(
                () -> keyed.with("Prefer", "wait=25").post("/v1/uploads/complete", body));
        while (server.waiting() == 0) {
            Thread.onSpinWait();
        }
        Reply meanwhile = keyed.post("/v1/uploads/complete", body).isProblem(409, "IDEMPOTENCY_IN_PROGRESS");
        assertThat(meanwhile.header("Retry-After")).isEqualTo("1");
        assertThat(anna.delete("/v1/images/" + id).status()).isEqualTo(204);
        waiting.join().isProblem(404, "IMAGE_NOT_FOUND");
    }
}
