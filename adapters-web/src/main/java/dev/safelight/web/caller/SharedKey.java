package dev.safelight.web.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;

/** HS256 with a secret that the issuer shares with us, and nothing else. */
final class SharedKey implements TokenKeys {

    private final byte[] secret;

    SharedKey(Authentication.Keys.Shared shared) {
        this.secret = shared.secret().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean signed(SignedJWT token) throws JOSEException {
        return JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()) && token.verify(new MACVerifier(secret));
    }
}
