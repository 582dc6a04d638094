package dev.safelight.web.caller;

import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Those who may overrule: whoever has the key. */
public final class Operators {

    private static final String BEARER = "Bearer ";

    private final Optional<byte[]> key;

    /** @param key empty when nobody is to be an operator */
    public Operators(Optional<String> key) {
        this.key = key.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Problem unless the request brings the key, as {@code Authorization: Bearer} or {@code X-Operator-Key} */
    void check(Context ctx) {
        byte[] expected = key.orElseThrow(() -> Problem.of(ProblemCode.OPERATORS_DISABLED));
        boolean right = given(ctx)
                .filter(text -> MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), expected))
                .isPresent();
        if (!right) {
            throw Problem.of(ProblemCode.UNAUTHORIZED, "This needs the operator key.")
                    .with("WWW-Authenticate", "Bearer");
        }
    }

    private static Optional<String> given(Context ctx) {
        return Optional.ofNullable(ctx.header("X-Operator-Key"))
                .or(() -> Optional.ofNullable(ctx.header("Authorization"))
                        .filter(header -> header.startsWith(BEARER))
                        .map(header -> header.substring(BEARER.length()).strip()));
    }
}
