package dev.safelight.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.HealthCheck;
import dev.safelight.application.Outage;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverviewTest {

    private final TestServer server = TestServer.start();
    private final Client operator = server.operator();

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode overview() {
        Reply reply = operator.get("/v1/ops/overview");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Test
    void what_every_owner_has_is_counted_by_status() {
        server.newcomer().upload("seed=1");
        server.newcomer().upload("seed=2 sharpness=1");
        server.work();
        server.newcomer().upload("seed=3");

        JsonNode images = overview().get("images");

        assertThat(images.get("ACCEPTED").asInt()).isEqualTo(1);
        assertThat(images.get("REJECTED").asInt()).isEqualTo(1);
        assertThat(images.get("VERIFYING").asInt()).isEqualTo(1);
        assertThat(images.get("ERROR").asInt()).isZero();
    }

    @Test
    void the_longest_waiting_job_and_the_oldest_image_are_named() {
        String image = server.newcomer().upload("seed=1");

        JsonNode overview = overview();

        assertThat(overview.at("/oldest/imageId").asText()).isEqualTo(image);
        assertThat(list(overview.get("queues")))
                .filteredOn(queue -> queue.get("kind").asText().equals("verify"))
                .allSatisfy(queue -> {
                    assertThat(queue.get("ready").asInt()).isEqualTo(1);
                    assertThat(queue.get("longestDueSince").isTextual()).isTrue();
                });
    }

    @Test
    void what_does_not_work_is_named_with_the_reason_and_with_how_long_it_was_waited_for() {
        HealthCheck well = check("database", () -> {});
        HealthCheck ill = check("storage", () -> {
            throw Outage.lasting("reading", new IOException("403 InvalidAccessKeyId"));
        });
        try (TestServer troubled = TestServer.startWith(well, ill)) {
            JsonNode found = troubled.operator().get("/v1/ops/overview").json().get("dependencies");

            assertThat(found.at("/0/name").asText()).isEqualTo("database");
            assertThat(found.at("/0/trouble").isNull()).isTrue();
            assertThat(found.at("/0/tookMs").isIntegralNumber()).isTrue();
            assertThat(found.at("/1/name").asText()).isEqualTo("storage");
            assertThat(found.at("/1/trouble").asText()).isEqualTo("reading: 403 InvalidAccessKeyId");
        }
    }

    private static HealthCheck check(String name, Runnable asking) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void check() {
                asking.run();
            }
        };
    }

    @Test
    void what_became_of_work_is_there_for_every_span_of_the_last_hours() {
        server.newcomer().upload("seed=1");
        server.work();

        JsonNode series = overview().get("series");

        assertThat(series.get("spans")).hasSize(72);
        assertThat(series.get("spanSeconds").asInt()).isEqualTo(300);
        assertThat(series.get("whole").asBoolean()).isTrue();
        JsonNode last = series.get("spans").get(71);
        assertThat(last.get("accepted").asInt()).isEqualTo(1);
        assertThat(last.get("medianMs").isNumber()).isTrue();
    }

    @Test
    void where_traces_are_looked_at_is_told() {
        assertThat(overview().get("traceUrl").asText()).isEqualTo("http://localhost:16686/trace/{traceId}");
        assertThat(overview().get("logUrl").asText()).isEqualTo("https://logs.example.org/search?q={imageId}");
    }

    @Test
    void how_far_the_charts_go_back_has_bounds() {
        operator.get("/v1/ops/overview?hours=73").isProblem(400, "INVALID_REQUEST");
        assertThat(operator.get("/v1/ops/overview?hours=72").status()).isEqualTo(200);
    }
}
