package dev.safelight.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private static final String WEBHOOKS = "/v1/webhooks";

    private TestServer server;
    private Client owner;

    @BeforeEach
    void start() {
        server = TestServer.start();
        owner = server.newcomer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode register(String url) {
        Reply reply = owner.post(WEBHOOKS, "{'url':'" + url + "'}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    private static String at(JsonNode webhook) {
        return WEBHOOKS + "/" + webhook.get("webhookId").textValue();
    }

    /** Its deliveries, once there are so many and each was tried. */
    private JsonNode settled(String webhook, int deliveries) {
        return await().until(
                        () -> owner.get(webhook + "/deliveries").json().get("items"),
                        items -> items.size() >= deliveries && !items.toString().contains("\"log\":[]"));
    }

    /** Against what the public library signs: it verifies only what is of today, and the server's clock stands still. */
    private static void verify(String secret, Receiver.Request request) {
        long time = Long.parseLong(request.header("webhook-timestamp"));
        assertThatCode(() -> assertThat(request.header("webhook-signature").split(" ", -1))
                        .contains(new Webhook(secret).sign(request.header("webhook-id"), time, request.body())))
                .doesNotThrowAnyException();
    }

    @Test
    void a_secret_is_shown_once() {
        Reply reply =
                owner.post(WEBHOOKS, "{'url':'https://app.example.org/hooks','types':['image.accepted','set.ready']}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.at("/secret")).startsWith("whsec_");
        assertThat(reply.header("Location")).isEqualTo(at(reply.json()));
        assertThat(reply.json().get("types").toString()).isEqualTo("[\"image.accepted\",\"set.ready\"]");

        Reply shown = owner.get(at(reply.json()));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().has("secret")).isFalse();
        assertThat(shown.json().get("enabled").booleanValue()).isTrue();
        Reply listed = owner.get(WEBHOOKS);
        assertThat(listed.json().get("items")).hasSize(1).first().isEqualTo(shown.json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'url':'nonsense'}",
                "{'url':''}",
                "{'url':'ftp://app.example.org/'}",
                "{'url':'https://user@app.example.org/'}",
                "{'url':'https://app.example.org/#x'}"
            })
    void a_url_that_is_none_is_a_mistake(String body) {
        owner.post(WEBHOOKS, body).names("/url", "BAD_VALUE");
    }

    @Test
    void what_is_missing_or_unknown_is_a_mistake() {
        owner.post(WEBHOOKS, "{}").names("/url", "REQUIRED");
        owner.post(WEBHOOKS, "{'url':7}").names("/url", "WRONG_TYPE");
        owner.post(WEBHOOKS, "{'url':'https://a.example/','types':['image.eaten']}")
                .names("/types", "UNKNOWN_VALUE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://169.254.169.254/latest", "http://8.8.8.8/", "https://[fe80::1]/", "https://0x7f.1/"})
    void a_url_that_is_not_called_is_refused(String url) {
        Reply reply = owner.post(WEBHOOKS, "{'url':'" + url + "'}");
        assertThat(reply.at("/code")).isIn("WEBHOOK_URL_NOT_ALLOWED", "INVALID_REQUEST");
    }

    @Test
    void an_owner_has_twenty_and_no_more() {
        for (int i = 0; i < 20; i++) {
            register("https://app.example.org/" + i);
        }
        owner.post(WEBHOOKS, "{'url':'https://app.example.org/'}").isProblem(409, "TOO_MANY_WEBHOOKS");
    }

    @Test
    void what_is_anothers_is_absent() {
        String webhook = at(register("https://app.example.org/"));
        Client stranger = server.newcomer();
        String delivery = webhook + "/deliveries/" + UUID.randomUUID();
        stranger.get(webhook).isProblem(404, "WEBHOOK_NOT_FOUND");
        stranger.delete(webhook).isProblem(404, "WEBHOOK_NOT_FOUND");
        stranger.post(webhook + "/rotate").isProblem(404, "WEBHOOK_NOT_FOUND");
        stranger.post(webhook + "/enable").isProblem(404, "WEBHOOK_NOT_FOUND");
        stranger.post(webhook + "/test").isProblem(404, "WEBHOOK_NOT_FOUND");
        stranger.get(webhook + "/deliveries").isProblem(404, "WEBHOOK_NOT_FOUND");
        stranger.get(delivery).isProblem(404, "WEBHOOK_NOT_FOUND");
        stranger.post(delivery + "/replay").isProblem(404, "WEBHOOK_NOT_FOUND");
        assertThat(stranger.get(WEBHOOKS).json().get("items")).isEmpty();
        owner.get(WEBHOOKS + "/not-an-id").isProblem(404, "WEBHOOK_NOT_FOUND");
        owner.get(delivery).isProblem(404, "DELIVERY_NOT_FOUND");
        owner.get(webhook + "/deliveries/nonsense").isProblem(404, "DELIVERY_NOT_FOUND");
        owner.post(delivery + "/replay").isProblem(404, "DELIVERY_NOT_FOUND");
        assertThat(owner.get(webhook).status()).isEqualTo(200);
    }

    @Test
    void what_was_removed_is_gone() {
        String webhook = at(register("https://app.example.org/"));
        assertThat(owner.delete(webhook).status()).isEqualTo(204);
        owner.delete(webhook).isProblem(404, "WEBHOOK_NOT_FOUND");
    }

    @Test
    void a_receiver_is_tried_out_at_once_and_the_result_told() {
        try (Receiver good = Receiver.thatAnswers(202);
                Receiver bad = Receiver.thatAnswers(500)) {
            JsonNode webhook = register(good.url());
            Reply tried = owner.post(at(webhook) + "/test");
            assertThat(tried.status()).isEqualTo(200);
            assertThat(tried.json().get("delivered").booleanValue()).isTrue();
            assertThat(tried.json().get("status").intValue()).isEqualTo(202);
            Receiver.Request request = good.requests().getFirst();
            verify(webhook.get("secret").textValue(), request);
            assertThat(request.body()).contains("\"type\":\"webhook.test\"", request.header("webhook-id"));

            Reply failed = owner.post(at(register(bad.url())) + "/test");
            assertThat(failed.json().get("delivered").booleanValue()).isFalse();
            assertThat(failed.at("/error")).isEqualTo("answered 500");
            assertThat(failed.at("/answer")).isEqualTo("said so");
            assertThat(owner.get(at(webhook) + "/deliveries").json().get("items"))
                    .isEmpty();
        }
    }

    @Test
    void while_a_secret_is_being_changed_both_sign() {
        try (Receiver receiver = Receiver.thatAnswers(200)) {
            JsonNode before = register(receiver.url());
            Reply after = owner.post(at(before) + "/rotate");
            assertThat(after.status()).isEqualTo(200);
            assertThat(after.at("/secret"))
                    .startsWith("whsec_")
                    .isNotEqualTo(before.get("secret").textValue());
            assertThat(after.header("Cache-Control")).contains("no-store");
            assertThat(after.at("/previousSecretUntil")).isEqualTo("2026-01-03T03:04:05Z");
            owner.post(at(before) + "/test");
            verify(before.get("secret").textValue(), receiver.requests().getFirst());
            verify(after.at("/secret"), receiver.requests().getFirst());

            server.clock.advance(Duration.ofHours(24));
            owner.post(at(before) + "/test");
            verify(after.at("/secret"), receiver.requests().getLast());
            assertThat(receiver.requests().getLast().header("webhook-signature"))
                    .doesNotContain(" ");
        }
    }

    @Test
    void an_owner_is_told_of_his_photos_sees_how_that_went_and_has_it_said_again() {
        try (Receiver receiver = Receiver.thatAnswers(200)) {
            JsonNode webhook = register(receiver.url());
            server.tellWebhooks();
            String image = owner.upload("good");
            server.work();
            JsonNode deliveries = settled(at(webhook), 3);
            assertThat(deliveries)
                    .extracting(it -> it.get("type").textValue())
                    .containsExactly("image.accepted", "image.processing", "image.verifying");
            assertThat(deliveries)
                    .allSatisfy(it -> assertThat(it.get("status").textValue()).isEqualTo("DELIVERED"));
            assertThat(receiver.requests()).hasSize(3).allSatisfy(request -> {
                assertThat(request.body()).contains(image);
                verify(webhook.get("secret").textValue(), request);
            });

            Reply page = owner.get(at(webhook) + "/deliveries?limit=2");
            assertThat(page.json().get("items")).hasSize(2);
            Reply rest = owner.get(at(webhook) + "/deliveries?limit=2&cursor=" + page.at("/nextCursor"));
            assertThat(rest.json().get("items")).hasSize(1);
            assertThat(rest.json().get("nextCursor").isNull()).isTrue();

            String one = at(webhook) + "/deliveries/" + rest.at("/items/0/deliveryId");
            assertThat(owner.get(one).json()).isEqualTo(rest.json().at("/items/0"));
            assertThat(owner.post(one + "/replay").status()).isEqualTo(202);
            await().until(() -> receiver.requests().size() == 4);
            assertThat(receiver.requests().getLast().header("webhook-id")).isEqualTo(rest.at("/items/0/eventId"));
        }
    }

    @Test
    void a_receiver_that_is_gone_is_disabled_until_it_is_enabled() {
        try (Receiver receiver = Receiver.thatAnswers(410)) {
            JsonNode webhook = register(receiver.url());
            server.tellWebhooks();
            owner.upload("good");
            JsonNode failed = settled(at(webhook), 1);
            assertThat(failed.get(0).get("status").textValue()).isEqualTo("FAILED");
            assertThat(owner.get(at(webhook)).at("/disabledBecause")).contains("410");
            owner.post(at(webhook) + "/deliveries/"
                            + failed.get(0).get("deliveryId").textValue() + "/replay")
                    .isProblem(409, "WEBHOOK_DISABLED");
            assertThat(owner.post(at(webhook) + "/enable").json().get("enabled").booleanValue())
                    .isTrue();
        }
    }
}
