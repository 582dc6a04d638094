package dev.safelight.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.testing.Race;
import dev.safelight.web.caller.RateLimits;
import io.javalin.util.JavalinBindException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebServerTest {

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
            WebConfig config = TestServer.config(RateLimits.off());
            WebConfig same = new WebConfig(
                    config.host(),
                    first.port(),
                    Optional.empty(),
                    Set.of(),
                    Set.of(),
                    0,
                    RateLimits.off(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Duration.ZERO,
                    "1");
            assertThatThrownBy(() -> TestServer.start(same)).isInstanceOf(JavalinBindException.class);
            assertThat(first.newcomer().get("/livez").status()).isEqualTo(200);
        }
    }
}
