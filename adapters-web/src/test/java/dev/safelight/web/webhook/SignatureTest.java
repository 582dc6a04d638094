package dev.safelight.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.safelight.application.webhook.WebhookSecret;
import dev.safelight.application.webhook.WebhookSender.Message;
import dev.safelight.web.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** That what we sign is verified by those who know nothing of us: the public libraries of two other languages' users. */
class SignatureTest {

    private static final String NODE_LIBRARY = "standardwebhooks@1.1.1";
    private static final String BODY =
            "{\"type\":\"image.accepted\",\"data\":{\"name\":\"Zoë 🦊\",\"note\":\"50 % off\"}}";

    private final SecureRandom random = new SecureRandom();
    private final WebhookSecret secret = WebhookSecret.fresh(random);
    private final WebhookSecret other = WebhookSecret.fresh(random);

    private static Message message(List<WebhookSecret> secrets) {
        return new Message(UUID.randomUUID().toString(), Instant.now(), secrets, BODY);
    }

    private static Map<String, List<String>> headers(Message message) {
        return Map.of(
                "webhook-id", List.of(message.id()),
                "webhook-timestamp", List.of(Long.toString(message.time().getEpochSecond())),
                "webhook-signature", List.of(Signature.of(message)));
    }

    /** The example of the specification's own test-suites. */
    @Test
    void a_signature_is_the_one_that_everybody_computes() {
        Message message = new Message(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                List.of(WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .orElseThrow()),
                "{\"test\": 2432232314}");

        assertThat(Signature.of(message)).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void the_java_library_verifies_it() throws Exception {
        Message message = message(List.of(secret));
        assertThatCode(() -> new Webhook(secret.reveal()).verify(BODY, headers(message)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(secret.reveal()).verify(BODY + " ", headers(message)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(other.reveal()).verify(BODY, headers(message)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void secrets_of_every_length_are_verified_by_the_java_library() {
        for (int length = WebhookSecret.LEAST_BYTES; length <= WebhookSecret.MOST_BYTES; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            WebhookSecret each = new WebhookSecret(bytes);
            Message message = message(List.of(each));
            assertThatCode(() -> new Webhook(each.reveal()).verify(BODY, headers(message)))
                    .as(HexFormat.of().formatHex(bytes))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void while_a_secret_is_being_changed_holders_of_either_verify_it() {
        Message message = message(List.of(secret, other));
        assertThat(Signature.of(message).split(" ", -1)).hasSize(2).allMatch(each -> each.startsWith("v1,"));
        for (WebhookSecret each : List.of(secret, other)) {
            assertThatCode(() -> new Webhook(each.reveal()).verify(BODY, headers(message)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void the_library_for_node_verifies_it() throws Exception {
        Message message = message(List.of(other, secret));
        assertThat(verifyInNode(secret, message, BODY)).isEqualTo("verified");
        assertThat(verifyInNode(other, message, BODY)).isEqualTo("verified");
        assertThat(verifyInNode(secret, message, BODY.replace("50", "60"))).isEqualTo("No matching signature found");
        assertThat(verifyInNode(WebhookSecret.fresh(random), message, BODY)).isEqualTo("No matching signature found");
    }

    private static String verifyInNode(WebhookSecret secret, Message message, String body) throws Exception {
        Path folder = nodeLibrary();
        Map<String, String> headers = new java.util.HashMap<>();
        headers(message).forEach((name, values) -> headers.put(name, values.getFirst()));
        Path input = folder.resolve("input.json");
        Files.writeString(input, Json.write(Map.of("secret", secret.reveal(), "headers", headers, "body", body)));
        return run(folder, "node", "-e", """
                const { Webhook } = require('standardwebhooks');
                const { secret, headers, body } = JSON.parse(require('fs').readFileSync('input.json', 'utf8'));
                try {
                  new Webhook(secret).verify(body, headers);
                  console.log('verified');
                } catch (refusal) {
                  console.log(refusal.message);
                }
                """);
    }

    /** Fetched once; npm keeps it for when there is no network. */
    private static Path nodeLibrary() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "node-" + NODE_LIBRARY));
        if (!Files.exists(folder.resolve("node_modules/standardwebhooks/package.json"))) {
            run(
                    folder,
                    "npm",
                    "install",
                    "--prefix",
                    ".",
                    "--no-package-lock",
                    "--no-audit",
                    "--no-fund",
                    "--silent",
                    "--prefer-offline",
                    NODE_LIBRARY);
        }
        return folder;
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8).strip();
        assertThat(code).as(String.join(" ", command) + ": " + said).isZero();
        return said;
    }
}
