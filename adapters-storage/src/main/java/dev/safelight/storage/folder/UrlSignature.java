package dev.safelight.storage.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what a URL permits: the method, the key and every term in its query, so that none of them can be changed, added
 * or left out. HMAC-SHA256; compared in constant time. Safe for any number of threads.
 */
final class UrlSignature {

    /** The length of the secret, in bytes: that of the hash, more would not make it stronger. */
    static final int SECRET_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String NAME = "signature";
    /** Keeps a signature of ours from meaning anything wherever else the same secret should be used. */
    private static final String PURPOSE = "safelight object url 1";

    private final SecretKeySpec secret;

    /** @throws IllegalArgumentException unless the secret has {@link #SECRET_LENGTH} bytes */
    UrlSignature(byte[] secret) {
        if (secret.length != SECRET_LENGTH) {
            throw new IllegalArgumentException("the secret for signed URLs has " + SECRET_LENGTH + " bytes");
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The query of a signed URL: the terms and the signature. */
    String query(String method, String key, Map<String, String> terms) {
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(sign(method, key, terms));
        return encode(terms) + "&" + NAME + "=" + signature;
    }

    /** Whether a decoded query was made by {@link #query} for this method and key. */
    boolean isOurs(String method, String key, Map<String, String> query) {
        Map<String, String> terms = new TreeMap<>(query);
        String signature = terms.remove(NAME);
        if (signature == null) {
            return false;
        }
        String expected = Base64.getUrlEncoder().withoutPadding().encodeToString(sign(method, key, terms));
        return MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    private byte[] sign(String method, String key, Map<String, String> terms) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(
                    String.join("\n", PURPOSE, method, key, encode(terms)).getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static String encode(Map<String, String> terms) {
        return new TreeMap<>(terms)
                .entrySet().stream()
                        .map(term -> encode(term.getKey()) + "=" + encode(term.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
