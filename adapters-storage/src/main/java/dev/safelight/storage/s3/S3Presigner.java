package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.domain.image.Sha256;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs S3 URLs: AWS Signature Version 4 in the query string. Our own because the library's leaves the content's length
 * and type out of what it signs, and they are what makes an upload the one that was promised.
 */
final class S3Presigner {

    /** The longest that S3 lets a URL live. */
    static final Duration MAX_VALIDITY = Duration.ofDays(7);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final S3Settings settings;
    private final String host;

    S3Presigner(S3Settings settings) {
        this.settings = settings;
        this.host = (settings.pathStyle() ? "" : settings.bucket() + ".") + hostHeader(settings.publicEndpoint());
    }

    /**
     * @param headers that the request must carry exactly so; {@code Host} is added
     * @param query to send along, signed like everything else
     * @param now to the second; fractions are cut off
     * @throws IllegalArgumentException when it would be valid for longer than {@link #MAX_VALIDITY}
     */
    URI sign(
            String method,
            String key,
            Map<String, String> headers,
            Map<String, String> query,
            Instant now,
            Duration validFor) {
        if (validFor.compareTo(MAX_VALIDITY) > 0) {
            throw new IllegalArgumentException("a signed URL is valid for at most " + MAX_VALIDITY);
        }
        SortedMap<String, String> signedHeaders = canonical(headers);
        String names = String.join(";", signedHeaders.keySet());
        String scope = String.join("/", DAY.format(now), settings.region(), "s3", "aws4_request");
        SortedMap<String, String> terms = new TreeMap<>(query);
        terms.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        terms.put("X-Amz-Credential", settings.accessKey() + "/" + scope);
        terms.put("X-Amz-Date", SECOND.format(now));
        terms.put("X-Amz-Expires", Long.toString(validFor.toSeconds()));
        terms.put("X-Amz-SignedHeaders", names);

        String path = path(key);
        String canonicalQuery = join(terms);
        String request =
                String.join("\n", method, path, canonicalQuery, lines(signedHeaders), names, "UNSIGNED-PAYLOAD");
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", SECOND.format(now), scope, sha256(request));
        String signature = HexFormat.of().formatHex(hmac(signingKey(now), toSign));
        return URI.create(settings.publicEndpoint().getScheme() + "://" + host + path + "?" + canonicalQuery
                + "&X-Amz-Signature=" + signature);
    }

    private byte[] signingKey(Instant now) {
        byte[] day = hmac(("AWS4" + settings.secretKey()).getBytes(UTF_8), DAY.format(now));
        return hmac(hmac(hmac(day, settings.region()), "s3"), "aws4_request");
    }

    private SortedMap<String, String> canonical(Map<String, String> headers) {
        SortedMap<String, String> canonical = new TreeMap<>();
        headers.forEach((name, value) ->
                canonical.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
        canonical.put("host", host);
        return canonical;
    }

    private String path(String key) {
        String path = settings.pathStyle() ? settings.bucket() + "/" + key : key;
        return "/" + Arrays.stream(path.split("/", -1)).map(S3Presigner::encode).collect(Collectors.joining("/"));
    }

    /** As clients send it: without a port that goes without saying. */
    private static String hostHeader(URI endpoint) {
        boolean usual =
                endpoint.getPort() == -1 || endpoint.getPort() == ("https".equals(endpoint.getScheme()) ? 443 : 80);
        return endpoint.getHost() + (usual ? "" : ":" + endpoint.getPort());
    }

    private static String lines(SortedMap<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String join(SortedMap<String, String> terms) {
        return terms.entrySet().stream()
                .map(term -> encode(term.getKey()) + "=" + encode(term.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** RFC 3986, where {@link URLEncoder} follows the rules for forms. */
    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String sha256(String text) {
        return Sha256.of(text.getBytes(UTF_8)).hex();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
