package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.Gate;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.storage.s3.S3ProxyServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store goes away under photos that are being worked on, and comes back. */
class StoreOutageTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path objects;

    @TempDir
    private Path data;

    @Test
    void nobody_is_blamed_for_a_store_that_is_down_and_everybody_gets_a_verdict_when_it_is_back() throws Exception {
        try (S3ProxyServer server = S3ProxyServer.start(objects);
                Gate gate = new Gate(server.endpoint().getPort());
                TestDatabase database = TestDatabase.create()) {
            Map<String, String> settings =
                    new HashMap<>(WholeApp.in(server.newBucket(), URI.create("http://127.0.0.1:" + gate.port())));
            settings.put("SAFELIGHT_WORKERS", "1"); // so that most of them wait
            try (WholeApp app = WholeApp.start(data, database.config(), settings)) {
                tryIt(new Visitor(app.url()), gate, database);
                assertThat(app.errors()).isEmpty();
            }
        }
    }

    private static void tryIt(Visitor visitor, Gate gate, TestDatabase database) {
        List<String> first = IntStream.range(0, 4)
                .mapToObj(i -> visitor.bring(SamplePhotos.sharp(i), "first"))
                .toList();
        List<String> second = IntStream.range(4, 8)
                .mapToObj(i -> visitor.bring(SamplePhotos.light(i), "second"))
                .toList();

        first.forEach(visitor::complete);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> first.stream().map(visitor::status).allMatch(it -> !it.equals("VERIFYING")));
        gate.shut();
        second.forEach(visitor::complete);
        await().atMost(SOON).until(() -> postponed(database, "VERIFYING") > 0 && postponed(database, "PROCESSING") > 0);
        await().atMost(SOON).until(() -> visitor.get("/health").status() == 503);
        assertThat(visitor.get("/health").json().path("checks").path("storage").asText())
                .isEqualTo("error");
        assertThat(visitor.get("/health").json().path("checks").path("database").asText())
                .isEqualTo("ok");
        assertThat(visitor.get("/livez").status()).isEqualTo(200);

        gate.open();
        assertThat(Stream.concat(first.stream(), second.stream()))
                .allSatisfy(id ->
                        assertThat(visitor.end(id).path("status").asText()).isEqualTo("ACCEPTED"));
        await().atMost(SOON).until(() -> visitor.get("/readyz").status() == 200);
    }

    /** How many were tried and failed, and wait for the next try. */
    private static int postponed(TestDatabase database, String status) {
        return database.database()
                .run(
                        "counting",
                        handle -> handle.createQuery("""
                                        SELECT count(*) FROM image
                                        WHERE status = :status AND attempts > 0 AND lease_token IS NULL
                                        """)
                                .bind("status", status)
                                .mapTo(Integer.class)
                                .one());
    }
}
