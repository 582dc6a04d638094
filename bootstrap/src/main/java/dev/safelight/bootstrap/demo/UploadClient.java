package dev.safelight.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One visitor of a Safelight, through its public API; known to it by a cookie. */
public final class UploadClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How often the same is said at most, when we are told to come again. */
    private static final int TRIES = 5;

    private final URI base;
    private final Consumer<String> notices;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public UploadClient(URI base) {
        this(base, nobodyListens -> {});
    }

    /** @param notices hears why we wait, when we are told to */
    public UploadClient(URI base, Consumer<String> notices) {
        this.base = base;
        this.notices = notices;
    }

    /** What came back. */
    public record Reply(int status, JsonNode body) {}

    /** Whether a Safelight answers there and is ready. */
    public boolean isReady() throws InterruptedException {
        try {
            Reply reply = get("/readyz");
            return reply.status() == 200 && reply.body().path("status").asText().equals("ready");
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    /** Asks for a place for a photo. */
    public Reply sign(String filename, String contentType, long size) throws IOException, InterruptedException {
        return post(
                "/v1/uploads/sign", Map.of("filename", filename, "contentType", contentType, "size", size), Map.of());
    }

    /** Puts the bytes where a signature says. */
    public int put(JsonNode signed, byte[] bytes) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(signed.path("uploadUrl").asText()))
                .timeout(PATIENCE)
                .PUT(BodyPublishers.ofByteArray(bytes));
        signed.path("headers").properties().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Content-Length"))
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /**
     * Says that the bytes are there.
     *
     * @param wait how long to wait for the verdict, at most; zero not to wait
     */
    public Reply complete(String imageId, Duration wait) throws IOException, InterruptedException {
        Map<String, String> headers = wait.isZero() ? Map.of() : Map.of("Prefer", "wait=" + wait.toSeconds());
        return post("/v1/uploads/complete", Map.of("imageId", imageId), headers);
    }

    public Reply get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).GET());
    }

    private Reply post(String path, Map<String, Object> body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        headers.forEach(request::header);
        return sendPatiently(request.build());
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return reply(http.send(request.build(), BodyHandlers.ofByteArray()));
    }

    private Reply sendPatiently(HttpRequest request) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            Reply reply = reply(response);
            OptionalLong wait = retryAfter(response);
            if (wait.isEmpty() || attempt == TRIES) {
                return reply;
            }
            notices.accept(reply.body().path("title").asText() + "; trying again in " + wait.getAsLong() + " s");
            pause(wait.getAsLong());
        }
    }

    private static Reply reply(HttpResponse<byte[]> response) throws IOException {
        return new Reply(response.statusCode(), JSON.readTree(response.body()));
    }

    /** In seconds; empty unless there is too much at the moment. */
    private static OptionalLong retryAfter(HttpResponse<?> response) {
        boolean mayPass = response.statusCode() == 429 || response.statusCode() == 503;
        return mayPass ? response.headers().firstValueAsLong("Retry-After") : OptionalLong.empty();
    }

    private static void pause(long seconds) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        if (never.await(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody can have counted down");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
