package dev.safelight.web.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;

/**
 * A published key that tokens may be signed with. Secrets are none, even if somebody publishes one: whatever HS256 can check
 * with, whoever reads it can sign with.
 *
 * @param algorithms that it may be used with, and no others
 */
record UsableKey(JWK jwk, JWSVerifier verifier, Set<JWSAlgorithm> algorithms) {

    /** All that any such key may be used with: none of them is {@code none}, and none checks with what it signs with. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    private static final int SHORTEST_RSA = 2048;

    /** Empty for a key of another kind, for another purpose, or too weak. */
    static Optional<UsableKey> of(JWK jwk) {
        if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
            return Optional.empty();
        }
        try {
            return switch (jwk) {
                case RSAKey rsa
                when rsa.size() >= SHORTEST_RSA ->
                    usable(rsa, new RSASSAVerifier(rsa.toRSAPublicKey()), JWSAlgorithm.RS256, JWSAlgorithm.PS256);
                case ECKey ec
                when ec.getCurve().equals(Curve.P_256) ->
                    usable(ec, new ECDSAVerifier(ec.toECPublicKey()), JWSAlgorithm.ES256);
                case OctetKeyPair okp
                when okp.getCurve().equals(Curve.Ed25519) ->
                    usable(okp, new Ed25519(okp), JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
                default -> Optional.empty();
            };
        } catch (JOSEException | GeneralSecurityException broken) {
            return Optional.empty();
        }
    }

    private static Optional<UsableKey> usable(JWK jwk, JWSVerifier verifier, JWSAlgorithm... algorithms) {
        return Optional.of(new UsableKey(jwk, verifier, Set.of(algorithms)));
    }

    /** Whether a token with this header may be signed with it: of its kind, of its name, of its algorithm if it has one. */
    boolean suits(JWSHeader header) {
        return algorithms.contains(header.getAlgorithm())
                && JWKMatcher.forJWSHeader(header).matches(jwk);
    }
}
