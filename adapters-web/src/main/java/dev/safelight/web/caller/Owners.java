package dev.safelight.web.caller;

import dev.safelight.application.secret.Secrets;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Who owns what a request is about. Visitors need no account: whoever comes without a token gets one, as a cookie. Who
 * has no use for cookies sends the same token as {@code Authorization: Bearer}.
 */
public final class Owners {

    /** The name of the cookie. */
    public static final String COOKIE = "safelight";

    private static final Duration YEAR = Duration.ofDays(365);
    private static final String BEARER = "Bearer ";

    private final OwnerTokens tokens;
    private final ClientAddress address;
    private final boolean alwaysSecure;
    private final RandomGenerator random;

    /**
     * @param alwaysSecure whether clients come by https, whatever it looks like from here
     * @param random must be unpredictable: who guesses a name still lacks its signature, but names must not repeat
     */
    public Owners(Secrets secrets, ClientAddress address, boolean alwaysSecure, RandomGenerator random) {
        this.tokens = new OwnerTokens(secrets);
        this.address = address;
        this.alwaysSecure = alwaysSecure;
        this.random = random;
    }

    /**
     * The owner who asks. A cookie that is missing or was tampered with makes a new owner; a token that somebody took
     * the trouble to send must be right.
     *
     * @throws Problem for a bearer token that is not ours
     */
    public OwnerId of(Context ctx) {
        Optional<String> bearer = bearer(ctx);
        if (bearer.isPresent()) {
            return tokens.verify(bearer.get()).orElseThrow(Owners::unknown);
        }
        return Optional.ofNullable(ctx.cookie(COOKIE)).flatMap(tokens::verify).orElseGet(() -> welcome(ctx));
    }

    /** Makes sure that a browser has its cookie before its page asks for several things at once, and renews it. */
    public void greet(Context ctx) {
        Optional<String> token = Optional.ofNullable(ctx.cookie(COOKIE))
                .filter(cookie -> tokens.verify(cookie).isPresent());
        if (token.isPresent()) {
            remember(ctx, token.get());
        } else {
            welcome(ctx);
        }
    }

    /** Whether the request brings a credential that a browser would not have added by itself. */
    static boolean bringsToken(Context ctx) {
        return bearer(ctx).isPresent();
    }

    private static Optional<String> bearer(Context ctx) {
        return Optional.ofNullable(ctx.header("Authorization"))
                .filter(header -> header.regionMatches(/* ignoreCase= */ true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    private OwnerId welcome(Context ctx) {
        byte[] name = ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array();
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(name);
        remember(ctx, tokens.sign(encoded));
        return OwnerTokens.owner(encoded);
    }

    private void remember(Context ctx, String token) {
        Cookie cookie = new Cookie(COOKIE, token);
        cookie.setMaxAge((int) YEAR.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(alwaysSecure || address.isSecure(ctx));
        cookie.setSameSite(SameSite.LAX);
        ctx.cookie(cookie);
    }

    private static Problem unknown() {
        return Problem.of(ProblemCode.UNAUTHORIZED, "The bearer token is not one that this server gave out.")
                .with("WWW-Authenticate", "Bearer");
    }
}
