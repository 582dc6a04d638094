package dev.safelight.web.caller;

/** Tokens for tests of other packages. */
public final class Tokens {

    private Tokens() {}

    /** A good one for this user. */
    public static String of(String user, String secret) {
        return Issuer.hs256(secret, Issuer.with(claims -> claims.subject(user)));
    }
}
