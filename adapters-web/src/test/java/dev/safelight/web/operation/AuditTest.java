package dev.safelight.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever an operator does is written down. */
class AuditTest {

    private static final String AUDIT = "/v1/ops/audit";

    private final TestServer server = TestServer.start();
    private final Client operator = server.operator();

    @AfterEach
    void close() {
        server.close();
    }

    /** The only entry about such a deed. */
    private JsonNode only(String action) {
        JsonNode items = operator.get(AUDIT + "?action=" + action).json().get("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    @Test
    void queues_that_are_paused_resumed_and_redriven() {
        Reply paused = operator.post("/v1/ops/queues/judge/pause", "{'reason':'the store is slow'}");
        operator.post("/v1/ops/queues/judge/resume");
        operator.post("/v1/ops/queues/verify/redrive");

        JsonNode entry = only("pause");
        assertThat(entry.at("/selection/kind").textValue()).isEqualTo("judge");
        assertThat(entry.get("reason").textValue()).isEqualTo("the store is slow");
        assertThat(entry.get("done").intValue()).isEqualTo(1);
        assertThat(entry.get("traceId").textValue()).isEqualTo(paused.header("X-Trace-Id"));
        assertThat(entry.get("finishedAt").isNull()).isFalse();
        assertThat(only("resume").get("reason").textValue()).isEmpty();
        assertThat(only("redrive").at("/selection/kind").textValue()).isEqualTo("verify");
    }

    @Test
    void which_key_it_was_and_never_more_of_it() {
        operator.post("/v1/ops/queues/judge/pause");
        JsonNode entry = only("pause");
        assertThat(entry.get("operator").textValue()).isEqualTo("operator");
        assertThat(entry.get("operatorKey").textValue()).matches("[0-9a-f]{8}");
        assertThat(operator.get(AUDIT).text()).doesNotContain(TestServer.OPERATOR_KEY);
    }

    @Test
    void keys_of_programs_that_are_made_and_revoked() {
        Reply issued = operator.post("/v1/ops/api-keys", "{'name':'the shop','scopes':['read'],'reason':'launch'}");
        String id = issued.at("/apiKey/keyId");
        operator.delete("/v1/ops/api-keys/" + id);
        server.clock.advance(Duration.ofSeconds(1));
        operator.delete("/v1/ops/api-keys/000000000000").isProblem(404, "API_KEY_NOT_FOUND");

        JsonNode made = only("issue_key");
        assertThat(made.at("/selection/keyId").textValue()).isEqualTo(id);
        assertThat(made.at("/selection/name").textValue()).isEqualTo("the shop");
        assertThat(made.get("reason").textValue()).isEqualTo("launch");
        JsonNode revoked = operator.get(AUDIT + "?action=revoke_key").json().get("items");
        assertThat(revoked).extracting(it -> it.get("done").intValue()).containsExactly(0, 1);
        assertThat(operator.get(AUDIT).text()).doesNotContain(issued.at("/key"));
    }

    @Test
    void a_verdict_that_is_overruled() {
        Client anna = server.newcomer();
        String image = anna.upload("sharpness=1");
        server.work();
        operator.post("/v1/images/" + image + "/override", "{'reason':'art'}");
        server.clock.advance(Duration.ofSeconds(1));
        operator.post("/v1/images/" + image + "/override", "{'reason':'again'}").isProblem(409, "NOT_REJECTED");

        JsonNode entries = operator.get(AUDIT + "?action=accept").json().get("items");
        assertThat(entries).extracting(it -> it.get("done").intValue()).containsExactly(0, 1);
        assertThat(entries.get(1).at("/selection/imageIds/0").textValue()).isEqualTo(image);
        assertThat(entries.get(1).get("reason").textValue()).isEqualTo("art");
    }

    @Test
    void what_there_is_no_name_for_is_not_asked_for() {
        operator.get(AUDIT + "?action=burn").isProblem(400, "INVALID_REQUEST");
    }
}
