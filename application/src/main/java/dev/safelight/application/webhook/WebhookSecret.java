package dev.safelight.application.webhook;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a receiver verifies our signatures with, shared by us and one endpoint alone. Its text form goes to whoever
 * registered the endpoint, once; it is never printed by accident.
 */
public final class WebhookSecret {

    /** What the text form begins with, so that people and scanners recognize it. */
    public static final String PREFIX = "whsec_";

    /** As Standard Webhooks demands. */
    public static final int LEAST_BYTES = 24;

    public static final int MOST_BYTES = 64;

    private static final int USUAL_BYTES = 32;

    private final byte[] bytes;

    /** @throws IllegalArgumentException unless they are 24 to 64 */
    public WebhookSecret(byte[] bytes) {
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a webhook's secret has 24 to 64 bytes");
        }
        this.bytes = bytes.clone();
    }

    /** @param random unpredictable */
    public static WebhookSecret fresh(RandomGenerator random) {
        byte[] bytes = new byte[USUAL_BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(bytes);
    }

    /** Reads the text form; empty for anything else. */
    public static Optional<WebhookSecret> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length()))));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The form that people and libraries are given. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookSecret secret && Arrays.equals(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
