package dev.safelight.web.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.safelight.application.testing.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Somebody who makes tokens, and publishes keys on a server of its own that can fail in many ways. */
final class Issuer implements AutoCloseable {

    static final RSAKey RSA = rsa("rsa", 2048);
    static final ECKey EC = ec("ec");
    static final KeyPair ED = ed();
    static final Instant NOW = TestClock.START;

    /** How many have asked for the keys. */
    final AtomicInteger asked = new AtomicInteger();

    private final HttpServer server;
    private volatile String published = "";
    private volatile int status = 200;

    Issuer() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            byte[] body = published.getBytes(StandardCharsets.UTF_8);
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            byte[] body = set(RSA).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    Issuer publishing(JWK... keys) {
        return saying(200, set(keys));
    }

    Issuer saying(int newStatus, String body) {
        this.published = body;
        this.status = newStatus;
        return this;
    }

    void goDown() {
        saying(503, "");
    }

    static String set(JWK... keys) {
        return new JWKSet(Arrays.stream(keys).toList()).toString(/* publicKeysOnly= */ true);
    }

    static RSAKey rsa(String kid, int bits) {
        try {
            return new RSAKeyGenerator(bits, /* allowWeakKeys= */ true)
                    .keyID(kid)
                    .generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static KeyPair ed() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The key of Ed25519 as it is published: its last 32 bytes are the point. */
    static OctetKeyPair edPublished() {
        byte[] encoded = ((EdECPublicKey) ED.getPublic()).getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                .keyID("ed")
                .build();
    }

    /** Good for an hour, of the user anna. */
    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("anna")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(3600)));
    }

    static JWTClaimsSet with(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(claims()).build();
    }

    static String hs256(String secret, JWTClaimsSet claims) {
        return mac(JWSAlgorithm.HS256, secret.getBytes(StandardCharsets.UTF_8), claims);
    }

    static String mac(JWSAlgorithm algorithm, byte[] secret, JWTClaimsSet claims) {
        try {
            return sign(new JWSHeader.Builder(algorithm), new MACSigner(secret), claims);
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String rs256(RSAKey key, JWTClaimsSet claims) {
        return signed(JWSAlgorithm.RS256, key, claims);
    }

    static String signed(JWSAlgorithm algorithm, JWK key, JWTClaimsSet claims) {
        try {
            JWSSigner signer = key instanceof RSAKey rsa
                    ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                    : new ECDSASigner(key.toECKey());
            return sign(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()), signer, claims);
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String sign(JWSHeader.Builder header, JWSSigner signer, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(header.build(), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String edSigned(String algorithm, JWTClaimsSet claims) {
        try {
            String content = parts("{\"alg\":\"" + algorithm + "\",\"kid\":\"ed\"}", claims.toString());
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(ED.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The first two parts of a token, of whatever they say. */
    static String parts(String header, String claims) {
        return String.join(
                ".",
                List.of(
                        Base64URL.encode(header).toString(),
                        Base64URL.encode(claims).toString()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
