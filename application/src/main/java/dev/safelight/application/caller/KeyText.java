package dev.safelight.application.caller;

import dev.safelight.domain.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the holder of a key sends: {@code sk_}, the key's id, and its secret. Shown once and kept nowhere; we keep a SHA-256
 * of the secret. A plain one is enough: slow and salted hashes protect what people choose, and nobody guesses 256 random
 * bits, however fast each guess is.
 */
public final class KeyText {

    /** What each begins with, so that scanners for leaked secrets find it, and nobody takes it for another token. */
    public static final String PREFIX = "sk_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-z]{12})_([A-Za-z0-9_-]{43})");
    private static final int ID_LENGTH = 12;
    private static final String ID_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final String id;
    private final String secret;

    private KeyText(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** A fresh one. */
    static KeyText random(RandomGenerator random) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return new KeyText(
                id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty for what cannot be a key of ours. */
    static Optional<KeyText> parse(String text) {
        Matcher match = FORM.matcher(text);
        return match.matches() ? Optional.of(new KeyText(match.group(1), match.group(2))) : Optional.empty();
    }

    /** Whether it means to be a key, rather than any other kind of token. */
    public static boolean looksLikeOne(String text) {
        return text.startsWith(PREFIX);
    }

    String id() {
        return id;
    }

    /** What is kept of it. */
    Sha256 hash() {
        return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether {@code kept} was made of this secret; takes as long whether or not. */
    boolean hasHash(Sha256 kept) {
        return MessageDigest.isEqual(
                hash().hex().getBytes(StandardCharsets.US_ASCII), kept.hex().getBytes(StandardCharsets.US_ASCII));
    }

    /** The whole, for its holder alone. */
    public String reveal() {
        return PREFIX + id + "_" + secret;
    }

    /** Without the secret, wherever it is printed. */
    @Override
    public String toString() {
        return PREFIX + id + "_(hidden)";
    }
}
