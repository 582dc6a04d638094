package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.safelight.application.testing.SentryReceiver;
import dev.safelight.persistence.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, and what Sentry hears of it. */
class SentryTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CHECK = "/v1/download/check?sentry_test=true";

    @Test
    void an_error_that_is_asked_for_arrives_under_the_trace_that_the_client_is_told(@TempDir Path data)
            throws Exception {
        try (SentryReceiver sentry = SentryReceiver.start();
                TestDatabase database = TestDatabase.create()) {
            try (WholeApp app = WholeApp.start(
                    data, database.config(), Map.of("SENTRY_DSN", sentry.dsn(), "SENTRY_TEST_ENABLED", "true"))) {
                Visitor visitor = new Visitor(app.url())
                        .sending(Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01", "X-Request-Id", "r-1"));
                assertThat(visitor.post("/v1/download/check", Map.of("file_id", 1), Map.of())
                                .status())
                        .isEqualTo(400);
                Visitor.Reply failed = visitor.post(CHECK, Map.of("file_id", 10_000), Map.of());
                assertThat(failed.status()).isEqualTo(500);
                assertThat(failed.json().path("traceId").asText()).isEqualTo(TRACE);
            }
            assertThat(sentry.events()).hasSize(1); // closing sends what is waiting
            JsonNode event = new ObjectMapper().readTree(sentry.events().getFirst());
            assertThat(event.at("/contexts/trace/trace_id").asText()).isEqualTo(TRACE);
            JsonNode tags = event.path("tags");
            assertThat(tags.path("trace_id").asText()).isEqualTo(TRACE);
            assertThat(tags.path("request_id").asText()).isEqualTo("r-1");
            assertThat(tags.path("route").asText()).isEqualTo("POST /v1/download/check");
            assertThat(tags.path("code").asText()).isEqualTo("INTERNAL_ERROR");
            assertThat(event.at("/exception/values/0/type").asText()).isEqualTo("TestError");
            assertThat(event.path("release").asText()).isEqualTo("safelight@" + Build.VERSION);
            assertThat(sentry.envelopes().getFirst()).doesNotContain("127.0.0.1\"", "safelight_visitor", "server_name");
        }
    }
}
