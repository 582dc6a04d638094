package dev.safelight.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every request, whatever it is about. */
class HttpTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static final TestServer server = TestServer.start();
    private final Client anna = server.newcomer();

    @AfterAll
    static void close() {
        server.close();
    }

    /** What comes back for bytes that no decent client would send. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void isProblem(String reply, int status, String code) {
        assertThat(reply)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .containsIgnoringCase("X-Request-Id: ")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .contains("\"code\":\"" + code + "\"");
        assertThat(reply.toLowerCase(Locale.ROOT)).doesNotContain("jetty", "exception", "\tat ");
    }

    private static List<Reply> allKinds(Client client) {
        return List.of(
                client.get("/v1/policy"),
                client.get("/v1/images"),
                client.get("/nowhere"),
                client.get("/docs"),
                client.get("/health"),
                client.get("/v1/images/x"),
                client.post("/v1/uploads/sign", "{}"),
                client.put("/v1/objects/x", new byte[1]),
                client.delete("/v1/policy"));
    }

    @Test
    void every_reply_has_the_headers_that_protect() {
        assertThat(allKinds(anna)).allSatisfy(reply -> {
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(reply.header("Strict-Transport-Security")).startsWith("max-age=");
            assertThat(reply.header("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .doesNotContain("script-src 'unsafe");
            assertThat(reply.header("Server")).isEmpty();
            assertThat(reply.header("X-Request-Id")).isNotEmpty();
            assertThat(reply.header("X-Trace-Id")).matches("[0-9a-f]{32}");
        });
    }

    @Test
    void a_decent_request_id_comes_back_and_any_other_is_replaced() {
        assertThat(anna.with("X-Request-Id", "my-Request_7.a").get("/livez").header("X-Request-Id"))
                .isEqualTo("my-Request_7.a");
        for (String odd : List.of("a b", "a\"b", "<script>", "x".repeat(129))) {
            assertThat(anna.with("X-Request-Id", odd).get("/livez").header("X-Request-Id"))
                    .matches("[0-9a-f-]{36}");
        }
    }

    @Test
    void a_trace_is_continued_into_the_history() {
        Client traced = anna.with("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
        String id = traced.upload("seed=1");
        assertThat(traced.get("/v1/images/" + id + "/history").at("/items/1/traceId"))
                .isEqualTo(TRACE);
        assertThat(traced.get("/livez").header("X-Trace-Id")).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
            })
    void a_trace_that_is_none_is_begun_anew(String traceparent) {
        assertThat(anna.with("traceparent", traceparent).get("/livez").header("X-Trace-Id"))
                .matches("[0-9a-f]{32}")
                .isNotEqualToIgnoringCase(TRACE)
                .isNotEqualTo("0".repeat(32));
    }

    @Test
    void two_traceparents_are_none_and_the_trace_begins_anew() {
        String one = "00-" + TRACE + "-b7ad6b7169203331-01";
        assertThat(anna.with("traceparent", one)
                        .with("Traceparent", one)
                        .get("/livez")
                        .header("X-Trace-Id"))
                .isNotEqualTo(TRACE);
    }

    @Test
    void an_unknown_address_is_not_found() {
        anna.get("/nowhere").isProblem(404, "NOT_FOUND");
        anna.post("/v1", "{}").isProblem(404, "NOT_FOUND");
        anna.get("/v1/uploads").isProblem(404, "NOT_FOUND");
        anna.get("/page/%2e%2e").isProblem(400, "BAD_REQUEST");
        anna.get("/docs/x.js").isProblem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/images, GET",
        "PUT, /v1/uploads/sign, POST",
        "PATCH, /v1/images/x, DELETE",
        "OPTIONS, /health, GET"
    })
    void another_method_is_told_which_would_do(String method, String path, String allowed) {
        Reply reply = anna.send(method, path, BodyPublishers.noBody());
        assertThat(reply.isProblem(405, "METHOD_NOT_ALLOWED").header("Allow")).contains(allowed);
    }

    @Test
    void head_is_get_without_a_body() {
        Reply head = anna.send("HEAD", "/v1/policy", BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo(anna.get("/v1/policy").header("ETag"));
        assertThat(head.body()).isEmpty();
        assertThat(anna.send("HEAD", "/v1/images/x", BodyPublishers.noBody()).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "nonsense", "{} {}", "{'a':1,'a':2}", "[1", "{'a':01}", "\u0000", "[]", "7", "null"})
    void what_is_no_json_object_is_malformed(String body) {
        anna.post("/v1/uploads/sign", body).isProblem(400, "MALFORMED_JSON");
    }

    @Test
    void json_that_is_nested_without_end_is_malformed() {
        anna.post("/v1/uploads/sign", "{'a':" + "[".repeat(100_000)).isProblem(400, "MALFORMED_JSON");
        anna.post("/v1/uploads/sign", "{'a':" + "[".repeat(100) + "]".repeat(100) + "}")
                .isProblem(400, "MALFORMED_JSON");
        anna.post("/v1/uploads/sign", "{'size':" + "9".repeat(100_000) + "}").isProblem(400, "MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json"})
    void another_content_type_is_refused(String type) {
        anna.with("Content-Type", type).post("/v1/uploads/sign", "{}").isProblem(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_content_type_may_have_parameters_and_any_case() {
        anna.with("Content-Type", "Application/JSON; charset=UTF-8")
                .post("/v1/uploads/sign", "{}")
                .isProblem(400, "INVALID_REQUEST");
    }

    @Test
    void a_body_over_a_mebibyte_is_refused_whether_or_not_it_says_its_length() {
        String large = "{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}";
        anna.postRaw("/v1/uploads/sign", large).isProblem(413, "PAYLOAD_TOO_LARGE");
        anna.with("Content-Type", "application/json")
                .send(
                        "POST",
                        "/v1/uploads/sign",
                        BodyPublishers.ofByteArrays(List.of(large.getBytes(StandardCharsets.UTF_8))))
                .isProblem(413, "PAYLOAD_TOO_LARGE");
        String allowed = "{\"filename\":\"" + "x".repeat(1024 * 1000) + "\"}";
        anna.postRaw("/v1/uploads/sign", allowed).isProblem(400, "INVALID_REQUEST");
    }

    @Test
    void what_is_not_http_is_refused_in_the_same_words() throws IOException {
        isProblem(
                raw("GET /v1/images HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"),
                431,
                "HEADERS_TOO_LARGE");
        isProblem(raw("GET /" + "y".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414, "URI_TOO_LONG");
        isProblem(raw("nonsense\r\n\r\n"), 400, "BAD_REQUEST");
        isProblem(raw("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "BAD_REQUEST");
        isProblem(raw("GET /v1/images/%00 HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "BAD_REQUEST");
        isProblem(raw("GET /v1/images/..%2f..%2fetc HTTP/1.1\r\nHost: x\r\n\r\n"), 400, "BAD_REQUEST");
        isProblem(raw("GET /livez HTTP/1.1\r\n\r\n"), 400, "BAD_REQUEST");
        isProblem(raw("GET /livez HTTP/9.9\r\nHost: x\r\n\r\n"), 505, "VERSION_NOT_SUPPORTED");
        isProblem(raw("POST /v1/uploads/sign HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"), 400, "BAD_REQUEST");
        isProblem(
                raw(
                        "POST /v1/uploads/sign HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}"),
                400,
                "BAD_REQUEST");
    }

    @Test
    void a_flood_of_headers_is_refused() throws IOException {
        String flood = "X-A: b\r\n".repeat(10_000);
        isProblem(raw("GET /livez HTTP/1.1\r\nHost: x\r\n" + flood + "\r\n"), 431, "HEADERS_TOO_LARGE");
    }

    @Test
    void a_body_that_breaks_off_is_the_senders_fault() throws IOException {
        isProblem(
                raw("POST /v1/uploads/sign HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{"),
                400,
                "BAD_REQUEST");
    }

    @Test
    void an_upgrade_to_what_we_do_not_speak_is_not_found() throws IOException {
        String request = """
                GET /v1/events HTTP/1.1
                Host: x
                Connection: close, Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """;
        String reply = raw(request.replace("\n", "\r\n"));
        isProblem(reply, 404, "NOT_FOUND");
    }

    @Test
    void an_outage_is_ours_passes_and_says_when_to_come_again() {
        anna.get("/v1/images");
        server.database.goDown();
        try {
            Reply reply = anna.get("/v1/images").isProblem(503, "UNAVAILABLE");
            assertThat(reply.header("Retry-After")).isEqualTo("2");
            assertThat(reply.text()).doesNotContain("told to be down");
        } finally {
            server.database.comeBack();
        }
        assertThat(anna.get("/v1/images").status()).isEqualTo(200);
    }

    @Test
    void a_listed_origin_may_read_and_an_unlisted_one_may_not() {
        Reply friendly = anna.with("Origin", TestServer.FRIENDLY_ORIGIN).get("/v1/policy");
        assertThat(friendly.header("Access-Control-Allow-Origin")).isEqualTo(TestServer.FRIENDLY_ORIGIN);
        assertThat(friendly.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(friendly.header("Access-Control-Expose-Headers")).contains("X-Request-Id", "ETag", "Retry-After");
        assertThat(friendly.header("Vary")).contains("Origin");
        Reply foreign = anna.with("Origin", "https://evil.example").get("/v1/policy");
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(foreign.status()).isEqualTo(200);
    }

    @Test
    void a_change_sent_by_another_sites_page_is_refused() {
        for (String foreign : List.of("https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1")) {
            Reply refused = anna.with("Origin", foreign).post("/v1/uploads/sign", "{}");
            assertThat(refused.isProblem(403, "FOREIGN_ORIGIN").header("Set-Cookie"))
                    .isEmpty();
        }
        for (String ours : List.of(TestServer.FRIENDLY_ORIGIN, "http://127.0.0.1:" + server.port())) {
            anna.with("Origin", ours).post("/v1/uploads/sign", "{}").isProblem(400, "INVALID_REQUEST");
        }
    }
}
