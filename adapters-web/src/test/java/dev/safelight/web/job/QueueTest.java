package dev.safelight.web.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.job.Job;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueTest {

    @Test
    void an_operator_sees_what_waits_and_stops_and_starts_it() {
        try (TestServer server = TestServer.start()) {
            Client operator = server.operator();
            JsonNode queues = operator.get("/v1/ops/queues").json().path("items");
            assertThat(queues.findValuesAsText("kind")).containsExactly("verify", "judge", "build");
            assertThat(queues.findValuesAsText("paused")).containsOnly("false");
            assertThat(queues.findValuesAsText("state")).containsOnly("running");

            Reply paused = operator.post("/v1/ops/queues/judge/pause");
            assertThat(paused.status()).isEqualTo(200);
            assertThat(paused.json().path("paused").asBoolean()).isTrue();
            assertThat(paused.at("/state")).isEqualTo("paused");
            Reply resumed = operator.post("/v1/ops/queues/judge/resume");
            assertThat(resumed.json().path("paused").asBoolean()).isFalse();
            Reply redriven = operator.post("/v1/ops/queues/verify/redrive");
            assertThat(redriven.json().path("redriven").asInt()).isZero();
        }
    }

    @Test
    void what_is_paused_is_drained_when_nobody_is_at_it_any_more() {
        try (TestServer server = TestServer.start()) {
            Client operator = server.operator();
            server.newcomer().upload("seed=1");
            server.claim(Job.Kind.VERIFY);
            assertThat(operator.post("/v1/ops/queues/verify/pause").at("/state"))
                    .isEqualTo("draining");
            assertThat(operator.get("/v1/ops/overview").json().path("queues").findValuesAsText("state"))
                    .containsExactly("draining", "running", "running");
            server.clock.advance(Duration.ofMinutes(1));
            assertThat(operator.get("/v1/ops/queues").json().path("items").findValuesAsText("state"))
                    .containsExactly("paused", "running", "running");
        }
    }

    @Test
    void nobody_else_does_and_there_are_no_other_queues() {
        try (TestServer server = TestServer.start()) {
            Client anybody = server.newcomer();
            assertThat(anybody.get("/v1/ops/queues").status()).isEqualTo(401);
            assertThat(anybody.post("/v1/ops/queues/judge/pause").status()).isEqualTo(401);
            Reply unknown = server.operator().post("/v1/ops/queues/nonsense/pause");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.json().path("code").asText()).isEqualTo("QUEUE_NOT_FOUND");
        }
    }
}
