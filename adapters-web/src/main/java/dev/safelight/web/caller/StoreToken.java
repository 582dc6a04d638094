package dev.safelight.web.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The store that tells of uploads: whoever has the token. It comes as {@code Authorization: Bearer}, bare as older MinIOs
 * send it, or as the password of {@code Basic}, which is all that SNS can do, and only after it was asked for.
 */
public final class StoreToken {

    private static final String CHALLENGE = "Basic realm=\"storage events\"";

    private final Optional<byte[]> token;

    /** @param token empty when no store is to tell us anything */
    public StoreToken(Optional<String> token) {
        this.token = token.map(text -> text.getBytes(UTF_8));
    }

    /** @throws Problem unless the request brings the token; compared in a time that tells nothing of it */
    void check(Context ctx) {
        byte[] expected = token.orElseThrow(() -> Problem.of(ProblemCode.STORAGE_EVENTS_DISABLED));
        boolean right = Optional.ofNullable(ctx.header("Authorization"))
                .map(StoreToken::given)
                .filter(text -> MessageDigest.isEqual(text.getBytes(UTF_8), expected))
                .isPresent();
        if (!right) {
            throw Problem.of(ProblemCode.UNAUTHORIZED, "This needs the storage events token.")
                    .with("WWW-Authenticate", CHALLENGE);
        }
    }

    private static String given(String header) {
        String[] parts = header.strip().split(" +", 2);
        return switch (parts.length == 2 ? parts[0].toLowerCase(Locale.ROOT) : "") {
            case "bearer" -> parts[1];
            case "basic" -> password(parts[1]);
            default -> header.strip();
        };
    }

    private static String password(String credentials) {
        try {
            String decoded = new String(Base64.getDecoder().decode(credentials), UTF_8);
            return decoded.substring(decoded.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
