package dev.safelight.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownloadActionTest {

    private static final String ACTIONS = "/v1/ops/downloads/actions";

    private final TestServer server = TestServer.start();
    private final Client operator = server.operator();
    private final Client anna = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private String asked() {
        String image = anna.upload("seed=1");
        server.work();
        return anna.post("/v1/download/initiate", "{'imageIds':['" + image + "']}")
                .at("/jobId");
    }

    private String status(String job) {
        return anna.get("/v1/download/status/" + job).at("/status");
    }

    private JsonNode cancel(String selection) {
        Reply reply = operator.post(ACTIONS, "{'action':'cancel','reason':'the disk is full'," + selection + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    @Test
    void what_waits_is_cancelled_its_owner_sees_it_and_it_is_written_down() {
        String job = asked();

        JsonNode outcome = cancel("'downloadIds':['" + job + "']");

        assertThat(outcome.get("done").intValue()).isEqualTo(1);
        assertThat(status(job)).isEqualTo("cancelled");
        JsonNode entry = operator.get("/v1/ops/audit?action=cancel").json().at("/items/0");
        assertThat(entry.get("auditId")).isEqualTo(outcome.get("auditId"));
        assertThat(entry.at("/selection/downloadIds/0").textValue()).isEqualTo(job);
        assertThat(entry.get("reason").textValue()).isEqualTo("the disk is full");
    }

    @Test
    void a_filter_means_all_that_is_active_and_said_again_finds_nothing() {
        String job = asked();
        assertThat(cancel("'filter':{'state':'processing'},'atMost':10")
                        .get("done")
                        .intValue())
                .isZero();
        assertThat(cancel("'filter':{},'atMost':10").get("done").intValue()).isEqualTo(1);
        assertThat(status(job)).isEqualTo("cancelled");
        JsonNode again = cancel("'filter':{},'atMost':10");
        assertThat(again.get("done").intValue()).isZero();
        assertThat(again.get("more").booleanValue()).isFalse();
        assertThat(operator.get("/v1/ops/audit")
                        .json()
                        .at("/items/0/selection/atMost")
                        .intValue())
                .isEqualTo(10);
    }

    @Test
    void it_needs_a_reason_a_bound_and_one_way_to_say_which() {
        for (String body : new String[] {
            "'action':'cancel','filter':{},'atMost':10",
            "'action':'cancel','filter':{},'reason':'so'",
            "'action':'cancel','filter':{},'atMost':1001,'reason':'so'",
            "'action':'cancel','filter':{'state':'failed'},'atMost':1,'reason':'so'",
            "'action':'cancel','reason':'so'",
            "'action':'cancel','downloadIds':['x'],'reason':'so'",
            "'action':'burn','filter':{},'atMost':1,'reason':'so'"
        }) {
            operator.post(ACTIONS, "{" + body + "}").isProblem(400, "INVALID_REQUEST");
        }
        anna.post(ACTIONS, "{}").isProblem(401, "UNAUTHORIZED");
    }
}
