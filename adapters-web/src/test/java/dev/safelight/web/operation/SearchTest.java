package dev.safelight.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.operation.LogLines;
import dev.safelight.domain.image.ImageId;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.webhook.Receiver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchTest {

    private final TestServer server = TestServer.start();
    private final Client operator = server.operator();
    private final Client anna = server.newcomer();
    private final Client bert = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode get(String path) {
        Reply reply = operator.get(path);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    @Test
    void images_of_all_owners_are_found_by_state_code_owner_name_id_and_number() {
        String accepted = anna.upload("seed=1");
        String rejected = bert.upload("seed=2 sharpness=1");
        server.work();

        assertThat(get("/v1/ops/images").at("/items")).hasSize(2);
        assertThat(get("/v1/ops/images?state=ACCEPTED")
                        .at("/items/0/image/imageId")
                        .asText())
                .isEqualTo(accepted);
        JsonNode blurry = get("/v1/ops/images?code=TOO_BLURRY");
        assertThat(blurry.at("/items/0/image/imageId").asText()).isEqualTo(rejected);
        String owner = blurry.at("/items/0/owner").asText();
        assertThat(get("/v1/ops/images?owner=" + owner).at("/items")).hasSize(1);
        String name = blurry.at("/items/0/image/filename").asText().substring(0, 2);
        assertThat(get("/v1/ops/images?q=" + name).at("/items")).hasSize(2);
        assertThat(get("/v1/ops/images?q=" + accepted).at("/items")).hasSize(1);
        assertThat(get("/v1/ops/images?q=" + blurry.at("/items/0/image/fileId").asText())
                        .at("/items/0/image/imageId")
                        .asText())
                .isEqualTo(rejected);
    }

    @Test
    void a_trace_finds_what_came_in_it() {
        String image = anna.upload("seed=1");
        bert.upload("seed=2");
        server.work();
        String trace = get("/v1/ops/images/" + image).at("/history/1/traceId").asText();
        assertThat(trace).matches("[0-9a-f]{32}");
        assertThat(get("/v1/ops/images?q=" + trace.toUpperCase(Locale.ROOT)).get("items"))
                .hasSize(1);
        assertThat(get("/v1/ops/images?q=" + trace).at("/items/0/image/imageId").asText())
                .isEqualTo(image);
        assertThat(get("/v1/ops/images?q=" + "0".repeat(32)).get("items")).isEmpty();
    }

    @Test
    void a_download_is_found_by_its_id_and_by_the_trace_in_which_it_was_asked_for() {
        String image = anna.upload("seed=1");
        server.work();
        Reply asked = anna.post("/v1/download/initiate", "{'imageIds':['" + image + "']}");
        String id = asked.at("/jobId");
        String trace = asked.header("X-Trace-Id");
        for (String words : List.of(id, trace)) {
            assertThat(get("/v1/ops/downloads?q=" + words)
                            .at("/items/0/download/jobId")
                            .asText())
                    .isEqualTo(id);
        }
        assertThat(get("/v1/ops/downloads?q=" + "0".repeat(32)).get("items")).isEmpty();
        operator.get("/v1/ops/downloads?q=nonsense").isProblem(400, "INVALID_REQUEST");
    }

    @Test
    void a_cursor_leads_to_the_next_page_and_another_is_refused() {
        anna.upload("seed=1");
        bert.upload("seed=2");
        JsonNode first = get("/v1/ops/images?limit=1");
        JsonNode second =
                get("/v1/ops/images?limit=1&cursor=" + first.get("nextCursor").asText());
        assertThat(second.at("/items/0/image/imageId")).isNotEqualTo(first.at("/items/0/image/imageId"));
        assertThat(second.get("nextCursor").isNull()).isTrue();
        operator.get("/v1/ops/images?cursor=nonsense").isProblem(400, "INVALID_REQUEST");
        operator.get("/v1/ops/images?state=LIMBO").isProblem(400, "INVALID_REQUEST");
    }

    @Test
    void downloads_of_all_owners_are_found() {
        String image = anna.upload("seed=1");
        server.work();
        String job = anna.post("/v1/download/initiate", "{'imageIds':['" + image + "']}")
                .at("/jobId");
        assertThat(get("/v1/ops/downloads?state=queued")
                        .at("/items/0/download/jobId")
                        .asText())
                .isEqualTo(job);
        assertThat(get("/v1/ops/downloads?state=failed").get("items")).isEmpty();
    }

    @Test
    void the_story_of_an_image_tells_what_happened_to_it_and_why() {
        try (Receiver receiver = Receiver.thatAnswers(200)) {
            anna.post("/v1/webhooks", "{'url':'" + receiver.url() + "'}");
            String image = anna.upload("seed=1");
            server.work();
            anna.post("/v1/download/initiate", "{'imageIds':['" + image + "']}");
            server.log.write(
                    ImageId.parse(image).orElseThrow(),
                    new LogLines.Line(
                            server.clock.instant(), "WARN", "put off", Optional.of("Outage: 403"), Optional.empty()));

            JsonNode story = get("/v1/ops/images/" + image);

            assertThat(story.at("/image/status").asText()).isEqualTo("ACCEPTED");
            assertThat(story.at("/pictures/thumbnail").isTextual()).isTrue();
            assertThat(story.get("history")).hasSize(4);
            assertThat(story.at("/notes/0/why").asText()).isEqualTo("taken by worker");
            assertThat(story.get("events")).hasSize(3);
            assertThat(story.get("downloads")).hasSize(1);
            assertThat(story.at("/log/process").asText()).isEqualTo("left/7");
            assertThat(story.at("/log/lines/0/message").asText()).isEqualTo("put off");
            assertThat(story.at("/log/lines/0/failure").asText()).isEqualTo("Outage: 403");
        }
    }

    @Test
    void a_copy_is_shown_beside_what_it_repeats() {
        String first = anna.upload("seed=1");
        server.work();
        String copy = anna.upload("seed=1");
        server.work();
        JsonNode twin = get("/v1/ops/images/" + copy).get("twin");
        assertThat(twin.get("imageId").asText()).isEqualTo(first);
        assertThat(twin.at("/pictures/thumbnail").isTextual()).isTrue();
    }

    @Test
    void an_image_that_never_was_has_no_story() {
        operator.get("/v1/ops/images/019b7d2e-0000-7000-8000-000000000000").isProblem(404, "IMAGE_NOT_FOUND");
        operator.get("/v1/ops/images/nonsense").isProblem(404, "IMAGE_NOT_FOUND");
    }
}
