package dev.safelight.web.caller;

import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code Authorization: Bearer}, and how it is refused (RFC 6750). */
final class Bearer {

    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** What the request brings; a browser never adds it by itself. */
    static Optional<String> of(Context ctx) {
        return Optional.ofNullable(ctx.header("Authorization"))
                .filter(header -> header.regionMatches(/* ignoreCase= */ true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    /** There is none, and one is needed. */
    static Problem missing(String detail) {
        return Problem.of(ProblemCode.UNAUTHORIZED, detail).with("WWW-Authenticate", "Bearer");
    }

    /** There is one, and it is no good. The detail says nothing that helps to make a better one. */
    static Problem invalid(String detail) {
        return Problem.of(ProblemCode.UNAUTHORIZED, detail).with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
