package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the browser to a receiver elsewhere, as a collector sees it. */
class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String BROWSER = "00f067aa0ba902b7";

    @Test
    void one_upload_is_one_connected_trace_from_the_browser_to_the_webhook(@TempDir Path data) throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hooks", exchange -> {
            heard.add(exchange.getRequestHeaders().getFirst("traceparent"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        String hooks = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks";
        try (OtlpCollector collector = OtlpCollector.start();
                TestDatabase database = TestDatabase.create()) {
            JsonNode history;
            try (WholeApp app = WholeApp.start(
                    data,
                    database.config(),
                    Map.of(
                            "SAFELIGHT_WEBHOOK_ALLOW", "private",
                            "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                            "SAFELIGHT_OTLP_HEADERS", "api-key=a%20key"))) {
                Visitor owner = new Visitor(app.url());
                owner.post("/v1/webhooks", Map.of("url", hooks), Map.of());
                Visitor browser = owner.sending(Map.of("traceparent", "00-" + TRACE + "-" + BROWSER + "-01"));
                String id = browser.bring(SamplePhotos.light(1), "default");
                assertThat(browser.completed(id).path("status").asText()).isEqualTo("ACCEPTED");
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(heard).hasSize(3));
                history = owner.get("/v1/images/" + id + "/history").json();
                assertThat(app.errors()).isEmpty();
            }
            List<Span> trace = collector.trace(TRACE);
            isConnected(trace);
            assertThat(names(trace))
                    .contains(
                            "POST /v1/uploads/sign",
                            "POST /v1/uploads/complete",
                            "apply image",
                            "process verify",
                            "store look",
                            "process judge",
                            "store read",
                            "inspect photo",
                            "decode",
                            "store write",
                            "POST webhook");
            assertThat(heard)
                    .allSatisfy(traceparent -> assertThat(trace)
                            .filteredOn(span -> span.getName().equals("POST webhook"))
                            .extracting(span -> "00-" + TRACE + "-" + OtlpCollector.hex(span.getSpanId()) + "-01")
                            .contains(traceparent));
            assertThat(StreamSupport.stream(history.path("items").spliterator(), false)
                            .map(item -> item.path("traceId").asText(""))
                            .filter(traceId -> !traceId.isEmpty()))
                    .hasSize(3)
                    .containsOnly(TRACE);
            assertThat(collector.services()).containsOnly("safelight");
            assertThat(collector.apiKeys()).containsOnly("a key");
        } finally {
            receiver.stop(0);
        }
    }

    private static void isConnected(List<Span> trace) {
        Set<String> known =
                trace.stream().map(span -> OtlpCollector.hex(span.getSpanId())).collect(Collectors.toSet());
        assertThat(known).hasSameSizeAs(trace);
        assertThat(trace)
                .allSatisfy(span -> assertThat(OtlpCollector.hex(span.getParentSpanId()))
                        .satisfiesAnyOf(
                                parent -> assertThat(parent).isEqualTo(BROWSER),
                                parent -> assertThat(known).contains(parent)));
    }

    private static List<String> names(List<Span> trace) {
        return trace.stream().map(Span::getName).toList();
    }
}
