package dev.safelight.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.HealthCheck;
import dev.safelight.web.Client;
import dev.safelight.web.TestServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTest {

    /** A thing that we depend on, told how it is. */
    private static final class Thing implements HealthCheck {
        private final String name;
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean broken;

        private Thing(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void check() {
            asked.incrementAndGet();
            if (broken) {
                throw new IllegalStateException("a secret detail");
            }
        }
    }

    private final Thing database = new Thing("database");
    private final Thing queue = new Thing("queue");

    @Test
    void health_names_what_works_and_what_does_not() {
        try (TestServer server = TestServer.startWith(database, queue)) {
            Client probe = server.newcomer();
            assertThat(probe.get("/health").text())
                    .isEqualTo("{\"status\":\"healthy\",\"checks\":{\"database\":\"ok\",\"queue\":\"ok\"}}");
            queue.broken = true;
            server.clock.advance(Duration.ofSeconds(2));
            var reply = probe.get("/health");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.text())
                    .isEqualTo("{\"status\":\"unhealthy\",\"checks\":{\"database\":\"ok\",\"queue\":\"error\"}}");
        }
    }

    @Test
    void who_asks_again_within_a_second_hears_the_same_and_nobody_else_is_asked() {
        try (TestServer server = TestServer.startWith(database)) {
            Client probe = server.newcomer();
            for (int i = 0; i < 10; i++) {
                probe.get("/health");
            }
            assertThat(database.asked).hasValue(1);
        }
    }

    @Test
    void a_check_that_hangs_is_an_error_and_is_not_begun_again() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        HealthCheck hanging = new HealthCheck() {
            @Override
            public String name() {
                return "storage";
            }

            @Override
            public void check() throws InterruptedException {
                begun.incrementAndGet();
                never.await();
            }
        };
        try (TestServer server = TestServer.startWith(hanging, database)) {
            Client probe = server.newcomer();
            assertThat(probe.get("/health").at("/checks/storage")).isEqualTo("error");
            server.clock.advance(Duration.ofSeconds(2));
            assertThat(probe.get("/health").at("/checks/database")).isEqualTo("ok");
            assertThat(begun).hasValue(1);
        }
    }

    @Test
    void the_probes_say_alive_started_and_ready() {
        try (TestServer server = TestServer.startWith(database)) {
            Client probe = server.newcomer();
            assertThat(probe.get("/livez").text()).isEqualTo("{\"status\":\"alive\"}");
            assertThat(probe.get("/startupz").text()).isEqualTo("{\"status\":\"started\"}");
            assertThat(probe.get("/readyz").text()).isEqualTo("{\"status\":\"ready\"}");
            assertThat(probe.get("/readyz?verbose").at("/checks/database")).isEqualTo("ok");
        }
    }

    @Test
    void liveness_depends_on_nobody_and_readiness_on_all() {
        database.broken = true;
        try (TestServer server = TestServer.startWith(database)) {
            Client probe = server.newcomer();
            assertThat(probe.get("/livez").status()).isEqualTo(200);
            assertThat(probe.get("/readyz").status()).isEqualTo(503);
            assertThat(database.asked).hasValue(1);
        }
    }

    @Test
    void a_probe_leaves_no_cookie_and_tells_no_secrets() {
        database.broken = true;
        try (TestServer server = TestServer.startWith(database)) {
            var reply = server.newcomer().get("/health");
            assertThat(reply.header("Set-Cookie")).isEmpty();
            assertThat(reply.text()).doesNotContain("secret");
        }
    }
}
