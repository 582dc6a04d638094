package dev.safelight.storage.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Requests of our own, made with URLs that we sign for ourselves: for what the library does not ask, or not so. */
final class S3SignedRequests {

    private static final Duration VALID = Duration.ofMinutes(5);
    private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");

    private final S3Presigner presigner;
    private final OkHttpClient http;
    private final InstantSource clock;

    S3SignedRequests(S3Settings settings, OkHttpClient http, InstantSource clock) {
        this.presigner = new S3Presigner(settings.asWeSeeIt());
        this.http = http;
        this.clock = clock;
    }

    /**
     * The body of the answer.
     *
     * @param key empty for the bucket itself
     */
    String get(String key, Map<String, String> query, Map<String, String> headers) throws S3Refusal {
        Request.Builder request = signed("GET", key, query, headers).get();
        return send("get " + key, request.build());
    }

    /** Stores as a client does, with these headers and {@code Content-Length} under the signature. */
    void put(String key, Map<String, String> headers, byte[] bytes) throws S3Refusal {
        Map<String, String> signed = new HashMap<>(headers);
        signed.put("Content-Length", Integer.toString(bytes.length));
        Request.Builder request = signed("PUT", key, Map.of(), signed).put(RequestBody.create(bytes));
        send("put " + key, request.build());
    }

    /**
     * Stores one part of an upload, at once and on this thread, which may be interrupted meanwhile.
     *
     * @param checksum a header that tells the hash of the part
     * @return the part's ETag, with its quotes
     */
    String putPart(String key, String uploadId, int number, Map<String, String> checksum, byte[] bytes, int length)
            throws S3Refusal {
        Map<String, String> query = Map.of("partNumber", Integer.toString(number), "uploadId", uploadId);
        Map<String, String> signed = new HashMap<>(checksum);
        signed.put("Content-Length", Integer.toString(length));
        Request request = signed("PUT", key, query, signed)
                .put(new PartBody(bytes, length))
                .build();
        return send(
                "write part " + number + " of " + key,
                request,
                response -> Optional.ofNullable(response.header("ETag")).orElse(""));
    }

    private Request.Builder signed(String method, String key, Map<String, String> query, Map<String, String> headers) {
        Request.Builder request = new Request.Builder()
                .url(presigner
                        .sign(method, key, headers, query, clock.instant(), VALID)
                        .toString());
        headers.forEach(request::header);
        return request;
    }

    private String send(String what, Request request) throws S3Refusal {
        return send(what, request, response -> response.body().string());
    }

    private String send(String what, Request request, Reading reading) throws S3Refusal {
        try (Response response = http.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new S3Refusal(response.code(), code(response.body().string()));
            }
            return reading.of(response);
        } catch (IOException failed) {
            throw S3Refusal.unanswered(what, failed);
        }
    }

    /** What we want of an answer. */
    private interface Reading {
        String of(Response response) throws IOException;
    }

    /** Gives its bytes by the piece: given at once, they would be copied at once, all of them. */
    private static final class PartBody extends RequestBody {

        private static final int PIECE = 64 << 10;

        private final byte[] bytes;
        private final int length;

        PartBody(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }

        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            for (int sent = 0; sent < length; sent += PIECE) {
                sink.write(bytes, sent, Math.min(PIECE, length - sent));
            }
        }
    }

    private static String code(String body) {
        Matcher code = CODE.matcher(body);
        return code.find() ? code.group(1) : "";
    }
}
