package dev.safelight.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.testing.Race;
import dev.safelight.web.caller.Authentication;
import dev.safelight.web.caller.RateLimits;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebServerTest {

    private static final int STOPS = Boolean.getBoolean("safelight.long") ? 100 : 4;
    private static final int CLIENTS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Requests after which a client is under way. */
    private static final int BUSY = 20;

    @Test
    void it_can_be_closed_twice_and_by_many_at_once() throws Exception {
        TestServer server = TestServer.start();
        Race.among(8, () -> {
            server.close();
            return true;
        });
        server.close();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close())
                .isInstanceOf(Exception.class);
    }

    @Test
    void a_port_that_is_taken_is_told() {
        try (TestServer first = TestServer.start()) {
            assertThatThrownBy(() -> TestServer.start(config(first.port(), Duration.ZERO)))
                    .isInstanceOf(JavalinBindException.class);
            assertThat(first.newcomer().get("/livez").status()).isEqualTo(200);
        }
    }

    private static WebConfig config(int port, Duration drain) {
        return new WebConfig(
                TestServer.config(RateLimits.off()).host(),
                port,
                Optional.empty(),
                Set.of(),
                Set.of(),
                0,
                RateLimits.off(),
                new Authentication.Anonymous(),
                List.of(),
                Optional.empty(),
                true,
                WebConfig.MOST_STREAMS,
                drain,
                "1",
                WebConfig.Reports.NONE);
    }

    @Test
    void whoever_sends_requests_while_it_stops_is_answered_or_finds_nobody() throws Exception {
        AtomicInteger cutOff = new AtomicInteger();
        for (int i = 0; i < STOPS; i++) {
            TestServer server = TestServer.start(config(0, Duration.ofMillis(100)));
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                CountDownLatch busy = new CountDownLatch(CLIENTS);
                List<Future<Integer>> visits = Stream.generate(
                                () -> clients.submit(() -> sendUntilNobodyIsThere(server.port(), busy, cutOff)))
                        .limit(CLIENTS)
                        .toList();
                busy.await();
                server.close();
                for (Future<Integer> visit : visits) {
                    assertThat(visit.get()).isGreaterThan(BUSY);
                }
            }
        }
        // Between the last look at the door and its closing the system lets in somebody: microseconds, seldom met.
        assertThat(cutOff.get()).isLessThanOrEqualTo(1 + STOPS / 25);
    }

    /** Returns the number of answers; anything else than an answer or nobody is thrown. */
    private static int sendUntilNobodyIsThere(int port, CountDownLatch busy, AtomicInteger cutOff) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/v1/uploads/complete"))
                    .timeout(PATIENCE)
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
            for (int answers = 0; ; answers++) {
                try {
                    http.send(request, BodyHandlers.discarding());
                } catch (ConnectException nobody) {
                    return answers;
                } catch (IOException failure) {
                    if (!isReset(failure)) {
                        throw failure;
                    }
                    cutOff.incrementAndGet();
                }
                if (answers == BUSY) {
                    busy.countDown();
                }
            }
        }
    }

    private static boolean isReset(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).startsWith("Connection reset"));
    }
}
