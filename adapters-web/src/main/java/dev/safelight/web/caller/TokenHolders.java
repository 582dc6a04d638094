package dev.safelight.web.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.SignedJWT;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Problem;
import io.javalin.http.Context;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Users who bring a JSON Web Token (RFC 7519) of an issuer that we trust. The token says who; we say with what it must be
 * signed. Until its signature is found right, nothing that it says is believed or told back.
 */
public final class TokenHolders implements Owners {

    /** Issuers' clocks and ours may differ by as much. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** Far above any token in use; what is longer is not looked into. */
    static final int LONGEST = 8 * 1024;

    private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

    private final TokenKeys keys;
    private final Optional<String> issuer;
    private final Optional<String> audience;
    private final InstantSource clock;

    TokenHolders(TokenKeys keys, Optional<String> issuer, Optional<String> audience, InstantSource clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.clock = clock;
    }

    /** @param terms as they were chosen */
    public static TokenHolders of(Authentication.Jwt terms, InstantSource clock) {
        TokenKeys keys = switch (terms.keys()) {
            case Authentication.Keys.Shared shared -> new SharedKey(shared);
            case Authentication.Keys.Published published -> new PublishedKeys(published.url(), clock);
        };
        return new TokenHolders(keys, terms.issuer(), terms.audience(), clock);
    }

    @Override
    public OwnerId of(Context ctx) {
        String token =
                Bearer.of(ctx).orElseThrow(() -> Bearer.missing("This needs a token, as Authorization: Bearer."));
        return owner(token);
    }

    /** @throws Problem for a token that is not good, or not good now */
    OwnerId owner(String token) {
        Claims claims = signedClaims(token).orElseThrow(TokenHolders::refused);
        boolean meant =
                issuer.map(wanted -> claims.text("iss").filter(wanted::equals).isPresent())
                                .orElse(true)
                        && audience.map(claims::isFor).orElse(true);
        Optional<String> subject = claims.text("sub").filter(Owners::canBeName);
        if (!meant || subject.isEmpty() || !hasBegun(claims)) {
            throw refused();
        }
        if (hasExpired(claims)) {
            throw Bearer.invalid("The token has expired."); // its holder may know, and fetches another
        }
        return Owners.user(subject.get());
    }

    /** What it says, when it is signed as it must be, and has an end: one without would be good for ever. */
    private Optional<Claims> signedClaims(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JOSEObjectType type = jwt.getHeader().getType();
            boolean plain = jwt.getHeader().getCriticalParams() == null && (type == null || TYPES.contains(type));
            return plain && keys.signed(jwt)
                    ? Optional.ofNullable(jwt.getPayload().toJSONObject())
                            .map(Claims::new)
                            .filter(claims -> claims.time("exp").isPresent())
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException notAToken) {
            return Optional.empty();
        }
    }

    private boolean hasBegun(Claims claims) {
        Instant latest = clock.instant().plus(SKEW);
        return Stream.of("nbf", "iat").allMatch(name -> isNotAfter(claims, name, latest));
    }

    private static boolean isNotAfter(Claims claims, String name, Instant latest) {
        try {
            return claims.time(name).filter(time -> time.isAfter(latest)).isEmpty();
        } catch (IllegalArgumentException noTime) {
            return false;
        }
    }

    private boolean hasExpired(Claims claims) {
        return !claims.time("exp").orElseThrow().plus(SKEW).isAfter(clock.instant());
    }

    /** The same for everything that can be wrong, so that it tells forgers nothing. */
    private static Problem refused() {
        return Bearer.invalid("The token is not one that this server accepts.");
    }
}
