package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.SignedUrls;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Upload;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody with a signed URL may try at a store that is not ours. After each of it there is nothing. */
class S3AttackTest {

    private static final byte[] PHOTO = "twenty bytes of photo".substring(0, 20).getBytes(US_ASCII);

    private static S3ProxyServer server;

    private final ImageId id = ImageId.at(Instant.now(), new Random());
    private S3ObjectStore store;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = S3ProxyServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        store = new S3ObjectStore(server.newBucket(), InstantSource.system(), new Random());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-None-Match", "Content-Type", "x-amz-checksum-sha256"})
    void no_signed_header_can_be_left_out(String name) {
        SignedUpload signed = sign();
        Map<String, String> headers = new HashMap<>(signed.headers());
        headers.remove(name);
        assertThat(SignedUrls.put(new SignedUpload(signed.url(), headers, signed.expiresAt()), PHOTO))
                .isFalse();
        assertNothingStored();
    }

    @Test
    void no_signed_header_can_be_changed() {
        SignedUpload signed = sign();
        Map<String, String> headers = new HashMap<>(signed.headers());
        byte[] other = new byte[20];
        headers.put("x-amz-checksum-sha256", Sha256.of(other).base64());
        assertThat(SignedUrls.put(new SignedUpload(signed.url(), headers, signed.expiresAt()), other))
                .isFalse();
        assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Amz-Expires=60", "X-Amz-Date=2", "X-Amz-SignedHeaders=content-length", "us-east-1"})
    void no_term_of_the_url_can_be_changed(String term) {
        SignedUpload signed = sign();
        assertThat(signed.url().toString()).contains(term);
        URI bent = URI.create(signed.url().toString().replace(term, term + "0"));
        assertThat(SignedUrls.put(new SignedUpload(bent, signed.headers(), signed.expiresAt()), PHOTO))
                .isFalse();
        assertNothingStored();
    }

    @Test
    void a_url_for_putting_does_not_delete() throws Exception {
        SignedUpload signed = sign();
        assertThat(SignedUrls.put(signed, PHOTO)).isTrue();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(signed.url())
                    .method("DELETE", BodyPublishers.noBody())
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(403);
        }
        assertThat(store.look(ObjectKeys.original(id))).isPresent();
    }

    @Test
    void a_client_that_goes_away_in_the_middle_leaves_nothing() throws IOException {
        SignedUpload signed = sign();
        URI url = signed.url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            StringBuilder head = new StringBuilder("PUT " + url.getRawPath() + "?" + url.getRawQuery()
                    + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nContent-Length: 20\r\n");
            signed.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            socket.getOutputStream().write((head + "\r\n").getBytes(US_ASCII));
            socket.getOutputStream().write(PHOTO, 0, 10);
            socket.shutdownOutput();
            // Whatever it answers, it has then made up its mind.
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .doesNotContain(" 200 ");
        }
        assertNothingStored();
        assertThat(SignedUrls.put(signed, PHOTO)).isTrue();
    }

    private void assertNothingStored() {
        assertThat(store.list("", "", 10)).isEmpty();
    }

    private SignedUpload sign() {
        Instant now = Instant.now();
        Upload.Promise promise = new Upload.Promise(
                id,
                new OwnerId("somebody"),
                SetId.DEFAULT,
                new Filename("me.jpg"),
                "image/jpeg",
                Format.JPEG,
                PHOTO.length,
                Optional.of(Sha256.of(PHOTO)),
                now,
                now.plusSeconds(60));
        return store.signUpload(new Upload(Upload.FIRST_FILE_ID, promise), Duration.ofMinutes(1));
    }
}
