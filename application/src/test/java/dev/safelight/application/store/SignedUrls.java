package dev.safelight.application.store;

import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.ObjectStoreContract.Fetched;
import dev.safelight.application.store.SelfServed.Served;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Uses signed URLs as a client would: over HTTP, or by handing the request straight to a {@link SelfServed} store. */
public final class SignedUrls {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SignedUrls() {}

    /** Puts over HTTP; false when it was refused, by a status or by cutting the connection, as some servers do. */
    public static boolean put(SignedUpload upload, byte[] bytes) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(upload.url()).timeout(PATIENCE).PUT(BodyPublishers.ofByteArray(bytes));
        upload.headers().forEach(request::header);
        try {
            return isSuccess(send(request.build()));
        } catch (IOException cutOff) {
            return false;
        }
    }

    /** Gets over HTTP; empty when it was refused or there is nothing. */
    public static Optional<Fetched> get(URI url) {
        try {
            HttpResponse<byte[]> response =
                    send(HttpRequest.newBuilder(url).timeout(PATIENCE).build());
            return isSuccess(response)
                    ? Optional.of(new Fetched(
                            response.body(),
                            response.headers().firstValue("Content-Type").orElse("")))
                    : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Puts without HTTP. */
    public static Served put(SelfServed store, SignedUpload upload, byte[] bytes) {
        try {
            return put(store, upload, new ByteArrayInputStream(bytes), Optional.of((long) bytes.length));
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    /** Puts without HTTP, and with whatever length and body a test thinks of. */
    public static Served put(SelfServed store, SignedUpload upload, InputStream body, Optional<Long> announcedLength)
            throws IOException {
        Optional<String> contentType = Optional.ofNullable(upload.headers().get("Content-Type"));
        return store.receive(key(upload.url()), query(upload.url()), announcedLength, contentType, body);
    }

    /** Gets without HTTP; empty when it was refused or there is nothing. */
    public static Optional<Fetched> get(SelfServed store, URI url) {
        if (!(store.open(key(url), query(url)) instanceof Served.Content content)) {
            return Optional.empty();
        }
        try (InputStream bytes = content.bytes()) {
            return Optional.of(new Fetched(bytes.readAllBytes(), content.contentType()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The key in a signed URL of a {@link SelfServed} store. */
    public static String key(URI url) {
        String path = url.getPath();
        return path.substring(path.indexOf(SelfServed.PATH) + SelfServed.PATH.length() + 1);
    }

    /** The query of a URL, decoded. */
    public static Map<String, String> query(URI url) {
        return Arrays.stream(Optional.ofNullable(url.getRawQuery()).orElse("").split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1])));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A client for each request: a server that refused early may have closed a connection that a pool would reuse. */
    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static boolean isSuccess(HttpResponse<byte[]> response) {
        if (response.statusCode() >= 500) {
            throw new AssertionError("the store failed: " + response.statusCode() + " "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.statusCode() < 300;
    }
}
