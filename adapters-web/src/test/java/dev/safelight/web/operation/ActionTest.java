package dev.safelight.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActionTest {

    private static final String ACTIONS = "/v1/ops/images/actions";

    private final TestServer server = TestServer.start();
    private final Client operator = server.operator();
    private final Client anna = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode act(String body) {
        Reply reply = operator.post(ACTIONS, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private String status(String image) {
        return anna.get("/v1/images/" + image).at("/status");
    }

    private String failed() {
        server.decoder.goDown();
        String image = anna.upload("seed=1");
        server.work();
        server.decoder.comeBack();
        assertThat(status(image)).isEqualTo("ERROR");
        return image;
    }

    @Test
    void all_that_failed_is_retried_and_written_down() {
        String image = failed();

        JsonNode outcome = act("{'action':'retry','filter':{},'atMost':10000,'reason':'the decoder is back'}");

        assertThat(outcome.get("done").asInt()).isEqualTo(1);
        assertThat(outcome.get("more").asBoolean()).isFalse();
        server.work();
        assertThat(status(image)).isEqualTo("ACCEPTED");
        JsonNode entry = operator.get("/v1/ops/audit").json().at("/items/0");
        assertThat(entry.get("auditId")).isEqualTo(outcome.get("auditId"));
        assertThat(entry.get("operator").asText()).isEqualTo("operator");
        assertThat(entry.get("reason").asText()).isEqualTo("the decoder is back");
        assertThat(entry.at("/selection/atMost").asInt()).isEqualTo(10000);
        assertThat(entry.get("done").asInt()).isEqualTo(1);
    }

    @Test
    void all_that_stopped_in_the_same_way_is_retried_by_its_fingerprint() {
        String image = failed();
        String fingerprint = operator.get("/v1/ops/errors").at("/items/0/fingerprint");

        JsonNode outcome =
                act("{'action':'retry','fingerprint':'" + fingerprint + "','hours':1,'reason':'the decoder is back'}");

        assertThat(outcome.get("done").asInt()).isEqualTo(1);
        assertThat(status(image)).isEqualTo("PROCESSING");
        JsonNode selection = operator.get("/v1/ops/audit").json().at("/items/0/selection");
        assertThat(selection.get("fingerprint").asText()).isEqualTo(fingerprint);
        assertThat(selection.get("hours").asInt()).isEqualTo(1);
    }

    @Test
    void a_fingerprint_is_for_a_retry_and_stands_alone() {
        String fingerprint = "0123456789abcdef";
        operator.post(ACTIONS, "{'action':'delete','fingerprint':'" + fingerprint + "','reason':'so'}")
                .isProblem(400, "INVALID_REQUEST");
        operator.post(
                        ACTIONS,
                        "{'action':'retry','fingerprint':'" + fingerprint + "','filter':{},'atMost':1,'reason':'so'}")
                .isProblem(400, "INVALID_REQUEST");
        operator.post(ACTIONS, "{'action':'retry','fingerprint':'0','reason':'so'}")
                .isProblem(400, "INVALID_REQUEST");
        operator.post(ACTIONS, "{'action':'retry','fingerprint':'" + fingerprint + "','hours':169,'reason':'so'}")
                .isProblem(400, "INVALID_REQUEST");
    }

    @Test
    void with_the_same_key_it_is_done_once_and_answered_alike() {
        failed();
        Client again = operator.with("Idempotency-Key", "k-1");
        String body = "{'action':'retry','filter':{},'atMost':10,'reason':'again'}";
        Reply first = again.post(ACTIONS, body);
        Reply second = again.post(ACTIONS, body);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(operator.get("/v1/ops/audit").json().get("items")).hasSize(1);
    }

    @Test
    void a_verdict_is_overruled_in_both_directions_and_its_owner_is_told_why() {
        String image = anna.upload("seed=1");
        server.work();
        act("{'action':'reject','imageIds':['" + image + "'],'reason':'it is not her'}");
        assertThat(status(image)).isEqualTo("REJECTED");
        assertThat(anna.get("/v1/images/" + image).at("/override/reason")).isEqualTo("it is not her");
        act("{'action':'accept','imageIds':['" + image + "'],'reason':'it is her after all'}");
        assertThat(status(image)).isEqualTo("ACCEPTED");
        assertThat(anna.get("/v1/images/" + image + "/history").text())
                .contains("override by operator: it is not her", "override by operator: it is her after all");
    }

    @Test
    void what_is_deleted_is_gone() {
        String image = anna.upload("seed=1");
        assertThat(act("{'action':'delete','imageIds':['" + image + "'],'reason':'asked for'}")
                        .get("done")
                        .asInt())
                .isEqualTo(1);
        anna.get("/v1/images/" + image).isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void an_action_needs_a_reason_and_a_bound() {
        operator.post(ACTIONS, "{'action':'retry','filter':{},'atMost':10}").isProblem(400, "INVALID_REQUEST");
        operator.post(ACTIONS, "{'action':'retry','filter':{},'reason':'so'}").isProblem(400, "INVALID_REQUEST");
        operator.post(ACTIONS, "{'action':'retry','filter':{},'atMost':10001,'reason':'so'}")
                .isProblem(400, "INVALID_REQUEST");
        operator.post(ACTIONS, "{'action':'retry','reason':'so'}").isProblem(400, "INVALID_REQUEST");
        operator.post(ACTIONS, "{'action':'burn','filter':{},'atMost':1,'reason':'so'}")
                .isProblem(400, "INVALID_REQUEST");
        operator.post(ACTIONS, "{'action':'retry','imageIds':['x'],'reason':'so'}")
                .isProblem(400, "INVALID_REQUEST");
    }
}
