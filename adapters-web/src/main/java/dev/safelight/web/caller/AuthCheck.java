package dev.safelight.web.caller;

import dev.safelight.application.doctor.Notes;
import java.io.IOException;
import java.net.URI;

/** Looks at how users are told apart: whether it can work, and what it lets in that may not be meant. */
public final class AuthCheck {

    private final Authentication chosen;
    private final boolean operator;
    private final boolean open;

    /**
     * @param operator whether there is one
     * @param open whether others can reach us
     */
    public AuthCheck(Authentication chosen, boolean operator, boolean open) {
        this.chosen = chosen;
        this.operator = operator;
        this.open = open;
    }

    public void look(Notes notes) throws InterruptedException {
        switch (chosen) {
            case Authentication.Anonymous anonymous
            when open ->
                notes.advice(
                        "anybody who can reach us can upload, without an account",
                        "SAFELIGHT_AUTH=anonymous on an address that others can reach",
                        "If that is not meant: SAFELIGHT_AUTH=jwt or SAFELIGHT_AUTH=apikey, see docs/auth.md");
            case Authentication.Anonymous anonymous -> notes.ok("visitors of this machine need no account");
            case Authentication.Jwt jwt -> tokens(notes, jwt);
            case Authentication.ApiKeysOnly only
            when !operator ->
                notes.warning(
                        "only programs with an API key may come, and nobody can make one",
                        "SAFELIGHT_AUTH=apikey without SAFELIGHT_OPERATOR_KEY",
                        "SAFELIGHT_OPERATOR_KEY=$(openssl rand -hex 24), then POST /v1/ops/api-keys");
            case Authentication.ApiKeysOnly only -> notes.ok("only programs with an API key may come");
        }
    }

    private static void tokens(Notes notes, Authentication.Jwt jwt) throws InterruptedException {
        switch (jwt.keys()) {
            case Authentication.Keys.Shared shared -> notes.ok("users bring tokens that are signed with our secret");
            case Authentication.Keys.Published(URI url) -> {
                published(notes, url);
                if (jwt.audience().isEmpty()) {
                    notes.advice(
                            "tokens that the issuer made for others than us are good here too",
                            "SAFELIGHT_JWT_AUDIENCE is not set",
                            "SAFELIGHT_JWT_AUDIENCE=what our tokens have in aud");
                }
            }
        }
    }

    private static void published(Notes notes, URI url) throws InterruptedException {
        try {
            long usable = new KeySetFetch(url)
                    .fetch().stream().flatMap(key -> UsableKey.of(key).stream()).count();
            if (usable > 0) {
                notes.ok("the issuer's keys are there: " + usable, url.toString());
            } else {
                notes.error(
                        "the issuer publishes no key that we can use, so no token is good",
                        url.toString(),
                        "Let it sign by RS256, PS256, ES256 or EdDSA, with RSA keys of 2048 bits or more.");
            }
        } catch (IOException failure) {
            notes.error(
                    "the issuer's keys cannot be fetched: no user can come in, or not for long",
                    String.valueOf(failure.getMessage()),
                    "Correct SAFELIGHT_JWT_JWKS_URL, or let this machine reach it.");
        }
    }
}
