package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Somebody with a cookie jar, who uploads photos and asks what became of them. Failing to connect is thrown unchecked. */
final class Visitor {

    /** An upload that came to an end. */
    static final Set<String> FINAL = Set.of("ACCEPTED", "REJECTED", "UPLOAD_FAILED", "ERROR");

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http;
    private final Map<String, String> always;

    /** Somebody new. */
    Visitor(URI base) {
        this(
                base,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager())
                        .connectTimeout(Duration.ofSeconds(10))
                        .build(),
                Map.of());
        get("/v1/images"); // brings the cookie, so that what he then does at once is done by one
    }

    private Visitor(URI base, HttpClient http, Map<String, String> always) {
        this.base = base;
        this.http = http;
        this.always = always;
    }

    /** The same person, who from now on sends these headers too. */
    Visitor sending(Map<String, String> headers) {
        Map<String, String> more = new HashMap<>(always);
        more.putAll(headers);
        return new Visitor(base, http, more);
    }

    /** The same person at another Safelight. */
    Visitor at(URI other) {
        return new Visitor(other, http, always);
    }

    /** What came back. */
    record Reply(int status, HttpHeaders headers, byte[] bytes) {

        JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String code() {
            return json().path("code").asText();
        }
    }

    Reply get(String path) {
        return send("GET", base.resolve(path), BodyPublishers.noBody(), Map.of());
    }

    Reply get(String path, Map<String, String> headers) {
        return send("GET", base.resolve(path), BodyPublishers.noBody(), headers);
    }

    /** Begins to take what is sent for as long as there is more; an interrupt ends it. */
    HttpResponse<InputStream> open(String path, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        always.forEach(request::setHeader);
        headers.forEach(request::setHeader);
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    Reply delete(String path) {
        return send("DELETE", base.resolve(path), BodyPublishers.noBody(), Map.of());
    }

    Reply post(String path, Map<String, ?> body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        try {
            return send("POST", base.resolve(path), BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), all);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Asks for a place in a set. */
    Reply sign(byte[] photo, String set) {
        return post(
                "/v1/uploads/sign",
                Map.of("filename", "me.jpg", "contentType", "image/jpeg", "size", photo.length, "setId", set),
                Map.of());
    }

    /** Puts the bytes where they were signed for, with the headers that were asked for. */
    Reply put(JsonNode signed, byte[] bytes) {
        return put(signed, bytes, Map.of());
    }

    /** The same with other headers than were asked for. */
    Reply put(JsonNode signed, byte[] bytes, Map<String, String> others) {
        Map<String, String> headers = new HashMap<>();
        signed.path("headers")
                .properties()
                .forEach(it -> headers.put(it.getKey(), it.getValue().asText()));
        headers.putAll(others);
        headers.remove("Content-Length"); // the client sends its own
        return send("PUT", URI.create(signed.path("uploadUrl").asText()), BodyPublishers.ofByteArray(bytes), headers);
    }

    /** Signs and puts; nobody has been told yet. Returns the image's id. */
    String bring(byte[] photo, String set) {
        Reply signed = sign(photo, set);
        assertThat(signed.status()).as(() -> signed.json().toString()).isEqualTo(201);
        assertThat(put(signed.json(), photo).status()).isEqualTo(200);
        return signed.json().path("imageId").asText();
    }

    Reply complete(String imageId) {
        return post("/v1/uploads/complete", Map.of("imageId", imageId), Map.of());
    }

    /** Says that it is there and waits for the verdict. */
    JsonNode completed(String imageId) {
        Reply reply = post("/v1/uploads/complete", Map.of("imageId", imageId), Map.of("Prefer", "wait=25"));
        return reply.status() == 200 ? reply.json() : end(imageId);
    }

    Reply image(String imageId) {
        return get("/v1/images/" + imageId);
    }

    String status(String imageId) {
        return image(imageId).json().path("status").asText();
    }

    /** The image, once it has come to its end. */
    JsonNode end(String imageId) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> image(imageId).json(),
                        it -> FINAL.contains(it.path("status").asText()));
    }

    /** The statuses that an image went through, in order. */
    List<String> history(String imageId) {
        return get("/v1/images/" + imageId + "/history").json().findValuesAsText("to");
    }

    /** Follows an address that he was given. */
    Reply fetch(String url) {
        return send("GET", URI.create(url), BodyPublishers.noBody(), Map.of());
    }

    private Reply send(String method, URI address, BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).method(method, body);
        always.forEach(request::setHeader);
        headers.forEach(request::setHeader);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(method + " " + address.getPath(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
