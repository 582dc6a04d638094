package dev.safelight.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.safelight.application.doctor.Finding;
import dev.safelight.application.doctor.Findings;
import dev.safelight.application.doctor.Severity;
import dev.safelight.web.caller.Authentication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebCheckupTest {

    @Test
    void a_server_on_this_machine_with_nothing_set_has_nothing_above_advice_whether_it_runs_or_not()
            throws IOException {
        try (Running safelight = new Running("{\"status\":\"alive\"}", 200)) {
            List<Finding> found = find(local(safelight.port()));
            assertThat(Findings.above(Severity.ADVICE, found)).isEmpty();
            assertThat(Findings.of("web.answers", found).summary()).isEqualTo("Safelight answers");
        }
        List<Finding> found = find(local(free()));
        assertThat(Findings.above(Severity.ADVICE, found)).isEmpty();
        assertThat(Findings.of("web.answers", found).summary()).contains("does not run");
        assertFound(Severity.ADVICE, found, "web.operator", "SAFELIGHT_OPERATOR_KEY");
        assertFound(Severity.ADVICE, found, "web.storage-events", "SAFELIGHT_STORAGE_EVENTS_TOKEN");
    }

    @Test
    void one_that_is_not_ready() throws IOException {
        try (Running sick = new Running("{\"status\":\"alive\"}", 503)) {
            assertFound(Severity.WARNING, find(local(sick.port())), "web.answers", "log");
        }
    }

    @Test
    void something_else_at_its_address() throws IOException {
        try (Running other = new Running("welcome to nginx", 200)) {
            assertFound(Severity.ERROR, find(local(other.port())), "web.answers", "SAFELIGHT_PORT");
        }
    }

    @Test
    void a_public_address_that_nobody_knows() {
        assertFound(
                Severity.ERROR,
                find(config("127.0.0.1", Optional.of(URI.create("https://photos.invalid")), 1, false)),
                "web.answers",
                "DNS");
    }

    @Test
    void a_public_address_without_tls_behind_it() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInPlainText(plain));
            URI url = URI.create("https://127.0.0.1:" + plain.getLocalPort());
            assertFound(
                    Severity.ERROR,
                    find(config("127.0.0.1", Optional.of(url), 1, false)),
                    "web.answers",
                    "certificate");
        }
    }

    private static void answerInPlainText(ServerSocket server) {
        try {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                    client.getInputStream().readNBytes(1);
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void a_server_for_others_that_is_set_up_as_if_there_were_none() throws IOException {
        List<Finding> found = find(config("0.0.0.0", Optional.empty(), 0, false));
        assertFound(Severity.WARNING, found, "web.public-url", "SAFELIGHT_PUBLIC_URL=");
        assertFound(Severity.WARNING, found, "web.rate-limit", "SAFELIGHT_RATE_LIMIT=6000/min");
    }

    @Test
    void a_public_address_without_tls_and_one_whose_proxy_is_not_known() {
        URI open = URI.create("http://photos.invalid");
        assertFound(
                Severity.WARNING,
                find(config("127.0.0.1", Optional.of(open), 0, true)),
                "web.encryption",
                "SAFELIGHT_PUBLIC_URL=https://photos.invalid");
        URI proxied = URI.create("https://photos.invalid");
        assertFound(
                Severity.WARNING,
                find(config("127.0.0.1", Optional.of(proxied), 0, true)),
                "web.proxies",
                "SAFELIGHT_PROXIES=1");
    }

    /** With nothing set. */
    private static WebCheckup.Setup local(int port) {
        return new WebCheckup.Setup(
                "127.0.0.1", port, Optional.empty(), 0, true, new Authentication.Anonymous(), false, true);
    }

    private static List<Finding> find(Authentication authentication, boolean operator) {
        return find(new WebCheckup.Setup(
                "127.0.0.1", freePort(), Optional.empty(), 0, true, authentication, operator, false));
    }

    private static Authentication published(HttpServer issuer) {
        URI url = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
        return new Authentication.Jwt(new Authentication.Keys.Published(url), Optional.empty(), Optional.of("photos"));
    }

    @Test
    void keys_of_an_issuer_that_cannot_be_fetched_or_used_are_found() throws IOException {
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"keys\":[]}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        issuer.start();
        assertFound(Severity.ERROR, find(published(issuer), true), "web.auth", "RS256");
        issuer.stop(0);
        assertFound(Severity.ERROR, find(published(issuer), true), "web.auth", "SAFELIGHT_JWT_JWKS_URL");
    }

    @Test
    void keys_for_programs_that_nobody_can_make_are_found() {
        Authentication only = new Authentication.ApiKeysOnly();
        assertFound(Severity.WARNING, find(only, false), "web.auth", "SAFELIGHT_OPERATOR_KEY");
        assertThat(Findings.of("web.auth", find(only, true)).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void visitors_without_an_account_from_anywhere_are_told_of() {
        assertFound(
                Severity.ADVICE, find(config("0.0.0.0", Optional.empty(), 0, true)), "web.auth", "SAFELIGHT_AUTH=jwt");
    }

    private static List<Finding> find(WebCheckup.Setup config) {
        return Findings.of(new WebCheckup(config));
    }

    private static WebCheckup.Setup config(String host, Optional<URI> url, int proxies, boolean limited) {
        return new WebCheckup.Setup(
                host, freePort(), url, proxies, limited, new Authentication.Anonymous(), true, false);
    }

    private static void assertFound(Severity severity, List<Finding> found, String check, String fix) {
        Finding finding = Findings.of(check, found);
        assertThat(finding.severity()).as(finding.toString()).isEqualTo(severity);
        assertThat(finding.fix()).contains(fix);
    }

    private static int freePort() {
        try {
            return free();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Answers as a server that runs does. */
    private static final class Running implements AutoCloseable {

        private final HttpServer server;

        Running(String livez, int readyz) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    boolean asksReady = exchange.getRequestURI().getPath().equals("/readyz");
                    byte[] body = livez.getBytes(UTF_8);
                    exchange.sendResponseHeaders(asksReady ? readyz : 200, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
