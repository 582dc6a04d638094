package dev.safelight.web.webhook;

import dev.safelight.application.webhook.WebhookSecret;
import dev.safelight.application.webhook.WebhookSender.Message;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The symmetric signature scheme of Standard Webhooks. */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** The value of {@code webhook-signature}: one for each secret, a receiver needs to find but one that is right. */
    static String of(Message message) {
        String content = message.id() + "." + message.time().getEpochSecond() + "." + message.body();
        return message.secrets().stream()
                .map(secret -> "v1," + sign(secret, content))
                .collect(Collectors.joining(" "));
    }

    private static String sign(WebhookSecret secret, String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
