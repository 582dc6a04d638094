package dev.safelight.web.caller;

import dev.safelight.application.secret.Secrets;
import dev.safelight.domain.image.OwnerId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The tokens by which anonymous visitors are known again: a random name, signed, so that nobody can choose one. */
final class OwnerTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "anonymous:";
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

    private final Secrets secrets;
    private volatile @Nullable SecretKeySpec known;

    OwnerTokens(Secrets secrets) {
        this.secrets = secrets;
    }

    /** @param name 22 characters of Base64url */
    String sign(String name) {
        return name + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature(name));
    }

    /** The token by which {@code owner} is known. Only for an owner of our own making, see {@link #owner}. */
    String tokenOf(OwnerId owner) {
        return sign(owner.value().substring(PREFIX.length()));
    }

    /** Whether it is an owner of our own making. */
    static boolean isOurs(OwnerId owner) {
        return owner.value().startsWith(PREFIX);
    }

    /** Whose token it is; empty when we never made it. */
    Optional<OwnerId> verify(String token) {
        Matcher match = FORM.matcher(token);
        if (!match.matches()) {
            return Optional.empty();
        }
        byte[] claimed = Base64.getUrlDecoder().decode(match.group(2));
        return MessageDigest.isEqual(claimed, signature(match.group(1)))
                ? Optional.of(owner(match.group(1)))
                : Optional.empty();
    }

    /** The owner that {@link #sign} gives a token for. */
    static OwnerId owner(String name) {
        return new OwnerId(PREFIX + name);
    }

    private byte[] signature(String name) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return mac.doFinal(name.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    /** Asked for when it is first needed, so that the server can start while the database is down. */
    private SecretKeySpec key() {
        SecretKeySpec key = known;
        if (key == null) {
            key = new SecretKeySpec(secrets.key("cookie"), ALGORITHM);
            known = key;
        }
        return key;
    }
}
