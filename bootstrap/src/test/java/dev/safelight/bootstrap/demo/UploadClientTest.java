package dev.safelight.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadClientTest {

    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> notices = new ArrayList<>();
    private HttpServer server;
    private volatile int refusals;
    private volatile int status = 503;
    private volatile boolean saysWhen = true;

    /** Refuses so many and takes the next. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean refused = requests.incrementAndGet() <= refusals;
            byte[] body = (refused ? "{\"title\":\"Too much\"}" : "{}").getBytes(StandardCharsets.UTF_8);
            if (refused && saysWhen) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            exchange.sendResponseHeaders(refused ? status : 201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int sign() throws IOException, InterruptedException {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (UploadClient client = new UploadClient(base, notices::add)) {
            return client.sign("me.jpg", "image/jpeg", 1).status();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void who_is_told_when_to_come_again_does_so(int refusal) throws Exception {
        status = refusal;
        refusals = 1;
        assertThat(sign()).isEqualTo(201);
        assertThat(requests).hasValue(2);
        assertThat(notices).containsExactly("Too much; trying again in 1 s");
    }

    @Test
    void who_is_not_told_when_does_not_come_again() throws Exception {
        refusals = 1;
        saysWhen = false;
        assertThat(sign()).isEqualTo(503);
        assertThat(requests).hasValue(1);
    }

    @Test
    void what_can_never_work_is_not_tried_again() throws Exception {
        status = 422;
        refusals = 1;
        assertThat(sign()).isEqualTo(422);
        assertThat(requests).hasValue(1);
    }
}
