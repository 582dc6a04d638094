package dev.safelight.web.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.WebConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {

    private static final byte[] PHOTO = ScriptedInspector.photo("seed=1");

    private static String token(Reply reply) {
        String cookie = reply.header("Set-Cookie");
        assertThat(cookie).startsWith("safelight=");
        return cookie.substring("safelight=".length(), cookie.indexOf(';'));
    }

    private static Optional<RateLimits.Rate> aMinute(int requests) {
        return Optional.of(new RateLimits.Rate(requests, Duration.ofMinutes(1)));
    }

    private static WebConfig with(
            RateLimits limits, int proxies, Optional<URI> publicUrl, Optional<String> operatorKey) {
        return new WebConfig(
                "127.0.0.1",
                0,
                publicUrl,
                Set.of(),
                Set.of(),
                proxies,
                limits,
                new Authentication.Anonymous(),
                operatorKey.stream().map(Operators.Key::of).toList(),
                Optional.empty(),
                true,
                WebConfig.MOST_STREAMS,
                Duration.ZERO,
                "1.2.3",
                WebConfig.Reports.NONE);
    }

    @Test
    void a_newcomer_gets_a_cookie_for_a_year_and_keeps_it() {
        try (TestServer server = TestServer.start()) {
            Client anna = server.newcomer();
            Reply first = anna.get("/v1/images");
            assertThat(first.header("Set-Cookie"))
                    .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000")
                    .doesNotContain("Secure");
            assertThat(anna.get("/v1/images").header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void by_https_the_cookie_is_secure() {
        Optional<URI> https = Optional.of(URI.create("https://photos.example.com"));
        try (TestServer server = TestServer.start(with(RateLimits.off(), 0, https, Optional.empty()))) {
            assertThat(server.newcomer().get("/v1/images").header("Set-Cookie")).contains("Secure");
        }
        try (TestServer server = TestServer.start(with(RateLimits.off(), 1, Optional.empty(), Optional.empty()))) {
            Client proxied = server.newcomer().with("X-Forwarded-Proto", "https");
            assertThat(proxied.get("/v1/images").header("Set-Cookie")).contains("Secure");
        }
    }

    @Test
    void a_tampered_cookie_makes_a_new_owner_and_never_an_error() {
        try (TestServer server = TestServer.start()) {
            Client anna = server.newcomer();
            String id = anna.sign(PHOTO).get("imageId").textValue();
            String token = token(server.newcomer().get("/v1/images"));
            String forged = token.substring(0, token.length() - 2) + "AA";
            for (String cookie : List.of(forged, "x", "", "a.b", ".", "\"" + forged, "=", "x".repeat(5000))) {
                Reply reply =
                        server.newcomer().with("Cookie", "safelight=" + cookie).get("/v1/images/" + id);
                reply.isProblem(404, "IMAGE_NOT_FOUND");
                assertThat(token(reply)).isNotEqualTo(cookie);
            }
        }
    }

    @Test
    void the_cookies_value_is_also_good_as_a_token() {
        try (TestServer server = TestServer.start()) {
            Client anna = server.newcomer();
            String token = token(anna.get("/v1/images"));
            String id = anna.sign(PHOTO).get("imageId").textValue();
            Client elsewhere = server.newcomer().with("Authorization", "bearer " + token);
            Reply reply = elsewhere.get("/v1/images/" + id);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Set-Cookie")).isEmpty();
            elsewhere
                    .with("Origin", "https://evil.example")
                    .post("/v1/uploads/sign", "{}")
                    .isProblem(400, "INVALID_REQUEST");
        }
    }

    @Test
    void a_token_that_is_not_ours_is_refused() {
        try (TestServer server = TestServer.start()) {
            Reply reply =
                    server.newcomer().with("Authorization", "Bearer nonsense").get("/v1/images");
            assertThat(reply.isProblem(401, "UNAUTHORIZED").header("WWW-Authenticate"))
                    .isEqualTo("Bearer error=\"invalid_token\"");
            assertThat(reply.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void only_the_operators_key_makes_an_operator() {
        try (TestServer server = TestServer.start()) {
            Client anna = server.newcomer();
            anna.post("/v1/policy/dry-run", "{}").isProblem(401, "UNAUTHORIZED");
            anna.with("X-Operator-Key", "wrong")
                    .post("/v1/policy/dry-run", "{}")
                    .isProblem(401, "UNAUTHORIZED");
            anna.with("Authorization", "Bearer wrong")
                    .post("/v1/policy/dry-run", "{}")
                    .isProblem(401, "UNAUTHORIZED");
            assertThat(anna.with("X-Operator-Key", TestServer.OPERATOR_KEY)
                            .post("/v1/policy/dry-run", "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(server.operator().post("/v1/policy/dry-run", "{}").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void without_a_configured_key_nobody_is_an_operator() {
        try (TestServer server = TestServer.start(with(RateLimits.off(), 0, Optional.empty(), Optional.empty()))) {
            server.operator().post("/v1/policy/dry-run", "{}").isProblem(403, "OPERATORS_DISABLED");
            server.newcomer()
                    .with("X-Operator-Key", "")
                    .post("/v1/policy/dry-run", "{}")
                    .isProblem(403, "OPERATORS_DISABLED");
        }
    }

    @Test
    void who_asks_too_often_is_told_when_to_come_again() {
        RateLimits three = new RateLimits(aMinute(3), aMinute(2));
        try (TestServer server = TestServer.start(with(three, 0, Optional.empty(), Optional.empty()))) {
            Client anna = server.newcomer();
            for (int left = 2; left >= 0; left--) {
                Reply reply = anna.get("/v1/images");
                assertThat(reply.header("RateLimit-Limit")).isEqualTo("3");
                assertThat(reply.header("RateLimit-Remaining")).isEqualTo(Integer.toString(left));
            }
            Reply refused = anna.get("/v1/images").isProblem(429, "RATE_LIMITED");
            assertThat(refused.header("Retry-After")).isEqualTo("20");
            assertThat(refused.header("RateLimit-Reset")).isEqualTo("60");
            assertThat(server.newcomer().get("/v1/images").status())
                    .as("somebody else")
                    .isEqualTo(200);
            server.clock.advance(Duration.ofSeconds(20));
            assertThat(anna.get("/v1/images").status()).isEqualTo(200);
            anna.get("/v1/images").isProblem(429, "RATE_LIMITED");
            assertThat(anna.get("/livez").status())
                    .as("probes are never refused")
                    .isEqualTo(200);
        }
    }

    @Test
    void one_address_cannot_escape_by_being_somebody_new_each_time() {
        RateLimits one = new RateLimits(aMinute(1), Optional.empty());
        try (TestServer server = TestServer.start(with(one, 0, Optional.empty(), Optional.empty()))) {
            for (int i = 0; i < RateLimits.OWNERS_AN_ADDRESS; i++) {
                Client liar = server.newcomer().with("X-Forwarded-For", "10.0.0." + i);
                assertThat(liar.get("/v1/images").status()).isEqualTo(200);
            }
            server.newcomer()
                    .with("X-Forwarded-For", "10.0.0.99")
                    .get("/v1/images")
                    .isProblem(429, "RATE_LIMITED");
        }
    }

    @Test
    void behind_a_proxy_its_word_on_the_address_is_taken_and_not_the_clients() {
        RateLimits one = new RateLimits(aMinute(1), Optional.empty());
        try (TestServer server = TestServer.start(with(one, 1, Optional.empty(), Optional.empty()))) {
            for (int i = 0; i < RateLimits.OWNERS_AN_ADDRESS; i++) {
                Client forger = server.newcomer().with("X-Forwarded-For", "1.1.1." + i + ", 10.0.0.7");
                assertThat(forger.get("/v1/images").status()).isEqualTo(200);
            }
            server.newcomer()
                    .with("X-Forwarded-For", "10.0.0.7")
                    .get("/v1/images")
                    .isProblem(429, "RATE_LIMITED");
            assertThat(server.newcomer()
                            .with("X-Forwarded-For", "10.0.0.8")
                            .get("/v1/images")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_network_of_ipv6_counts_as_one_address() {
        assertThat(ClientAddress.network("2001:db8:1:2::1")).isEqualTo(ClientAddress.network("2001:db8:1:2:ffff::9"));
        assertThat(ClientAddress.network("2001:db8:1:3::1")).isNotEqualTo(ClientAddress.network("2001:db8:1:2::1"));
        assertThat(ClientAddress.network("10.0.0.1")).isEqualTo("10.0.0.1");
        assertThat(ClientAddress.network("unknown")).isEqualTo("unknown");
    }

    @Test
    void uploads_and_downloads_have_a_limit_of_their_own() {
        RateLimits limits = new RateLimits(Optional.empty(), aMinute(1));
        try (TestServer server = TestServer.start(with(limits, 0, Optional.empty(), Optional.empty()))) {
            Client anna = server.newcomer();
            assertThat(anna.put(anna.sign(PHOTO), PHOTO).header("RateLimit-Remaining"))
                    .isEqualTo("0");
            anna.put(anna.sign(PHOTO), PHOTO).isProblem(429, "RATE_LIMITED");
        }
    }
}
