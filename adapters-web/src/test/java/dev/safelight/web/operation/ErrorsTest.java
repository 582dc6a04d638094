package dev.safelight.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.web.Client;
import dev.safelight.web.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    private final TestServer server = TestServer.start();
    private final Client operator = server.operator();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void photos_that_stopped_for_the_same_reason_are_one_error() {
        server.newcomer().upload("seed=1");
        server.newcomer().upload("seed=2");
        server.decoder.goDown();
        server.work();
        JsonNode errors = operator.get("/v1/ops/errors").json();
        assertThat(errors.get("whole").asBoolean()).isTrue();
        assertThat(errors.get("items")).hasSize(1);
        JsonNode error = errors.at("/items/0");
        assertThat(error.get("fingerprint").asText()).matches("[0-9a-f]{16}");
        assertThat(error.get("kind").asText()).isEqualTo("judge");
        assertThat(error.get("count").asInt()).isEqualTo(2);
        assertThat(error.get("lastTraceId").asText()).matches("[0-9a-f]{32}");
        assertThat(error.get("examples")).hasSize(2);
    }

    @Test
    void where_nothing_goes_wrong_there_are_none() {
        server.newcomer().upload("seed=1");
        server.work();
        assertThat(operator.get("/v1/ops/errors?hours=168&kind=build&code=outage&q=store")
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void what_cannot_be_asked_is_refused() {
        operator.get("/v1/ops/errors?hours=169").isProblem(400, "INVALID_REQUEST");
        operator.get("/v1/ops/errors?kind=nonsense").isProblem(400, "INVALID_REQUEST");
        operator.get("/v1/ops/errors?code=nonsense").isProblem(400, "INVALID_REQUEST");
        server.newcomer().get("/v1/ops/errors").isProblem(401, "UNAUTHORIZED");
    }
}
