package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.safelight.bootstrap.Visitor.Reply;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What visitors of the whole application hear when there is more work than it takes in. */
class BackpressureTest {

    private static final int IN_ALL = 2;
    private static final int PER_OWNER = 3;

    private TestDatabase database;
    private WholeApp app;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        database = TestDatabase.create();
        app = WholeApp.start(
                data,
                database.config(),
                Map.of(
                        "SAFELIGHT_MAX_BACKLOG", Integer.toString(IN_ALL),
                        "SAFELIGHT_MAX_BACKLOG_PER_OWNER", Integer.toString(PER_OWNER)));
    }

    @AfterEach
    void stop() {
        app.close();
        database.close();
    }

    @Test
    void an_owner_with_too_many_on_the_way_is_sent_home_while_another_is_served() {
        Visitor greedy = new Visitor(app.url());
        List<String> his = Stream.generate(() -> greedy.bring(SamplePhotos.light(1), "default"))
                .limit(PER_OWNER)
                .toList();

        Reply refused = greedy.sign(SamplePhotos.light(2), "another");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("OWNER_BACKLOG_FULL");
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d{0,2}");

        Visitor modest = new Visitor(app.url());
        assertThat(modest.completed(modest.bring(SamplePhotos.light(2), "default"))
                        .path("status")
                        .asText())
                .isEqualTo("ACCEPTED");

        assertThat(greedy.completed(his.getFirst()).path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(signed(greedy, 2).status()).isEqualTo(201);
    }

    @Test
    void when_all_is_full_everybody_hears_when_to_come_again_and_then_it_works_and_nothing_is_lost() {
        Visitor visitor = new Visitor(app.url());
        String early = visitor.bring(SamplePhotos.light(1), "default");
        assertThat(visitor.completed(early).path("status").asText()).isEqualTo("ACCEPTED");
        String mine = visitor.bring(SamplePhotos.light(2), "default");
        Visitor other = new Visitor(app.url());
        List<String> stuck = Stream.generate(() -> stuck(other)).limit(IN_ALL).toList();

        assertFull(visitor.sign(SamplePhotos.light(3), "default"));
        Reply refused = assertFull(visitor.complete(mine));
        assertThat(visitor.status(mine)).isEqualTo("AWAITING_UPLOAD");
        assertThat(visitor.complete(early).status()).as("known already").isEqualTo(202);

        stuck.forEach(
                id -> assertThat(other.delete("/v1/images/" + id).status()).isEqualTo(204));
        waitAsTold(refused);
        assertThat(visitor.completed(mine).path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(visitor.history(mine)).containsExactly("AWAITING_UPLOAD", "VERIFYING", "PROCESSING", "ACCEPTED");
        assertThat(signed(visitor, 3).status()).isEqualTo(201);
        assertThat(app.errors()).isEmpty();
    }

    /** What has just been finished is counted for a second longer, which matters to bounds as small as these. */
    private static Reply signed(Visitor visitor, int photo) {
        return await().until(() -> visitor.sign(SamplePhotos.light(photo), "another"), reply -> reply.status() != 503);
    }

    /** An image that is said to be there and is not; the next look for it is far away. */
    private String stuck(Visitor visitor) {
        String id = signed(visitor, 9).json().path("imageId").asText();
        await().until(() -> visitor.complete(id).status() == 202);
        await().until(() -> looks(id) == 1);
        database.execute("UPDATE image SET due_at = due_at + interval '1 h' WHERE id = '" + id + "'");
        return id;
    }

    private int looks(String id) {
        return database.database()
                .run(
                        "counting looks",
                        handle -> handle.createQuery("SELECT looks FROM image WHERE id = :id::uuid")
                                .bind("id", id)
                                .mapTo(Integer.class)
                                .one());
    }

    private static Reply assertFull(Reply reply) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("BACKLOG_FULL");
        assertThat(reply.header("Retry-After")).matches("[1-9]\\d{0,2}");
        assertThat(reply.json().path("retryAfter").asText()).isEqualTo(reply.header("Retry-After"));
        return reply;
    }

    private static void waitAsTold(Reply refused) {
        Duration told = Duration.ofSeconds(Integer.parseInt(refused.header("Retry-After")));
        await().pollDelay(told).atMost(told.plusSeconds(10)).until(() -> true);
    }
}
