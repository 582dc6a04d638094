package dev.safelight.web.caller;

import dev.safelight.application.secret.Secrets;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Problem;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Visitors need no account: whoever comes without a token gets one, as a cookie. Who has no use for cookies sends the same
 * token as {@code Authorization: Bearer}.
 */
public final class Visitors implements Owners {

    /** The name of the cookie. */
    public static final String COOKIE = "safelight";

    /**
     * Tells the page, which cannot see {@link #COOKIE}, that the browser was not known. Browsers keep a new cookie in memory
     * for half a minute; one that is killed meanwhile comes back as somebody new, and its page can put that right.
     */
    public static final String NEW = "safelight-new";

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final OwnerTokens tokens;
    private final ClientAddress address;
    private final boolean alwaysSecure;
    private final RandomGenerator random;

    /**
     * @param alwaysSecure whether clients come by https, whatever it looks like from here
     * @param random must be unpredictable: who guesses a name still lacks its signature, but names must not repeat
     */
    public Visitors(Secrets secrets, ClientAddress address, boolean alwaysSecure, RandomGenerator random) {
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
    @Override
    public OwnerId of(Context ctx) {
        Optional<String> bearer = Bearer.of(ctx);
        if (bearer.isPresent()) {
            return tokens.verify(bearer.get())
                    .orElseThrow(() -> Bearer.invalid("The bearer token is not one that this server gave out."));
        }
        return Optional.ofNullable(ctx.cookie(COOKIE)).flatMap(tokens::verify).orElseGet(() -> welcome(ctx));
    }

    /** Also renews the cookie, and tells who is new that it is so. */
    @Override
    public void greet(Context ctx) {
        Optional<String> token = Optional.ofNullable(ctx.cookie(COOKIE))
                .filter(cookie -> tokens.verify(cookie).isPresent());
        if (token.isPresent()) {
            remember(ctx, token.get());
        } else {
            welcome(ctx);
            ctx.cookie(cookie(ctx, NEW, "1", MINUTE));
        }
    }

    /** Whether the browser is known already, as somebody else than {@code owner}. */
    public boolean isAnother(Context ctx, OwnerId owner) {
        return Optional.ofNullable(ctx.cookie(COOKIE))
                .flatMap(tokens::verify)
                .filter(known -> !known.equals(owner))
                .isPresent();
    }

    /** From now on the browser is known as {@code owner}, whoever it was before. */
    public void become(Context ctx, OwnerId owner) {
        remember(ctx, tokens.tokenOf(owner));
    }

    /** Whether {@code owner} is a visitor, and not one of the users that programs come for. */
    public static boolean isVisitor(OwnerId owner) {
        return OwnerTokens.isOurs(owner);
    }

    @Override
    public boolean byCookie() {
        return true;
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
        Cookie cookie = cookie(ctx, COOKIE, token, YEAR);
        cookie.setHttpOnly(true);
        ctx.cookie(cookie);
    }

    private Cookie cookie(Context ctx, String name, String value, Duration age) {
        Cookie cookie = new Cookie(name, value);
        cookie.setMaxAge((int) age.toSeconds());
        cookie.setSecure(alwaysSecure || address.isSecure(ctx));
        cookie.setSameSite(SameSite.LAX);
        return cookie;
    }
}
