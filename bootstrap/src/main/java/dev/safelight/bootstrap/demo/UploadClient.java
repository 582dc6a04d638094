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

/** One visitor of a Safelight, through its public API; known to it by a cookie. */
public final class UploadClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public UploadClient(URI base) {
        this.base = base;
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
        return send(request);
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Reply(response.statusCode(), JSON.readTree(response.body()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
