package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.store.ObjectStore.Listed;
import dev.safelight.bootstrap.Visitor.Reply;
import dev.safelight.domain.image.Sha256;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.storage.s3.S3ObjectStore;
import dev.safelight.storage.s3.S3ProxyServer;
import dev.safelight.storage.s3.S3Settings;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole application with its photos in a bucket of a real S3 server. */
class BucketTest {

    private static final byte[] PHOTO = SamplePhotos.light(1);

    private static S3ProxyServer server;
    private static S3ObjectStore bucket;
    private static TestDatabase database;
    private static WholeApp app;

    private Visitor visitor;

    @BeforeAll
    static void start(@TempDir Path objects, @TempDir Path data) throws Exception {
        server = S3ProxyServer.start(objects);
        S3Settings settings = server.newBucket();
        bucket = new S3ObjectStore(settings, InstantSource.system(), new Random());
        database = TestDatabase.create();
        app = WholeApp.start(data, database.config(), WholeApp.in(settings, server.endpoint()));
    }

    @AfterAll
    static void stop() {
        app.close();
        database.close();
        bucket.close();
        server.close();
    }

    @BeforeEach
    void visit() {
        visitor = new Visitor(app.url());
    }

    @Test
    void a_photo_goes_straight_to_the_bucket_its_pictures_come_straight_from_it_and_deleting_leaves_nothing()
            throws Exception {
        JsonNode signed = visitor.sign(PHOTO, "default").json();
        assertThat(signed.path("uploadUrl").asText())
                .startsWith(server.endpoint().toString());
        assertThat(visitor.put(signed, PHOTO).status()).isEqualTo(200);
        String id = signed.path("imageId").asText();
        assertThat(visitor.completed(id).path("status").asText()).isEqualTo("ACCEPTED");

        assertThat(picture(id, "original")).isEqualTo(PHOTO);
        assertThat(ImageIO.read(new ByteArrayInputStream(picture(id, "normalized")))
                        .getWidth())
                .isEqualTo(720);
        assertThat(ImageIO.read(new ByteArrayInputStream(picture(id, "thumbnail")))
                        .getWidth())
                .isLessThan(720);
        assertThat(objects(id)).hasSize(3);

        assertThat(visitor.delete("/v1/images/" + id).status()).isEqualTo(204);
        assertThat(visitor.image(id).status()).isEqualTo(404);
        assertThat(objects(id)).isEmpty();
    }

    private byte[] picture(String id, String variant) {
        Reply redirect = visitor.get("/v1/images/" + id + "/content?variant=" + variant);
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).startsWith(server.endpoint().toString());
        Reply picture = visitor.fetch(redirect.header("Location"));
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");
        return picture.bytes();
    }

    @Test
    void the_bucket_takes_only_what_was_signed_for_and_only_once() {
        JsonNode signed = visitor.sign(PHOTO, "default").json();
        assertThat(isTaken(signed, Arrays.copyOf(PHOTO, PHOTO.length - 1), Map.of()))
                .isFalse();
        assertThat(isTaken(signed, Arrays.copyOf(PHOTO, PHOTO.length + 1), Map.of()))
                .isFalse();
        assertThat(isTaken(signed, PHOTO, Map.of("Content-Type", "text/html"))).isFalse();
        String id = signed.path("imageId").asText();
        assertThat(objects(id)).isEmpty();

        assertThat(isTaken(signed, PHOTO, Map.of())).isTrue();
        byte[] other = PHOTO.clone();
        other[other.length - 3]++;
        assertThat(isTaken(signed, other, Map.of())).isFalse();
        assertThat(visitor.completed(id).path("sha256").asText())
                .isEqualTo(Sha256.of(PHOTO).hex());
    }

    /** A server that refuses early may cut the connection instead of answering. */
    private boolean isTaken(JsonNode signed, byte[] bytes, Map<String, String> headers) {
        try {
            return visitor.put(signed, bytes, headers).status() == 200;
        } catch (UncheckedIOException cutOff) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE_MISMATCH", "TYPE_MISMATCH", "CHECKSUM_MISMATCH"})
    void bytes_that_somebody_with_keys_put_there_instead_are_not_the_upload(String fault) {
        Reply signed = visitor.post(
                "/v1/uploads/sign",
                Map.of(
                        "filename",
                        "me.jpg",
                        "contentType",
                        "image/jpeg",
                        "size",
                        PHOTO.length,
                        "sha256",
                        Sha256.of(PHOTO).hex()),
                Map.of());
        byte[] instead = switch (fault) {
            case "SIZE_MISMATCH" -> Arrays.copyOf(PHOTO, PHOTO.length - 1);
            case "TYPE_MISMATCH" -> new byte[PHOTO.length];
            default -> Arrays.copyOf(Arrays.copyOf(PHOTO, PHOTO.length - 1), PHOTO.length);
        };
        bucket.write(signed.json().path("objectKey").asText(), "image/jpeg", instead);

        JsonNode end = visitor.completed(signed.json().path("imageId").asText());
        assertThat(end.path("status").asText()).isEqualTo("UPLOAD_FAILED");
        assertThat(end.path("fault").path("code").asText()).isEqualTo(fault);
    }

    private static List<String> objects(String id) {
        return bucket.list("images/" + id + "/", "", 1000).stream()
                .map(Listed::key)
                .toList();
    }
}
