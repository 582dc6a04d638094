package dev.safelight.web.caller;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/** Signatures of Ed25519 by the JDK: the library would want another library for them. */
final class Ed25519 implements JWSVerifier {

    static final Set<JWSAlgorithm> NAMES = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    private static final int KEY_BYTES = 32;

    private final PublicKey key;
    private final JCAContext context = new JCAContext();

    /** @throws GeneralSecurityException when it is no point of the curve */
    Ed25519(OctetKeyPair jwk) throws GeneralSecurityException {
        byte[] x = jwk.getDecodedX();
        if (x.length != KEY_BYTES) {
            throw new GeneralSecurityException("a key of Ed25519 has " + KEY_BYTES + " bytes");
        }
        this.key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(x)));
    }

    /** RFC 8032, section 5.1.2: the least byte first, and the topmost bit tells which of the two x it is. */
    private static EdECPoint point(byte[] encoded) {
        byte[] y = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            y[i] = encoded[KEY_BYTES - 1 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7F;
        return new EdECPoint(odd, new BigInteger(1, y));
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature.decode());
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return NAMES;
    }

    @Override
    public JCAContext getJCAContext() {
        return context;
    }
}
