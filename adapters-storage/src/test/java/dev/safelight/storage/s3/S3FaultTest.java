package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore.Gone;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each kind of answer, from a server that answers as it is told. */
class S3FaultTest {

    private static final StoredObject PIN = new StoredObject("images/x/original", 10, "etag", Optional.empty());

    private static final String BY_SOMEBODY = "<Initiator><ID>i</ID><DisplayName>i</DisplayName></Initiator>"
            + "<Owner><ID>o</ID><DisplayName>o</DisplayName></Owner><StorageClass>STANDARD</StorageClass>";

    /** How the server answers one request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private final S3ObjectStore store;
    private volatile Answer answer = xml(500, "");

    S3FaultTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        store = new S3ObjectStore(
                new S3Settings(endpoint, endpoint, "auto", "photos", "access", "secret", true),
                InstantSource.system(),
                new Random());
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getRequestBody().readAllBytes();
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        store.close();
        store.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown, true",
        "503, ServiceUnavailable, true",
        "500, InternalError, true",
        "429, TooManyRequests, true",
        "400, RequestTimeout, true",
        "403, AccessDenied, false",
        "403, SignatureDoesNotMatch, false",
        "403, InvalidAccessKeyId, false",
        "403, RequestTimeTooSkewed, false",
        "404, NoSuchBucket, false",
        "400, InvalidRequest, false",
        "501, NotImplemented, false",
    })
    void an_error_says_whether_a_retry_helps(int status, String code, boolean retryHelps) {
        answer = error(status, code);
        assertOutage(retryHelps, () -> store.read(PIN, 0, 10).close());
        assertOutage(retryHelps, () -> store.write("images/x/a", "image/jpeg", new byte[3]));
        assertOutage(retryHelps, () -> store.list("", "", 1));
        assertOutage(retryHelps, () -> store.delete(List.of("images/x/a")));
        assertOutage(retryHelps, () -> store.removeUnfinished(ObjectKeys.ROOT, Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource({"500, true", "503, true", "502, true", "403, false"})
    void a_head_has_no_body_and_its_status_says_it(int status, boolean retryHelps) {
        answer = exchange -> exchange.sendResponseHeaders(status, -1);
        assertOutage(retryHelps, () -> store.look("images/x/a"));
        assertOutage(retryHelps, store::probe);
    }

    @Test
    void a_page_of_something_in_between_is_an_outage_that_passes() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            send(exchange, 502, "<html>Bad gateway</html>");
        };
        assertOutage(true, () -> store.read(PIN, 0, 10).close());
        assertOutage(true, () -> store.list("", "", 1));
    }

    @Test
    void a_cut_connection_is_an_outage_that_passes() {
        answer = HttpExchange::close;
        assertOutage(true, () -> store.read(PIN, 0, 10).close());
        assertOutage(true, () -> store.look("images/x/a"));
    }

    @Test
    void another_version_is_gone() {
        answer = bucketIsThereBut(error(412, "PreconditionFailed"));
        assertThatThrownBy(() -> store.read(PIN, 0, 10)).isInstanceOf(Gone.class);
        answer = bucketIsThereBut(error(404, "NoSuchKey"));
        assertThatThrownBy(() -> store.read(PIN, 0, 10)).isInstanceOf(Gone.class);
    }

    @Test
    void an_object_in_a_bucket_that_is_not_there_is_an_outage_and_not_an_absence() {
        answer = error(404, "NoSuchKey");
        assertOutage(false, () -> store.read(PIN, 0, 10).close());
        assertOutage(false, () -> store.look(PIN.key()));
    }

    @Test
    void a_body_that_breaks_off_is_not_taken_for_the_whole() {
        answer = exchange -> {
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(new byte[5]);
            exchange.getResponseBody().flush();
        };
        assertThatThrownBy(() -> {
                    try (InputStream stream = store.read(PIN, 0, 10)) {
                        stream.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void what_could_not_be_deleted_is_told() {
        answer = xml(
                200,
                "<DeleteResult><Error><Key>images/x/a</Key><Code>InternalError</Code><Message>no</Message></Error>"
                        + "</DeleteResult>");
        assertThatThrownBy(() -> store.delete(List.of("images/x/a", "images/x/b")))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("images/x/a");
    }

    @Test
    void what_was_deleted_by_somebody_else_is_deleted() {
        answer = xml(
                200,
                "<DeleteResult><Error><Key>images/x/a</Key><Code>NoSuchKey</Code><Message>no</Message></Error>"
                        + "</DeleteResult>");
        assertThatCode(() -> store.delete(List.of("images/x/a"))).doesNotThrowAnyException();
    }

    @Test
    void unfinished_uploads_are_asked_for_page_by_page() {
        answer = exchange -> {
            if (exchange.getRequestMethod().equals("DELETE")) {
                error(404, "NoSuchUpload").to(exchange);
            } else if (exchange.getRequestURI().getQuery().contains("key-marker")) {
                xml(200, uploads(false, "images/x/2")).to(exchange);
            } else {
                xml(200, uploads(true, "images/x/1")).to(exchange);
            }
        };
        store.removeUnfinished(ObjectKeys.ROOT, Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(asked.stream().filter(line -> line.startsWith("DELETE")))
                .containsExactly(
                        "DELETE /photos/images/x/1?uploadId=old-images%2Fx%2F1",
                        "DELETE /photos/images/x/2?uploadId=old-images%2Fx%2F2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<Owner><ID>o</ID></Owner>",
                "<Initiator/><Owner/><StorageClass/>",
                "<Initiator><ID>i</ID></Initiator><StorageClass>STANDARD</StorageClass><ChecksumType>x</ChecksumType>",
            })
    void unfinished_uploads_are_ended_whatever_else_the_list_says_of_them(String more) {
        answer = exchange -> {
            boolean list = exchange.getRequestMethod().equals("GET");
            xml(list ? 200 : 204, list ? uploads(false, "images/x/1").replace(BY_SOMEBODY, more) : "")
                    .to(exchange);
        };
        store.removeUnfinished(ObjectKeys.ROOT, Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(asked.stream().filter(line -> line.startsWith("DELETE")))
                .containsExactly("DELETE /photos/images/x/1?uploadId=old-images%2Fx%2F1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no list at all",
                "<ListMultipartUploadsResult>",
                "<L><Upload><Key>k</Key><UploadId>u</UploadId></Upload></L>",
                "<L><Upload><Key>k</Key><UploadId>u</UploadId><Initiated>yesterday</Initiated></Upload></L>",
            })
    void a_list_of_unfinished_uploads_that_is_none_is_an_outage(String body) {
        answer = xml(200, body);
        assertOutage(true, () -> store.removeUnfinished(ObjectKeys.ROOT, Instant.EPOCH));
    }

    /** A page with one upload from before and one from after the second of January. */
    private static String uploads(boolean truncated, String key) {
        return "<ListMultipartUploadsResult><Bucket>photos</Bucket><MaxUploads>2</MaxUploads><IsTruncated>" + truncated
                + "</IsTruncated>"
                + "<NextKeyMarker>" + key + "</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker>"
                + "<Upload><Key>" + key + "</Key><UploadId>old-" + key
                + "</UploadId><Initiated>2026-01-01T00:00:00.000Z</Initiated>" + BY_SOMEBODY + "</Upload>"
                + "<Upload><Key>" + key + "</Key><UploadId>new-" + key
                + "</UploadId><Initiated>2026-01-03T00:00:00.000Z</Initiated>" + BY_SOMEBODY + "</Upload>"
                + "</ListMultipartUploadsResult>";
    }

    private static void assertOutage(boolean retryHelps, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Outage.class,
                        outage -> assertThat(outage.retryHelps())
                                .as(outage.getMessage())
                                .isEqualTo(retryHelps));
    }

    private static Answer bucketIsThereBut(Answer answer) {
        return exchange -> (exchange.getRequestMethod().equals("HEAD") ? xml(200, "") : answer).to(exchange);
    }

    private static Answer error(int status, String code) {
        return xml(status, "<Error><Code>" + code + "</Code><Message>as told</Message></Error>");
    }

    private static Answer xml(int status, String body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            send(exchange, status, body);
        };
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        boolean silent = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, silent ? -1 : bytes.length);
        if (!silent) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
