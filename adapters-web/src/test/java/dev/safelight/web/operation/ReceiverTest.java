package dev.safelight.web.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.webhook.Receiver;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {

    private static final String WEBHOOKS = "/v1/ops/webhooks";

    private final TestServer server = TestServer.start();
    private final Client operator = server.operator();
    private final Client anna = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private String register(String url) {
        return anna.post("/v1/webhooks", "{'url':'" + url + "','types':['image.verifying']}")
                .at("/webhookId");
    }

    /** Its only delivery, once it was tried. */
    private JsonNode tried(String webhook) {
        return await().until(
                        () -> operator.get(WEBHOOKS + "/" + webhook + "/deliveries")
                                .json()
                                .get("items"),
                        items -> items.size() == 1 && !items.toString().contains("\"log\":[]"))
                .get(0);
    }

    @Test
    void one_that_fails_is_found_among_those_of_all_owners_with_what_was_wrong() {
        try (Receiver bad = Receiver.thatAnswers(500)) {
            String failing = register(bad.url() + "&token=geheim");
            String fine = server.newcomer()
                    .post("/v1/webhooks", "{'url':'https://app.example.org/'}")
                    .at("/webhookId");
            server.tellWebhooks();
            anna.upload("good");
            tried(failing);

            Reply all = operator.get(WEBHOOKS);
            assertThat(all.json().get("items"))
                    .extracting(it -> it.get("webhookId").textValue())
                    .containsExactlyInAnyOrder(failing, fine);
            assertThat(all.text()).doesNotContain("geheim", "whsec_", "secret");
            JsonNode found = operator.get(WEBHOOKS + "?failing=true").json().get("items");
            assertThat(found).hasSize(1);
            assertThat(found.get(0))
                    .isEqualTo(operator.get(WEBHOOKS + "/" + failing).json());
            assertThat(found.get(0).get("url").textValue()).isEqualTo(bad.url().replace("?of=ours", "?…"));
            assertThat(found.get(0).get("pending").intValue()).isEqualTo(1);
            assertThat(found.get(0).at("/lastFailure/status").intValue()).isEqualTo(500);
            assertThat(found.get(0).at("/lastFailure/error").textValue()).isEqualTo("answered 500");
            assertThat(found.get(0).at("/lastFailure/nextAttemptAt").textValue())
                    .isGreaterThan("2026-01-02T03:04:09Z");
            String owner = found.get(0).get("owner").textValue();
            assertThat(operator.get(WEBHOOKS + "?owner=" + owner).json().get("items"))
                    .hasSize(1);
        }
    }

    @Test
    void its_deliveries_are_listed_by_how_far_they_have_come_in_pages() {
        try (Receiver good = Receiver.thatAnswers(200)) {
            String webhook = register(good.url());
            server.tellWebhooks();
            anna.upload("one");
            tried(webhook);
            anna.upload("two");
            String deliveries = WEBHOOKS + "/" + webhook + "/deliveries";
            await().until(() -> operator.get(deliveries + "?state=delivered")
                            .json()
                            .get("items")
                            .size()
                    == 2);
            Reply first = operator.get(deliveries + "?state=delivered&limit=1");
            Reply second = operator.get(deliveries + "?state=delivered&limit=1&cursor=" + first.at("/nextCursor"));
            assertThat(second.json().get("items"))
                    .hasSize(1)
                    .isNotEqualTo(first.json().get("items"));
            assertThat(second.json().get("nextCursor").isNull()).isTrue();
            assertThat(operator.get(deliveries + "?state=failed").json().get("items"))
                    .isEmpty();
        }
    }

    @Test
    void one_delivery_is_sent_again_and_it_is_written_down_who_had_it_sent() {
        try (Receiver good = Receiver.thatAnswers(200)) {
            String webhook = register(good.url());
            server.tellWebhooks();
            anna.upload("good");
            String delivery = tried(webhook).get("deliveryId").textValue();
            Reply replayed = operator.post(
                    WEBHOOKS + "/" + webhook + "/deliveries/" + delivery + "/replay", "{'reason':'lost'}");
            assertThat(replayed.status()).isEqualTo(202);
            await().until(() -> good.requests().size() == 2);
            JsonNode entry = operator.get("/v1/ops/audit").json().at("/items/0");
            assertThat(entry.get("action").textValue()).isEqualTo("replay");
            assertThat(entry.at("/selection/deliveryId").textValue()).isEqualTo(delivery);
            assertThat(entry.get("reason").textValue()).isEqualTo("lost");
            assertThat(entry.get("done").intValue()).isEqualTo(1);
        }
    }

    @Test
    void what_failed_since_a_moment_is_sent_again_and_counted() {
        try (Receiver bad = Receiver.thatAnswers(500)) {
            String webhook = register(bad.url());
            server.tellWebhooks();
            anna.upload("good");
            tried(webhook);
            String replay = WEBHOOKS + "/" + webhook + "/replay";
            Reply later = operator.post(replay, "{'since':'2026-01-02T03:04:06Z','reason':'it is back'}");
            assertThat(later.json().get("done").intValue()).isZero();
            Reply outcome = operator.post(replay, "{'since':'2026-01-02T03:04:05Z','reason':'it is back'}");
            assertThat(outcome.json().get("done").intValue()).isEqualTo(1);
            assertThat(outcome.json().get("more").booleanValue()).isFalse();
            await().until(() -> bad.requests().size() == 2);
            assertThat(operator.get("/v1/ops/audit").at("/items/0/auditId")).isEqualTo(outcome.at("/auditId"));
        }
    }

    @Test
    void one_that_is_disabled_is_told_nothing_again() {
        try (Receiver gone = Receiver.thatAnswers(410)) {
            String webhook = register(gone.url());
            server.tellWebhooks();
            anna.upload("good");
            String delivery = tried(webhook).get("deliveryId").textValue();
            operator.post(WEBHOOKS + "/" + webhook + "/replay", "{'since':'2026-01-01T00:00:00Z','reason':'so'}")
                    .isProblem(409, "WEBHOOK_DISABLED");
            operator.post(WEBHOOKS + "/" + webhook + "/deliveries/" + delivery + "/replay")
                    .isProblem(409, "WEBHOOK_DISABLED");
            JsonNode shown = operator.get(WEBHOOKS + "/" + webhook).json();
            assertThat(shown.get("enabled").booleanValue()).isFalse();
            assertThat(shown.get("failed").intValue()).isEqualTo(1);
        }
    }

    @Test
    void what_is_not_there_or_not_right_is_said_so() {
        String nobody = WEBHOOKS + "/" + UUID.randomUUID();
        operator.get(nobody).isProblem(404, "WEBHOOK_NOT_FOUND");
        operator.get(nobody + "/deliveries").isProblem(404, "WEBHOOK_NOT_FOUND");
        operator.post(nobody + "/replay", "{'since':'2026-01-01T00:00:00Z','reason':'so'}")
                .isProblem(404, "WEBHOOK_NOT_FOUND");
        String webhook = WEBHOOKS + "/" + register("https://app.example.org/");
        operator.post(webhook + "/deliveries/" + UUID.randomUUID() + "/replay").isProblem(404, "DELIVERY_NOT_FOUND");
        operator.post(webhook + "/replay", "{'reason':'so'}").names("/since", "REQUIRED");
        operator.post(webhook + "/replay", "{'since':'yesterday','reason':'so'}")
                .names("/since", "BAD_VALUE");
        operator.post(webhook + "/replay", "{'since':'2026-01-01T00:00:00Z'}").names("/reason", "REQUIRED");
        operator.get(webhook + "/deliveries?state=eaten").isProblem(400, "INVALID_REQUEST");
        operator.get(WEBHOOKS + "?failing=perhaps").isProblem(400, "INVALID_REQUEST");
        anna.get(WEBHOOKS).isProblem(401, "UNAUTHORIZED");
    }
}
