package dev.safelight.web.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.caller.RateLimits;
import dev.safelight.web.metric.Measuring.Access;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final String TOKEN = "the token of Prometheus";

    /** What was heard, in words. */
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final Measuring.Ear ear = new Measuring.Ear() {
        @Override
        public void answered(String route, String method, int status, boolean waited, Duration took) {
            heard.add(method + " " + route + " " + status + (waited ? " waited" : ""));
        }

        @Override
        public void listened(Duration length) {
            heard.add("listened");
        }
    };

    private TestServer start(Access access) {
        return start(access, RateLimits.off());
    }

    private TestServer start(Access access, RateLimits limits) {
        return TestServer.start(
                new Measuring(access, Optional.of(TOKEN), () -> "figures 1\n", "text/plain; version=0.0.4", ear),
                limits);
    }

    private String heard() throws InterruptedException {
        return Optional.ofNullable(heard.poll(10, TimeUnit.SECONDS)).orElse("nothing");
    }

    @Test
    void figures_are_for_operators_and_for_who_has_the_token() {
        try (TestServer server = start(Access.KEY)) {
            server.newcomer().get("/metrics").isProblem(401, "UNAUTHORIZED");
            server.newcomer()
                    .with("Authorization", "Bearer nonsense")
                    .get("/metrics")
                    .isProblem(401, "UNAUTHORIZED");
            Reply figures = server.operator().get("/metrics");
            assertThat(figures.status()).isEqualTo(200);
            assertThat(figures.header("Content-Type")).isEqualTo("text/plain; version=0.0.4");
            assertThat(figures.text()).isEqualTo("figures 1\n");
            Client prometheus = server.newcomer().with("Authorization", "Bearer " + TOKEN);
            assertThat(prometheus.get("/metrics").status()).isEqualTo(200);
        }
    }

    @Test
    void the_token_makes_no_operator() {
        try (TestServer server = start(Access.KEY)) {
            server.newcomer()
                    .with("Authorization", "Bearer " + TOKEN)
                    .get("/v1/ops/queues")
                    .isProblem(401, "UNAUTHORIZED");
        }
    }

    @Test
    void figures_can_be_open_to_everybody_and_to_nobody() {
        try (TestServer server = start(Access.OPEN)) {
            assertThat(server.newcomer().get("/metrics").status()).isEqualTo(200);
        }
        try (TestServer server = start(Access.OFF)) {
            server.operator().get("/metrics").isProblem(404, "NOT_FOUND");
        }
    }

    @Test
    void who_may_read_figures_may_read_them_as_often_as_he_likes_and_who_guesses_may_not() {
        RateLimits tight = RateLimits.of(new RateLimits.Rate(1, Duration.ofMinutes(1)));
        try (TestServer server = start(Access.KEY, tight)) {
            Client prometheus = server.newcomer().with("Authorization", "Bearer " + TOKEN);
            for (int i = 0; i < 30; i++) {
                assertThat(prometheus.get("/metrics").status()).isEqualTo(200);
            }
            for (int i = 0; i < 10; i++) { // an address may ask ten times as often as an owner
                server.newcomer().get("/metrics").isProblem(401, "UNAUTHORIZED");
            }
            server.newcomer().get("/metrics").isProblem(429, "RATE_LIMITED");
        }
    }

    @Test
    void requests_are_told_of_by_their_route_and_never_by_the_path_that_was_sent() throws Exception {
        try (TestServer server = start(Access.OFF)) {
            Client anna = server.newcomer();
            anna.get("/v1/images/0198c0de-0000-7000-8000-000000000001").isProblem(404, "IMAGE_NOT_FOUND");
            assertThat(heard()).isEqualTo("GET /v1/images/{imageId} 404");
            anna.get("/made/up/by/a/stranger").isProblem(404, "NOT_FOUND");
            assertThat(heard()).isEqualTo("GET  404");
            anna.post("/livez").isProblem(405, "METHOD_NOT_ALLOWED");
            assertThat(heard()).isEqualTo("POST  405");
        }
    }

    @Test
    void who_prefers_to_wait_is_told_apart_from_who_is_kept_waiting() throws Exception {
        try (TestServer server = start(Access.OFF)) {
            Client patient = server.newcomer().with("Prefer", "wait=1");
            patient.post("/v1/uploads/complete", "{'imageId':'0198c0de-0000-7000-8000-000000000001'}")
                    .isProblem(404, "IMAGE_NOT_FOUND");
            assertThat(heard()).isEqualTo("POST /v1/uploads/complete 404 waited");
        }
    }

    @Test
    void streams_are_told_of_when_they_end_and_are_no_slow_requests() throws Exception {
        try (TestServer server = start(Access.OFF)) {
            URI events = URI.create("http://127.0.0.1:" + server.port() + "/v1/events");
            HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(heard).isEmpty();
        }
        assertThat(heard()).isEqualTo("listened");
    }
}
