package dev.safelight.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.WebhookSecret;
import dev.safelight.application.webhook.WebhookSender.Message;
import dev.safelight.application.webhook.WebhookSender.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers of every sort, against the real client; each of them ends in a result, in time. */
class HttpWebhookSenderTest {

    private static final Duration CALL = Duration.ofSeconds(2);
    private static final WebhookSecret SECRET = WebhookSecret.fresh(new SecureRandom());

    private final TestClock clock = new TestClock();
    private final HttpWebhookSender sender = new HttpWebhookSender(
            new AddressGuard(AddressGuard.PRIVATE),
            "1.2.3",
            clock,
            Dns.SYSTEM,
            new HttpWebhookSender.Patience(Duration.ofSeconds(1), CALL),
            new OkHttpClient());

    @AfterEach
    void close() {
        sender.close();
        sender.close();
    }

    private static Message message() {
        return new Message("01-an-id", Instant.now(), List.of(SECRET), "{\"type\":\"set.ready\"}");
    }

    private Result send(Receiver receiver) throws InterruptedException {
        return send(receiver.url());
    }

    private Result send(String url) throws InterruptedException {
        return sender.send(URI.create(url), message());
    }

    private Result.Failed fails(Receiver receiver) throws InterruptedException {
        Result result = send(receiver);
        assertThat(result).isInstanceOf(Result.Failed.class);
        assertThat(result.took()).isLessThan(CALL.multipliedBy(5));
        return (Result.Failed) result;
    }

    @Test
    void a_message_arrives_as_standard_webhooks_has_it() throws Exception {
        try (Receiver receiver = Receiver.thatAnswers(204)) {
            assertThat(send(receiver))
                    .isInstanceOfSatisfying(
                            Result.Delivered.class,
                            delivered -> assertThat(delivered.status()).isEqualTo(204));

            Receiver.Request request = receiver.requests().getFirst();
            assertThat(request.line()).isEqualTo("POST /hooks?of=ours HTTP/1.1");
            assertThat(request.body()).isEqualTo("{\"type\":\"set.ready\"}");
            assertThat(request.headers())
                    .containsEntry("webhook-id", "01-an-id")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("user-agent", "Safelight/1.2.3")
                    .doesNotContainKeys("cookie", "authorization");
            new Webhook(SECRET.reveal()).verify(request.body(), listed(request.headers()));
        }
    }

    @Test
    void a_receiver_is_told_the_trace_that_it_is_called_in() throws Exception {
        var trace = TraceContext.ofText("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 congo=t61")
                .orElseThrow();
        try (Receiver receiver = Receiver.thatAnswers(204)) {
            assertThat(Trace.within(trace, () -> send(receiver))).isInstanceOf(Result.Delivered.class);
            assertThat(receiver.requests().getFirst().headers())
                    .containsEntry("traceparent", trace.traceparent())
                    .containsEntry("tracestate", "congo=t61");
        }
    }

    private static Map<String, List<String>> listed(Map<String, String> headers) {
        Map<String, List<String>> listed = new java.util.HashMap<>();
        headers.forEach((name, value) -> listed.put(name, List.of(value)));
        return listed;
    }

    @Test
    void a_connection_that_is_kept_open_is_used_again() throws Exception {
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
        try (Receiver receiver = Receiver.that((request, out) -> {
            out.write(answer);
            out.flush();
            new CountDownLatch(1).await();
        })) {
            assertThat(send(receiver)).isInstanceOf(Result.Delivered.class);
            // It reads one request a connection: the second, on the same one, is not answered, and no third is made.
            assertThat(fails(receiver).why()).isEqualTo("no answer in time");
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_a_failure_and_is_not_followed(int status) throws Exception {
        try (Receiver elsewhere = Receiver.thatAnswers(200);
                Receiver receiver = Receiver.thatAnswers(status, "Location: " + elsewhere.url())) {
            assertThat(fails(receiver).status()).contains(status);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 404, 408, 421, 429, 500, 502, 503, 504})
    void what_is_not_2xx_is_a_failure_and_is_asked_once(int status) throws Exception {
        try (Receiver receiver =
                Receiver.thatAnswers(status, "Retry-After: 0", "WWW-Authenticate: Basic realm=\"x\"")) {
            Result.Failed failed = fails(receiver);
            assertThat(failed.status()).contains(status);
            assertThat(failed.retryAfter()).contains(Duration.ZERO);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void who_is_gone_says_so() throws Exception {
        try (Receiver receiver = Receiver.thatAnswers(410)) {
            assertThat(send(receiver)).isInstanceOf(Result.Gone.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|120",
                "0|0",
                "99999999999999999999|999999999",
                "Fri, 02 Jan 2026 03:05:05 GMT|60",
                "Fri, 02 Jan 2026 03:03:05 GMT|0",
            })
    void a_wait_is_asked_for_in_seconds_or_as_a_date(String value, long seconds) throws Exception {
        try (Receiver receiver = Receiver.thatAnswers(429, "Retry-After: " + value)) {
            assertThat(fails(receiver).retryAfter()).contains(Duration.ofSeconds(seconds));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1.5", "\u0661"})
    void a_wait_that_makes_no_sense_is_none(String value) throws Exception {
        try (Receiver receiver = Receiver.thatAnswers(503, "Retry-After: " + value)) {
            assertThat(fails(receiver).retryAfter()).isEmpty();
        }
    }

    @Test
    void the_beginning_of_an_answer_is_kept_as_text() throws Exception {
        String said = "nul \0 escape \u001b bell \u0007 caf\u00e9\n".repeat(200);
        try (Receiver receiver = Receiver.that(Receiver.answering(500, said))) {
            String answer = fails(receiver).answer();
            assertThat(answer).startsWith("nul \ufffd escape \ufffd bell \ufffd caf\u00e9\n");
            assertThat(answer.length()).isBetween(800, AnswerText.SHOWN_BYTES);
        }
    }

    @Test
    void who_stalls_before_answering_is_given_up_in_time() throws Exception {
        try (Receiver receiver = Receiver.that((request, out) -> new CountDownLatch(1).await())) {
            assertThat(fails(receiver).why()).isEqualTo("no answer in time");
        }
    }

    @Test
    void who_drips_its_head_is_given_up_in_time() throws Exception {
        byte[] head = ("HTTP/1.1 200 OK\r\n" + "X-Drip: drop\r\n".repeat(1000)).getBytes(StandardCharsets.US_ASCII);
        try (Receiver receiver = Receiver.that((request, out) -> drip(head, out))) {
            assertThat(fails(receiver).why()).isEqualTo("no answer in time");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void who_stalls_or_drips_after_its_head_has_answered_all_the_same(int status) throws Exception {
        byte[] head =
                ("HTTP/1.1 " + status + " Said\r\nContent-Length: 100000\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Receiver stalling = Receiver.that((request, out) -> {
                    out.write(head);
                    new CountDownLatch(1).await();
                });
                Receiver dripping = Receiver.that((request, out) -> {
                    out.write(head);
                    drip(new byte[100_000], out);
                })) {
            for (Receiver receiver : List.of(stalling, dripping)) {
                Result result = send(receiver);
                assertThat(result.took()).isLessThan(Duration.ofMinutes(1));
                if (status == 200) {
                    assertThat(result).isInstanceOf(Result.Delivered.class);
                } else {
                    assertThat(((Result.Failed) result).status()).contains(500);
                }
            }
        }
    }

    private static void drip(byte[] bytes, java.io.OutputStream out) throws IOException, InterruptedException {
        for (byte each : bytes) {
            out.write(each);
            out.flush();
            new CountDownLatch(1).await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void ten_megabytes_of_answer_are_not_listened_to(int status) throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch hungUp = new CountDownLatch(1);
        try (Receiver receiver = Receiver.that((request, out) -> {
            byte[] piece = new byte[64 * 1024];
            Arrays.fill(piece, (byte) 'x');
            out.write(("HTTP/1.1 " + status + " Said\r\nContent-Length: 10485760\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            try {
                for (int i = 0; i < 160; i++) {
                    out.write(piece);
                    sent.addAndGet(piece.length);
                }
            } finally {
                hungUp.countDown();
            }
        })) {
            Result result = send(receiver);
            if (status == 200) {
                assertThat(result).isInstanceOf(Result.Delivered.class);
            } else {
                assertThat(((Result.Failed) result).answer()).hasSize(AnswerText.SHOWN_BYTES);
            }
            hungUp.await();
            assertThat(sent.get()).isLessThan(10_485_760); // what lies in the buffers of sockets, and no more
        }
    }

    @Test
    void an_answer_that_would_unfold_is_taken_as_it_is() throws Exception {
        try (Receiver receiver = Receiver.that(Receiver.answering(500, "no gzip at all", "Content-Encoding: gzip"))) {
            assertThat(fails(receiver).answer()).isEqualTo("no gzip at all");
            assertThat(receiver.requests().getFirst().headers()).containsEntry("accept-encoding", "identity");
        }
    }

    @Test
    void who_closes_at_once_fails() throws Exception {
        try (Receiver receiver = Receiver.that((request, out) -> {})) {
            assertThat(fails(receiver).status()).isEmpty();
        }
    }

    @Test
    void who_is_not_there_fails() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(send("http://127.0.0.1:" + free + "/"))
                .isInstanceOfSatisfying(
                        Result.Failed.class, failed -> assertThat(failed.why()).startsWith("no connection"));
    }

    @Test
    void a_name_that_nobody_has_fails() throws Exception {
        assertThat(send("https://nobody.invalid/"))
                .isInstanceOfSatisfying(
                        Result.Failed.class, failed -> assertThat(failed.why()).startsWith("nobody.invalid: "));
    }

    @Test
    void a_name_that_is_never_resolved_is_given_up_in_time() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (HttpWebhookSender patient = new HttpWebhookSender(
                AddressGuard.publicOnly(),
                "1",
                clock,
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException closed) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                },
                new HttpWebhookSender.Patience(Duration.ofMillis(200), CALL),
                new OkHttpClient())) {
            assertThat(patient.send(URI.create("https://slow.example/"), message()))
                    .isInstanceOfSatisfying(
                            Result.Failed.class,
                            failed -> assertThat(failed.why()).contains("did not answer in time"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH_9.2\r\n", "<html>hello</html>\n", "HTTP/9 okay\r\n\r\n", "\0\0\0\0\r\n\r\n"})
    void who_speaks_no_http_fails(String greeting) throws Exception {
        try (Receiver receiver =
                Receiver.that((request, out) -> out.write(greeting.getBytes(StandardCharsets.ISO_8859_1)))) {
            assertThat(fails(receiver).status()).isEmpty();
        }
    }

    @Test
    void who_speaks_http_where_tls_is_meant_fails() throws Exception {
        try (Receiver receiver = Receiver.thatAnswers(200)) {
            assertThat(send(receiver.url().replace("http:", "https:")))
                    .isInstanceOfSatisfying(
                            Result.Failed.class,
                            failed -> assertThat(failed.status()).isEmpty());
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void who_is_interrupted_hears_of_it() throws Exception {
        try (Receiver receiver = Receiver.that((request, out) -> new CountDownLatch(1).await())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> send(receiver)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void plain_http_is_for_allowed_addresses_alone() throws Exception {
        try (HttpWebhookSender strict = new HttpWebhookSender(AddressGuard.publicOnly(), "1", clock);
                Receiver receiver = Receiver.thatAnswers(200)) {
            assertThat(strict.send(URI.create(receiver.url()), message())).isInstanceOf(Result.Refused.class);
            assertThat(strict.objection(URI.create("http://app.example.org/"))).isPresent();
            assertThat(strict.objection(URI.create("https://app.example.org/"))).isEmpty();
            assertThat(sender.objection(URI.create("http://app.example.org/"))).isEqualTo(Optional.empty());
            assertThat(sender.objection(URI.create("http://8.8.8.8/"))).isPresent();
            assertThat(receiver.connections()).isZero();
        }
    }
}
