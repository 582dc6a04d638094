package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.bootstrap.Visitor.Reply;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.Gate;
import dev.safelight.persistence.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is cut off while uploads run, and comes back. */
class DatabaseOutageTest {

    private static final int CLIENTS = 4;
    private static final int PHOTOS = 6;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private record Acknowledged(Visitor visitor, String imageId) {}

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

    @Test
    void while_it_is_away_callers_are_told_to_come_back_and_then_every_upload_comes_to_its_end() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Gate gate = new Gate(Gate.portOf(database.config()));
                WholeApp app = WholeApp.start(
                        data,
                        Gate.before(database.config(), gate),
                        Map.of("SAFELIGHT_LEASE", "5s", "SAFELIGHT_SET_MAXIMUM", "100"));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Visitor asking = new Visitor(app.url());
            String mine = asking.bring(SamplePhotos.light(100), "default");
            List<Future<?>> working = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(i -> clients.submit(() -> work(new Visitor(app.url()), i)))
                    .toList();
            await().atMost(SOON).until(() -> acknowledged.size() > CLIENTS);

            gate.shut();
            askInVain(asking, mine);
            gate.open();

            for (Future<?> one : working) {
                one.get(90, TimeUnit.SECONDS);
            }
            assertThat(asking.completed(mine).path("status").asText()).isEqualTo("ACCEPTED");
            assertThat(asking.get("/readyz").status()).isEqualTo(200);
            assertAllEnded();
            assertThat(statuses).isSubsetOf(200, 201, 202, 503).contains(503);
            assertThat(app.errors()).isEmpty();
        }
    }

    private static void askInVain(Visitor visitor, String id) {
        assertComeBack(visitor.image(id));
        assertComeBack(visitor.sign(new byte[100_000], "default"));
        assertComeBack(visitor.complete(id));
        Reply health = visitor.get("/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().path("status").asText()).isEqualTo("unhealthy");
        assertThat(health.json().path("checks").path("database").asText()).isEqualTo("error");
        assertThat(health.json().path("checks").path("storage").asText()).isEqualTo("ok");
        assertThat(visitor.get("/readyz").status()).isEqualTo(503);
        assertThat(visitor.get("/livez").status()).isEqualTo(200);
    }

    private static void assertComeBack(Reply reply) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(reply.code()).isEqualTo("UNAVAILABLE");
    }

    private void work(Visitor visitor, int client) {
        for (int i = 0; i < PHOTOS; i++) {
            byte[] photo = SamplePhotos.light(client * PHOTOS + i);
            JsonNode signed = patiently(() -> visitor.sign(photo, "default")).json();
            patiently(() -> visitor.put(signed, photo));
            String id = signed.path("imageId").asText();
            patiently(() -> visitor.complete(id));
            acknowledged.add(new Acknowledged(visitor, id));
        }
    }

    /** Again and again until it is done. */
    private Reply patiently(Supplier<Reply> request) {
        return await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            Reply reply = request.get();
                            statuses.add(reply.status());
                            return reply;
                        },
                        reply -> reply.status() < 300);
    }

    private void assertAllEnded() {
        List<String> ends = new ArrayList<>();
        for (Acknowledged upload : acknowledged) {
            String end = upload.visitor().end(upload.imageId()).path("status").asText();
            assertThat(upload.visitor().history(upload.imageId()))
                    .containsExactly("AWAITING_UPLOAD", "VERIFYING", "PROCESSING", end);
            ends.add(end);
        }
        assertThat(ends).hasSize(CLIENTS * PHOTOS).containsOnly("ACCEPTED");
    }
}
