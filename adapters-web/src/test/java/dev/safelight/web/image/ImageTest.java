package dev.safelight.web.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.domain.rule.Limits;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.http.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {

    private static final String UNKNOWN = "01890000-0000-7000-8000-000000000000";

    private final TestServer server = TestServer.start();
    private final Client anna = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private String judged(String script) {
        String id = anna.upload(script);
        server.work();
        return id;
    }

    private String accepted(int seed) {
        return judged("seed=" + seed);
    }

    private Reply image(String id) {
        return anna.get("/v1/images/" + id);
    }

    @Test
    void an_accepted_photo_shows_what_was_measured() {
        JsonNode image = image(accepted(1)).json();
        assertThat(image.get("status").textValue()).isEqualTo("ACCEPTED");
        assertThat(image.get("reasons")).isEmpty();
        assertThat(image.at("/measurements/sharpness").toString()).isEqualTo("80");
        assertThat(image.at("/measurements/exposure/mean").toString()).isEqualTo("50");
        assertThat(image.at("/measurements/megapixels").toString()).isEqualTo("1");
        assertThat(image.get("format").textValue()).isEqualTo("JPEG");
        assertThat(image.get("finishedAt")).isEqualTo(image.get("updatedAt"));
        assertThat(image.at("/links/thumbnail").textValue()).endsWith("/content?variant=thumbnail");
    }

    @Test
    void a_rejected_photo_shows_every_reason_with_its_numbers() {
        double sharp = Limits.defaults().minSharpness();
        JsonNode image = image(judged("side=300 highlights=12 sharpness=" + (sharp - 0.04)))
                .json();
        assertThat(image.get("status").textValue()).isEqualTo("REJECTED");
        assertThat(image.get("reasons"))
                .extracting(reason -> reason.get("code").textValue() + " " + reason.get("measured") + " of "
                        + reason.get("limit") + " " + reason.get("unit").textValue())
                .containsExactly(
                        "RESOLUTION_TOO_LOW 300 of 512 px",
                        "TOO_BLURRY " + (sharp - 0.04) + " of " + Figures.rounded(sharp) + " of 100",
                        "TOO_DARK 12 of 35 %");
        assertThat(image.get("reasons")).allSatisfy(reason -> {
            assertThat(reason.get("severity").textValue()).isEqualTo("reject");
            assertThat(reason.get("advice").textValue()).isNotBlank();
        });
    }

    @Test
    void faces_are_shown_as_they_were_seen_and_a_reason_says_which_it_concerns() {
        JsonNode image = image(judged("seed=1 faces=2 sharpness=70")).json();
        assertThat(image.at("/reasons/0/code").textValue()).isEqualTo("MULTIPLE_FACES");
        assertThat(image.at("/reasons/0/measured").intValue()).isEqualTo(2);
        assertThat(image.at("/reasons/0/region").toString())
                .isEqualTo("{\"x\":0.25,\"y\":0.125,\"width\":0.5,\"height\":0.5}");
        assertThat(image.at("/measurements/faces")).hasSize(2);
        JsonNode face = image.at("/measurements/faces/1");
        assertThat(face.get("region")).isEqualTo(image.at("/reasons/0/region"));
        assertThat(face.get("confidence").doubleValue()).isEqualTo(0.875);
        assertThat(face.get("yaw").intValue()).isEqualTo(-10);
        assertThat(face.get("sharpness").intValue()).isEqualTo(70);
        assertThat(face.get("landmarks")).hasSize(6);
        assertThat(image(judged("seed=2 faces=0")).json().at("/reasons/0/code").textValue())
                .isEqualTo("NO_FACE");
        assertThat(image(accepted(3)).json().at("/measurements/faces").isNull())
                .as("nobody looked")
                .isTrue();
    }

    @Test
    void what_repeats_another_photo_names_it() {
        String first = accepted(1);
        JsonNode second = image(judged("seed=1 note=again")).json();
        assertThat(second.get("duplicateOf").textValue()).isEqualTo(first);
        assertThat(second.at("/reasons/0/code").textValue()).isEqualTo("TOO_SIMILAR");
        assertThat(second.at("/reasons/0/measured").toString()).isEqualTo("100");
        assertThat(second.at("/reasons/0/imageId").textValue()).isEqualTo(first);
        JsonNode third = image(judged("seed=1")).json();
        assertThat(third.at("/reasons/0/code").textValue()).isEqualTo("DUPLICATE");
        assertThat(third.at("/reasons/0/measured").textValue()).isEqualTo("identical");
    }

    @Test
    void a_file_that_cannot_be_opened_is_rejected_in_words() {
        JsonNode image = image(judged("defect=TRUNCATED")).json();
        assertThat(image.at("/reasons/0/code").textValue()).isEqualTo("UNREADABLE");
        assertThat(image.at("/measurements/defect").textValue()).isEqualTo("the file ends too early");
        assertThat(image.at("/links/thumbnail").isMissingNode()).isTrue();
    }

    @Test
    void an_upload_that_never_came_says_so() {
        String id = anna.sign(ScriptedInspector.photo("seed=1")).get("imageId").textValue();
        anna.post("/v1/uploads/complete", "{'imageId':'" + id + "'}");
        for (int look = 0; look < 3; look++) {
            server.work();
            server.clock.advance(Duration.ofSeconds(20));
        }
        JsonNode image = image(id).json();
        assertThat(image.get("status").textValue()).isEqualTo("UPLOAD_FAILED");
        assertThat(image.at("/fault/code").textValue()).isEqualTo("NEVER_ARRIVED");
        assertThat(image.at("/fault/advice").textValue()).isNotBlank();
        assertThat(image.get("reasons")).isEmpty();
    }

    @Test
    void a_fault_of_ours_has_an_incident_and_can_be_retried() {
        server.decoder.goDown();
        String id = judged("seed=1");
        Reply stopped = image(id);
        assertThat(stopped.at("/status")).isEqualTo("ERROR");
        assertThat(stopped.at("/incidentId")).startsWith("inc_");
        assertThat(stopped.text()).doesNotContain("the decoder");
        assertThat(stopped.at("/links/retry")).isEqualTo("/v1/images/" + id + "/retry");
        server.decoder.comeBack();
        Reply underway = anna.post("/v1/images/" + id + "/retry");
        assertThat(underway.status()).isEqualTo(202);
        assertThat(underway.at("/status")).isEqualTo("PROCESSING");
        server.work();
        assertThat(image(id).at("/status")).isEqualTo("ACCEPTED");
        server.clock.advance(Duration.ofSeconds(60));
        anna.post("/v1/images/" + id + "/retry").isProblem(409, "NOT_IN_ERROR");
    }

    @Test
    void an_operator_can_accept_what_was_rejected() {
        String id = judged("sharpness=1");
        Reply accepted = server.operator().post("/v1/images/" + id + "/override", "{'reason':'art','operator':'Olga'}");
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.at("/status")).isEqualTo("ACCEPTED");
        assertThat(accepted.at("/override/reason")).isEqualTo("art");
        assertThat(anna.get("/v1/images/" + id + "/history").at("/items/4/why")).contains("Olga", "art");
        server.operator()
                .post("/v1/images/" + id + "/override", "{'reason':'x'}")
                .isProblem(409, "NOT_REJECTED");
    }

    @Test
    void an_override_needs_an_operator_and_a_reason() {
        String id = judged("sharpness=1");
        anna.post("/v1/images/" + id + "/override", "{'reason':'x'}").isProblem(401, "UNAUTHORIZED");
        server.operator().post("/v1/images/" + id + "/override", "{}").names("/reason", "REQUIRED");
        server.operator()
                .post("/v1/images/" + id + "/override", "{'reason':' '}")
                .names("/reason", "OUT_OF_RANGE");
        server.operator()
                .post("/v1/images/" + id + "/override", "{'reason':'" + "x".repeat(501) + "'}")
                .names("/reason", "OUT_OF_RANGE");
        server.operator()
                .post("/v1/images/" + UNKNOWN + "/override", "{'reason':'x'}")
                .isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void an_entity_tag_lasts_as_long_as_the_image_stays_as_it_is() {
        String id = anna.upload("seed=1");
        String tag = image(id).header("ETag");
        assertThat(tag).matches("\"[^\"]+\"");
        Client knowing = anna.with("If-None-Match", "\"other\", W/" + tag);
        Reply same = knowing.get("/v1/images/" + id);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(tag);
        server.work();
        Reply changed = knowing.get("/v1/images/" + id);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void the_history_begins_with_the_signature_and_ends_with_the_verdict() {
        JsonNode steps =
                anna.get("/v1/images/" + accepted(1) + "/history").json().get("items");
        assertThat(steps)
                .extracting(step ->
                        step.get("from").asText() + " → " + step.get("to").asText())
                .containsExactly(
                        "null → AWAITING_UPLOAD",
                        "AWAITING_UPLOAD → VERIFYING",
                        "VERIFYING → PROCESSING",
                        "PROCESSING → ACCEPTED");
        assertThat(steps.at("/3/attempt").intValue()).isEqualTo(1);
    }

    @Test
    void pictures_are_fetched_by_fresh_urls() {
        String id = accepted(1);
        for (String variant : List.of("original", "normalized", "thumbnail")) {
            Reply found = anna.get("/v1/images/" + id + "/content?variant=" + variant);
            assertThat(found.status()).isEqualTo(302);
            assertThat(anna.get(found.header("Location")).status()).isEqualTo(200);
        }
        String usual = anna.get("/v1/images/" + id + "/content").header("Location");
        assertThat(usual).contains("normalized");
    }

    @Test
    void a_picture_that_is_not_there_is_told_from_an_image_that_is_not() {
        String id = anna.sign(ScriptedInspector.photo("seed=1")).get("imageId").textValue();
        anna.get("/v1/images/" + id + "/content").isProblem(404, "CONTENT_NOT_AVAILABLE");
        anna.get("/v1/images/" + UNKNOWN + "/content").isProblem(404, "IMAGE_NOT_FOUND");
        anna.get("/v1/images/" + id + "/content?variant=huge").names("?variant", "BAD_VALUE");
    }

    @Test
    void deleting_releases_the_place_of_the_original() {
        String first = accepted(1);
        assertThat(anna.delete("/v1/images/" + first).status()).isEqualTo(204);
        image(first).isProblem(404, "IMAGE_NOT_FOUND");
        anna.delete("/v1/images/" + first).isProblem(404, "IMAGE_NOT_FOUND");
        anna.get("/v1/images/" + first + "/history").isProblem(404, "IMAGE_NOT_FOUND");
        assertThat(image(accepted(1)).at("/status")).isEqualTo("ACCEPTED");
        assertThat(server.store.size()).isEqualTo(3);
    }

    @Test
    void what_is_in_work_can_be_deleted_too() {
        String id = anna.upload("seed=1");
        assertThat(anna.delete("/v1/images/" + id).status()).isEqualTo(204);
        server.work();
        image(id).isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void nobody_sees_what_is_anothers() {
        String id = accepted(1);
        Client ben = server.newcomer();
        for (String path : List.of("", "/content", "/history")) {
            ben.get("/v1/images/" + id + path).isProblem(404, "IMAGE_NOT_FOUND");
        }
        ben.delete("/v1/images/" + id).isProblem(404, "IMAGE_NOT_FOUND");
        ben.post("/v1/images/" + id + "/retry").isProblem(404, "IMAGE_NOT_FOUND");
        assertThat(ben.get("/v1/images").json().get("items")).isEmpty();
        assertThat(ben.get("/v1/sets/default").at("/accepted")).isEqualTo("0");
        assertThat(image(id).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {UNKNOWN, "7", "x", "-", "01890000-0000-7000-8000-00000000000g", "%F0%9F%98%80"})
    void an_id_that_is_none_is_an_unknown_image(String id) {
        image(id).isProblem(404, "IMAGE_NOT_FOUND");
        anna.delete("/v1/images/" + id).isProblem(404, "IMAGE_NOT_FOUND");
        anna.post("/v1/images/" + id + "/retry").isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void a_list_is_read_page_by_page_newest_first_and_whole() {
        List<String> signed = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            signed.addFirst(
                    anna.sign(ScriptedInspector.photo("seed=1")).get("imageId").textValue());
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = anna.get("/v1/images?limit=3&cursor=" + cursor).json();
            page.get("items").forEach(image -> read.add(image.get("imageId").textValue()));
            cursor = page.get("nextCursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        assertThat(read).isEqualTo(signed);
        assertThat(anna.get("/v1/images?limit=7").json().get("nextCursor").isNull())
                .isTrue();
    }

    @Test
    void a_list_can_be_of_one_status_or_one_set() {
        accepted(1);
        String rejected = judged("sharpness=1");
        anna.post("/v1/uploads/sign", "{'filename':'a','contentType':'image/png','size':60000,'setId':'s'}");
        assertThat(anna.get("/v1/images?status=REJECTED").at("/items/0/imageId"))
                .isEqualTo(rejected);
        assertThat(anna.get("/v1/images?status=rejected").json().get("items")).hasSize(1);
        assertThat(anna.get("/v1/images?setId=s").json().get("items")).hasSize(1);
        assertThat(anna.get("/v1/images?setId=s&status=ACCEPTED").json().get("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, ?limit, OUT_OF_RANGE",
        "limit=201, ?limit, OUT_OF_RANGE",
        "limit=-1, ?limit, OUT_OF_RANGE",
        "limit=x, ?limit, BAD_VALUE",
        "limit=99999999999, ?limit, BAD_VALUE",
        "limit=1.5, ?limit, BAD_VALUE",
        "status=DONE, ?status, BAD_VALUE",
        "setId=a%20b, ?setId, BAD_VALUE",
        "cursor=x, ?cursor, BAD_VALUE",
        "cursor=AQAAAAAAAAAB%00, ?cursor, BAD_VALUE",
        "cursor=____________, ?cursor, BAD_VALUE",
        "cursor=Af__________, ?cursor, BAD_VALUE"
    })
    void every_wrong_parameter_is_named(String query, String pointer, String code) {
        anna.get("/v1/images?" + query).names(pointer, code);
    }

    @Test
    void a_set_is_ready_when_it_has_enough() {
        for (int seed = 1; seed <= 5; seed++) {
            accepted(seed);
        }
        judged("sharpness=1");
        anna.sign(ScriptedInspector.photo("seed=9"));
        Reply almost = anna.get("/v1/sets/default");
        assertThat(almost.json().toString())
                .isEqualTo("{\"setId\":\"default\",\"accepted\":5,\"rejected\":1,\"pending\":1,"
                        + "\"minimum\":6,\"maximum\":10,\"ready\":false}");
        accepted(6);
        assertThat(anna.get("/v1/sets/default").at("/ready")).isEqualTo("true");
        assertThat(anna.get("/v1/sets/never-used").at("/accepted")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "%F0%9F%98%80", "a;b"})
    void what_cannot_be_the_name_of_a_set_is_no_set(String name) {
        anna.get("/v1/sets/" + name).isProblem(404, "SET_NOT_FOUND");
    }
}
