package dev.safelight.storage.s3;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Requests that are made to see how the store answers: also wrong ones, which it should refuse. No redirect is followed.
 * Each is answered within 8 s or fails.
 */
final class S3Trial {

    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Duration VALID = Duration.ofMinutes(5);

    private final S3Settings settings;
    private final OkHttpClient http;
    private final InstantSource clock;
    private final Set<String> keys = new TreeSet<>();

    /** @param settings whose public endpoint is asked */
    S3Trial(S3Settings settings, OkHttpClient http, InstantSource clock) {
        this.settings = settings;
        this.http = http.newBuilder()
                .callTimeout(LIMIT)
                .followRedirects(false)
                .retryOnConnectionFailure(true)
                .build();
        this.clock = clock;
    }

    /** What the store said. */
    record Reply(int status, Headers headers, String body) {

        boolean isGood() {
            return status / 100 == 2;
        }

        /** The content of the first element of this name, or nothing. */
        String element(String name) {
            Matcher found =
                    Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(body);
            return found.find() ? found.group(1) : "";
        }

        String header(String name) {
            String value = headers.get(name);
            return value == null ? "" : value;
        }

        /** As one says it: {@code 403 AccessDenied}. */
        @Override
        public String toString() {
            return (status + " " + element("Code")).strip();
        }
    }

    /** A wish to be signed. */
    record Asked(String method, String key, Map<String, String> query, Map<String, String> headers) {

        static Asked get(String key) {
            return new Asked("GET", key, Map.of(), Map.of());
        }

        /** Of the bucket itself. */
        static Asked ofBucket(Map<String, String> query) {
            return new Asked("GET", "", query, Map.of());
        }
    }

    URI endpoint() {
        return settings.publicEndpoint();
    }

    /** Signs it as it should be and sends it. */
    Reply ask(Asked asked) throws IOException {
        return send(asked, sign(settings, asked, clock.instant(), VALID), new byte[0]);
    }

    /** Stores as a client does: these headers and the length are signed. */
    Reply put(String key, Map<String, String> headers, byte[] bytes) throws IOException {
        return put(key, headers, bytes.length, bytes, headers);
    }

    /** Signs one thing and sends another. */
    Reply put(String key, Map<String, String> signed, int signedLength, byte[] bytes, Map<String, String> sent)
            throws IOException {
        Map<String, String> all = new HashMap<>(signed);
        all.put("Content-Length", Integer.toString(signedLength));
        URI url = sign(settings, new Asked("PUT", key, Map.of(), all), clock.instant(), VALID);
        return send(new Asked("PUT", key, Map.of(), sent), url, bytes);
    }

    /** Signs it with another secret. */
    Reply askWithWrongSecret(Asked asked) throws IOException {
        S3Settings wrong = new S3Settings(
                settings.endpoint(),
                settings.publicEndpoint(),
                settings.region(),
                settings.bucket(),
                settings.accessKey(),
                settings.secretKey() + "x",
                settings.pathStyle());
        return send(asked, sign(wrong, asked, clock.instant(), VALID), new byte[0]);
    }

    /** Sends what was signed so long ago that it is no longer valid. */
    Reply askTooLate(Asked asked, Duration ago) throws IOException {
        return send(asked, sign(settings, asked, clock.instant().minus(ago), Duration.ofMinutes(1)), new byte[0]);
    }

    /** Sends it without a signature, as strangers and browsers do. */
    Reply askUnsigned(Asked asked) throws IOException {
        String signed = sign(settings, asked, clock.instant(), VALID).toString();
        String query = asked.query().isEmpty()
                ? ""
                : "?"
                        + String.join(
                                "&",
                                asked.query().entrySet().stream()
                                        .map(term -> term.getKey() + "=" + S3Presigner.encode(term.getValue()))
                                        .toList());
        return send(asked, URI.create(signed.substring(0, signed.indexOf('?')) + query), new byte[0]);
    }

    private static URI sign(S3Settings settings, Asked asked, Instant now, Duration valid) {
        return new S3Presigner(settings).sign(asked.method(), asked.key(), asked.headers(), asked.query(), now, valid);
    }

    private Reply send(Asked asked, URI url, byte[] bytes) throws IOException {
        boolean writes = asked.method().equals("PUT") || asked.method().equals("POST");
        if (writes) {
            keys.add(asked.key());
        }
        Request.Builder request = new Request.Builder()
                .url(url.toString())
                .method(asked.method(), writes ? RequestBody.create(bytes) : null);
        asked.headers().forEach(request::header);
        try (Response response = http.newCall(request.build()).execute()) {
            return new Reply(
                    response.code(), response.headers(), response.body().string());
        }
    }

    /** Where it may have left objects. */
    Set<String> keys() {
        return Set.copyOf(keys);
    }
}
