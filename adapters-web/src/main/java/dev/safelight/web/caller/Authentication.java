package dev.safelight.web.caller;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How users are told apart. Programs with an API key, and operators with theirs, are known whichever is chosen.
 *
 * <p>Owners of the one kind are never owners of another: their names begin with {@code anonymous:}, which only we give out,
 * or with {@code user:}.
 */
public sealed interface Authentication {

    /** By a name that we give to everybody who comes without one. */
    record Anonymous() implements Authentication {}

    /**
     * By a token of somebody who knows them.
     *
     * @param issuer that tokens must name; empty when any will do
     * @param audience that tokens must be made for; empty when they may be for anybody
     */
    record Jwt(Keys keys, Optional<String> issuer, Optional<String> audience) implements Authentication {}

    /** Not by us: only programs with an API key come, and each says for which of its users. */
    record ApiKeysOnly() implements Authentication {}

    /** What tokens are signed with. One of these, so that no token can choose. */
    sealed interface Keys {

        /** A secret that we and the issuer share, for HS256. */
        record Shared(String secret) implements Keys {

            /** RFC 7518, section 3.2: no shorter than the hash. */
            public static final int SHORTEST = 32;

            public Shared {
                if (secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST) {
                    throw new IllegalArgumentException("a secret has at least " + SHORTEST + " bytes");
                }
            }

            @Override
            public String toString() {
                return "(hidden)";
            }
        }

        /**
         * Keys that the issuer publishes as a JWK set.
         *
         * @param url https, unless it is on this machine
         */
        record Published(URI url) implements Keys {
            public Published {
                if (!isSafe(url)) {
                    throw new IllegalArgumentException(url + " is neither https nor on this machine");
                }
            }

            /** Whoever can change on the way what we hear from there can be every user. */
            public static boolean isSafe(URI url) {
                String host = String.valueOf(url.getHost());
                boolean here = host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
                return url.getHost() != null
                        && ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && here));
            }
        }
    }
}
