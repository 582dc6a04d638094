package dev.safelight.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.testing.Race;
import dev.safelight.domain.image.Sha256;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Layer 5: identical requests within a minute are one, where a repeat can mean nothing else. */
class RepeatWithoutKeyTest {

    private static final String HASH =
            Sha256.of(ScriptedInspector.photo("seed=1")).hex();
    private static final String FILE =
            "{'filename':'me.jpg','contentType':'image/jpeg','size':60000,'sha256':'" + HASH + "'}";
    private static final String ORDER = "{'file_ids':[10500, 10501]}";

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
    void of_64_racing_signatures_for_the_same_file_one_is_given() throws Exception {
        anna.get("/v1/images");
        List<Reply> replies = Race.among(64, () -> anna.post("/v1/uploads/sign", FILE));
        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies.stream().map(reply -> reply.at("/imageId")).distinct())
                .hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.header("Idempotent-Replayed").isEmpty())
                .hasSize(1);
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void a_minute_later_it_is_another_request() {
        String first = anna.post("/v1/uploads/sign", FILE).at("/imageId");
        server.clock.advance(Duration.ofMillis(59_999));
        assertThat(anna.post("/v1/uploads/sign", FILE).at("/imageId")).isEqualTo(first);
        server.clock.advance(Duration.ofMillis(1));
        assertThat(anna.post("/v1/uploads/sign", FILE).at("/imageId")).isNotEqualTo(first);
    }

    @Test
    void without_a_hash_the_same_words_may_mean_another_file() {
        String bare = FILE.replace(",'sha256':'" + HASH + "'", "");
        String batch = "{'files':[" + FILE + "," + bare + "]}";
        for (String body : List.of(bare, batch)) {
            String first = anna.post("/v1/uploads/sign", body).text();
            assertThat(anna.post("/v1/uploads/sign", body).text()).isNotEqualTo(first);
        }
    }

    @Test
    void a_fresh_key_or_another_caller_means_it() {
        String first = anna.post("/v1/uploads/sign", FILE).at("/imageId");
        assertThat(anna.with("Idempotency-Key", "fresh")
                        .post("/v1/uploads/sign", FILE)
                        .at("/imageId"))
                .isNotEqualTo(first);
        assertThat(server.newcomer().post("/v1/uploads/sign", FILE).at("/imageId"))
                .isNotEqualTo(first);
    }

    @Test
    void what_was_refused_is_tried_again() {
        String late = "{'filename':'me.jpg','contentType':'image/jpeg','size':60000,'sha256':'" + HASH + "'}";
        server.database.goDown();
        anna.post("/v1/uploads/sign", late).isProblem(503, "UNAVAILABLE");
        server.database.comeBack();
        assertThat(anna.post("/v1/uploads/sign", late).status()).isEqualTo(201);
    }

    /** As a process that died with the request in its hands: its hold ends. */
    @Test
    void a_holder_that_died_is_not_waited_for_longer_than_its_hold() {
        anna.get("/v1/images");
        server.database.goDown();
        server.database.comeBack();
        String first = anna.post("/v1/uploads/sign", FILE).at("/imageId");
        server.clock.advance(Duration.ofSeconds(60));
        assertThat(server.replies.removeExpired()).isPositive();
        assertThat(anna.post("/v1/uploads/sign", FILE).at("/imageId")).isNotEqualTo(first);
    }

    @Test
    void the_same_download_is_shown_as_it_is_now_and_one_that_ended_without_an_archive_is_made_anew() {
        String image = anna.upload("seed=1");
        server.work();
        String bad = anna.upload("sharpness=3");
        server.work();
        String order = "{'imageIds':['" + image + "','" + bad + "']}"; // what is left out, layer 2 would not keep
        Reply first = anna.post("/v1/download/initiate", order);
        server.work();
        Reply again = anna.post("/v1/download/initiate", order);
        assertThat(again.at("/jobId")).isEqualTo(first.at("/jobId"));
        assertThat(again.at("/status")).isEqualTo("completed");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        server.clock.advance(Duration.ofSeconds(60));
        assertThat(anna.post("/v1/download/initiate", order).at("/jobId")).isNotEqualTo(first.at("/jobId"));

        String cancelled = anna.post("/v1/download/initiate", ORDER).at("/jobId");
        anna.delete("/v1/download/" + cancelled);
        assertThat(anna.post("/v1/download/initiate", ORDER).at("/jobId")).isNotEqualTo(cancelled);
    }

    @Test
    void a_retry_that_is_sent_twice_is_one_and_a_later_one_is_meant() {
        String id = anna.upload("seed=1");
        server.storage.goDown();
        for (int i = 0; i < 4; i++) {
            server.work();
            server.clock.advance(Duration.ofSeconds(5));
        }
        assertThat(anna.get("/v1/images/" + id).at("/status")).isEqualTo("ERROR");
        Reply first = anna.post("/v1/images/" + id + "/retry");
        assertThat(first.status()).isEqualTo(202);
        assertThat(anna.post("/v1/images/" + id + "/retry").text()).isEqualTo(first.text());
        for (int i = 0; i < 4; i++) {
            server.work();
            server.clock.advance(Duration.ofSeconds(5));
        }
        assertThat(anna.get("/v1/images/" + id).at("/status")).isEqualTo("ERROR");
        server.storage.comeBack();
        assertThat(anna.post("/v1/images/" + id + "/retry").at("/status")).isNotEqualTo("ERROR");
        server.work();
        assertThat(anna.get("/v1/images/" + id).at("/status")).isEqualTo("ACCEPTED");
    }
}
