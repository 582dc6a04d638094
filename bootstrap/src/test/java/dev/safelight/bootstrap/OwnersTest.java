package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.safelight.bootstrap.Visitor.Reply;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner may do with his images, and a stranger not. */
class OwnersTest {

    @TempDir
    private static Path data;

    private static TestDatabase database;
    private static WholeApp app;

    private Visitor owner;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        app = WholeApp.start(data, database.config(), Map.of("SAFELIGHT_WORKERS", "1"));
    }

    @AfterAll
    static void stop() {
        app.close();
        database.close();
    }

    @BeforeEach
    void visit() {
        owner = new Visitor(app.url());
    }

    @Test
    void to_a_stranger_an_image_does_not_exist_whatever_he_asks() {
        String photo = owner.bring(SamplePhotos.light(1), "holiday");
        assertThat(owner.completed(photo).path("status").asText()).isEqualTo("ACCEPTED");
        String awaited = owner.sign(SamplePhotos.light(2), "holiday")
                .json()
                .path("imageId")
                .asText();
        Visitor stranger = new Visitor(app.url());

        assertThat(List.of(photo, awaited))
                .allSatisfy(id -> assertThat(everythingAboutOne(stranger, id)).allSatisfy(reply -> {
                    assertThat(reply.status()).isEqualTo(404);
                    assertThat(reply.code()).isEqualTo("IMAGE_NOT_FOUND");
                }));
        assertThat(stranger.get("/v1/images").json().path("items")).isEmpty();
        assertThat(stranger.get("/v1/sets/holiday").json().path("accepted").asInt())
                .isZero();
        Reply batch = stranger.post("/v1/uploads/complete", Map.of("imageIds", List.of(photo, awaited)), Map.of());
        assertThat(batch.json().path("images").findValuesAsText("code"))
                .containsExactly("IMAGE_NOT_FOUND", "IMAGE_NOT_FOUND");

        assertThat(owner.status(photo)).isEqualTo("ACCEPTED");
        assertThat(owner.status(awaited)).isEqualTo("AWAITING_UPLOAD");
    }

    private static Stream<Reply> everythingAboutOne(Visitor stranger, String id) {
        return Stream.of(
                stranger.get("/v1/images/" + id),
                stranger.get("/v1/images/" + id + "/content?variant=original"),
                stranger.get("/v1/images/" + id + "/history"),
                stranger.post("/v1/images/" + id + "/retry", Map.of(), Map.of()),
                stranger.delete("/v1/images/" + id),
                stranger.post("/v1/uploads/" + id + "/sign", Map.of(), Map.of()),
                stranger.complete(id),
                stranger.delete("/v1/uploads/" + id));
    }

    @Test
    void a_photo_that_is_deleted_while_it_is_judged_leaves_nothing_and_is_no_error() throws Exception {
        String id = owner.bring(large(), "default");
        owner.complete(id);
        await().pollInterval(Duration.ofMillis(5)).until(() -> owner.status(id).equals("PROCESSING") && isHeld(id));

        assertThat(owner.delete("/v1/images/" + id).status()).isEqualTo(204);
        assertThat(owner.image(id).status()).isEqualTo(404);
        assertThat(owner.delete("/v1/images/" + id).status()).isEqualTo(404);

        // There is one worker: when it has judged another, it is through with this.
        String other = owner.bring(SamplePhotos.light(3), "default");
        assertThat(owner.completed(other).path("status").asText()).isEqualTo("ACCEPTED");
        await().untilAsserted(() ->
                assertThat(TestFolders.files(data.resolve("objects"), id)).isEmpty());
        assertThat(owner.image(id).status()).isEqualTo(404);
        assertThat(app.errors()).isEmpty();
    }

    private static boolean isHeld(String id) {
        return database.database()
                .run(
                        "asking for the lease",
                        handle -> handle.createQuery("SELECT lease_token IS NOT NULL FROM image WHERE id = :id::uuid")
                                .bind("id", id)
                                .mapTo(Boolean.class)
                                .one());
    }

    /** 24 megapixels, which take a while. */
    private static byte[] large() throws Exception {
        BufferedImage photo = new BufferedImage(5656, 4242, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = photo.createGraphics();
        canvas.drawImage(SamplePhotos.view(4), 0, 0, photo.getWidth(), photo.getHeight(), null);
        canvas.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(photo, "jpeg", file);
        return file.toByteArray();
    }
}
