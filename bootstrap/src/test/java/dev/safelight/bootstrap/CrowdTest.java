package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.testing.Race;
import dev.safelight.bootstrap.Visitor.Reply;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many requests of one visitor at the same moment, against the whole application. */
class CrowdTest {

    private static final int CROWD = 64;
    private static final int A_SET = 10;

    private static TestDatabase database;
    private static WholeApp app;

    private Visitor visitor;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        database = TestDatabase.create();
        app = WholeApp.start(data, database.config(), Map.of("SAFELIGHT_LIMIT_MIN_BYTES", "0"));
    }

    @AfterAll
    static void stop() {
        app.close();
        database.close();
    }

    @BeforeEach
    void visit() {
        visitor = new Visitor(app.url());
    }

    @Test
    void of_64_who_ask_for_a_place_in_one_set_at_once_exactly_10_get_one() throws Exception {
        byte[] photo = new byte[100_000];
        List<Reply> replies = Race.among(CROWD, () -> visitor.sign(photo, "popular"));

        Map<Integer, List<Reply>> byStatus = replies.stream().collect(Collectors.groupingBy(Reply::status));
        assertThat(byStatus).containsOnlyKeys(201, 409);
        assertThat(byStatus.get(201)).hasSize(A_SET);
        assertThat(byStatus.get(409)).extracting(Reply::code).containsOnly("SET_FULL");
        assertThat(visitor.get("/v1/sets/popular").json().path("pending").asInt())
                .isEqualTo(A_SET);
    }

    @Test
    void of_64_racing_completions_exactly_one_has_an_effect() throws Exception {
        String id = visitor.bring(SamplePhotos.light(1), "default");
        // Each with a key of its own, so that no stored reply does the work of the lifecycle.
        List<Callable<Reply>> completions = IntStream.range(0, CROWD)
                .<Callable<Reply>>mapToObj(i -> () -> visitor.post(
                        "/v1/uploads/complete", Map.of("imageId", id), Map.of("Idempotency-Key", id + "-" + i)))
                .toList();

        assertThat(Race.between(completions)).extracting(Reply::status).containsOnly(202);
        assertThat(visitor.end(id).path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(visitor.history(id)).containsExactly("AWAITING_UPLOAD", "VERIFYING", "PROCESSING", "ACCEPTED");
    }

    @Test
    void of_64_racing_lookalikes_exactly_one_is_accepted_and_when_it_is_deleted_the_next_one_may_be() throws Exception {
        List<String> ids = IntStream.range(0, CROWD)
                .mapToObj(i -> visitor.bring(lookalike(i), "set-" + i / 8))
                .toList();
        Race.between(ids.stream()
                .<Callable<Reply>>map(id -> () -> visitor.complete(id))
                .toList());

        List<JsonNode> ends = ids.stream().map(visitor::end).toList();
        List<String> winners = ids(ends, "ACCEPTED");
        assertThat(winners).hasSize(1);
        assertThat(ids(ends, "REJECTED")).hasSize(CROWD - 1);
        assertThat(ends.stream().filter(end -> end.path("status").asText().equals("REJECTED")))
                .allSatisfy(loser -> {
                    assertThat(loser.path("duplicateOf").asText()).isEqualTo(winners.getFirst());
                    assertThat(loser.path("reasons").findValuesAsText("code"))
                            .hasSize(1)
                            .containsAnyOf("TOO_SIMILAR", "DUPLICATE");
                });

        assertThat(visitor.delete("/v1/images/" + winners.getFirst()).status()).isEqualTo(204);
        String next = visitor.bring(lookalike(CROWD), "next");
        assertThat(visitor.completed(next).path("status").asText()).isEqualTo("ACCEPTED");
        String late = visitor.bring(lookalike(CROWD + 1), "next");
        assertThat(visitor.completed(late).path("duplicateOf").asText()).isEqualTo(next);
    }

    private static List<String> ids(List<JsonNode> images, String status) {
        return images.stream()
                .filter(image -> image.path("status").asText().equals(status))
                .map(image -> image.path("imageId").asText())
                .toList();
    }

    private static final List<byte[]> LOOKALIKES = lookalikes();

    private static List<byte[]> lookalikes() {
        byte[] original = SamplePhotos.light(2);
        byte[] fromChat = SamplePhotos.nearDuplicateOf(original);
        return List.of(original, fromChat, SamplePhotos.nearDuplicateOf(fromChat));
    }

    /** Every fourth is the same file as another, the others are files of their own. */
    private static byte[] lookalike(int number) {
        return withComment(LOOKALIKES.get(number % LOOKALIKES.size()), "take " + number / 4 * 4);
    }

    /** The same pixels in other bytes. */
    private static byte[] withComment(byte[] jpeg, String comment) {
        byte[] text = comment.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 2);
        file.writeBytes(ByteBuffer.allocate(4)
                .putShort((short) 0xFFFE)
                .putShort((short) (text.length + 2))
                .array());
        file.writeBytes(text);
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }
}
