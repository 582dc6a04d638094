package dev.safelight.web.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;

/** What tokens must be signed with. Which algorithms that allows is decided here, never by the token. */
sealed interface TokenKeys permits SharedKey, PublishedKeys {

    /**
     * Whether it was signed by who may.
     *
     * @throws JOSEException when the signature cannot even be checked; it is wrong then
     * @throws dev.safelight.application.Outage when we do not know the keys at present
     */
    boolean signed(SignedJWT token) throws JOSEException;
}
