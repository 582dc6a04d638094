package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a photo to a receiver elsewhere, through two whole nodes on one database. */
class WebhooksTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path data;

    private static TestDatabase database;
    private static WholeApp app;
    private static WholeApp another;
    private static HttpServer receiver;
    private static final List<Message> MESSAGES = new CopyOnWriteArrayList<>();
    private static final AtomicInteger FAILING = new AtomicInteger();

    /** As it came. */
    private record Message(String id, String timestamp, String signature, String body) {

        static Message of(HttpExchange exchange) throws IOException {
            return new Message(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException notJson) {
                throw new AssertionError(body, notJson);
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        Map<String, String> settings = Map.of("SAFELIGHT_WEBHOOK_ALLOW", "private");
        app = WholeApp.start(data, database.config(), settings);
        another = WholeApp.start(data, database.config(), settings);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hooks", exchange -> {
            MESSAGES.add(Message.of(exchange));
            exchange.sendResponseHeaders(FAILING.getAndDecrement() > 0 ? 500 : 204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterAll
    static void stop() {
        receiver.stop(0);
        another.close();
        app.close();
        database.close();
    }

    @Test
    void a_receiver_hears_of_every_step_of_a_photo_signed_and_again_when_it_failed() throws Exception {
        Visitor owner = new Visitor(app.url());
        JsonNode webhook = owner.post(
                        "/v1/webhooks",
                        Map.of(
                                "url",
                                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks"),
                        Map.of())
                .json();
        FAILING.set(1);

        String id = owner.bring(SamplePhotos.light(1), "default");
        assertThat(owner.completed(id).path("status").asText()).isEqualTo("ACCEPTED");

        // The first of them fails, and comes again after five seconds.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(MESSAGES).hasSize(4));
        assertThat(MESSAGES.stream().map(message -> message.json().path("type").asText()))
                .contains("image.verifying", "image.processing", "image.accepted");
        assertThat(MESSAGES.stream().map(Message::id).distinct()).hasSize(3);
        assertThat(MESSAGES).allSatisfy(message -> {
            assertThat(message.json().path("id").asText()).isEqualTo(message.id());
            assertThat(message.json().path("subject").asText()).isEqualTo(id);
            assertThat(message.signature())
                    .isEqualTo(sign(webhook.path("secret").asText(), message));
        });
        String deliveries = "/v1/webhooks/" + webhook.path("webhookId").asText() + "/deliveries";
        await().untilAsserted(() -> assertThat(
                        owner.get(deliveries).json().path("items").findValuesAsText("status"))
                .contains("DELIVERED")
                .doesNotContain("PENDING"));
        assertThat(app.errors()).isEmpty();
    }

    /** By the words of the specification, without our own code. */
    private static String sign(String secret, Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String content = message.id() + "." + message.timestamp() + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }
}
