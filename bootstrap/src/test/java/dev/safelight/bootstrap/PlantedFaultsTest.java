package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.testing.ChaosProxy;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.DatabaseConfig;
import dev.safelight.persistence.Gate;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.queue.redis.DisposableRedis;
import dev.safelight.storage.s3.FixedAnswer;
import dev.safelight.storage.s3.S3ProxyServer;
import dev.safelight.storage.s3.S3Settings;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * "My photo is stuck": ten faults are planted, and each time what an operator is shown after at most one search has the
 * cause in it. What is asked for here is what the operator's page asks for: the overview, which it opens with, and the
 * story of a photo, which the search leads to.
 */
class PlantedFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String KEY = "an operator's key for faults";

    private static final String FORBIDDEN = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>
            """;

    @TempDir
    private Path data;

    @TempDir
    private Path objects;

    private TestDatabase database;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void a_store_that_refuses_us_is_named_with_its_answer_while_the_photo_is_tried_again() throws Exception {
        try (S3ProxyServer store = S3ProxyServer.start(objects);
                FixedAnswer refusing = new FixedAnswer(403, Map.of("Content-Type", "application/xml"), FORBIDDEN)) {
            S3Settings bucket = store.newBucket();
            withStore(bucket, bucket, refusing.endpoint(), (answers, works) -> {
                String image = stuck(answers);
                soon(() -> assertThat(lastNote(answers, image)).contains("AccessDenied"));
                soon(() -> assertThat(health(works, "storage")).isEqualTo("error"));
            });
        }
    }

    @Test
    void a_key_of_the_store_that_is_no_longer_good_is_named() throws Exception {
        try (S3ProxyServer store = S3ProxyServer.start(objects)) {
            S3Settings right = store.newBucket();
            S3Settings old = new S3Settings(
                    right.endpoint(),
                    right.publicEndpoint(),
                    right.region(),
                    right.bucket(),
                    right.accessKey(),
                    "a secret of last year",
                    right.pathStyle());
            withStore(right, old, right.endpoint(), (answers, works) -> {
                String image = stuck(answers);
                soon(() -> assertThat(lastNote(answers, image)).contains("AccessDenied"));
                soon(() -> assertThat(health(works, "storage")).isEqualTo("error"));
            });
        }
    }

    @Test
    void a_photo_that_takes_too_long_to_decode_says_so() throws Exception {
        try (WholeApp app = app(database.config(), Map.of("SAFELIGHT_DECODE_TIME", "1s"))) {
            Visitor visitor = new Visitor(app.url());
            String image = visitor.bring(slow(), "default");
            visitor.completed(image);

            JsonNode reason = story(app, image).at("/image/reasons/0");
            assertThat(reason.path("code").asText()).isEqualTo("UNREADABLE");
            assertThat(reason.path("measured").asText()).contains("too long to decode");
        }
    }

    @Test
    void a_file_that_breaks_off_says_so_and_others_are_judged() throws Exception {
        try (WholeApp app = app(database.config(), Map.of())) {
            Visitor visitor = new Visitor(app.url());
            byte[] whole = SamplePhotos.sharp(1);
            String poison = visitor.bring(Arrays.copyOf(whole, whole.length / 2), "default");
            String well = visitor.bring(SamplePhotos.light(2), "default");
            visitor.completed(poison);

            assertThat(story(app, poison).at("/image/reasons/0/code").asText()).isEqualTo("UNREADABLE");
            assertThat(story(app, poison).at("/image/reasons/0/measured").asText())
                    .isNotEmpty();
            assertThat(visitor.completed(well).path("status").asText()).isEqualTo("ACCEPTED");
        }
    }

    @Test
    void limits_that_nothing_meets_stand_beside_what_was_measured() throws Exception {
        try (WholeApp app = app(database.config(), Map.of("SAFELIGHT_LIMIT_MIN_SHARPNESS", "100"))) {
            Visitor visitor = new Visitor(app.url());
            String image = visitor.bring(SamplePhotos.sharp(1), "default");
            visitor.completed(image);

            JsonNode reason = story(app, image).at("/image/reasons/0");
            assertThat(reason.path("code").asText()).isEqualTo("TOO_BLURRY");
            assertThat(reason.path("limit").asDouble()).isEqualTo(100);
            assertThat(reason.path("measured").asDouble()).isBetween(25.0, 100.0);
        }
    }

    @Test
    void a_receiver_of_webhooks_that_is_down_is_named_with_each_attempt() throws Exception {
        try (WholeApp app = app(database.config(), Map.of("SAFELIGHT_WEBHOOK_ALLOW", "private"))) {
            Visitor visitor = new Visitor(app.url());
            String down = "http://127.0.0.1:" + RunningApp.freePort() + "/hooks";
            visitor.post("/v1/webhooks", Map.of("url", down), Map.of());
            String image = visitor.bring(SamplePhotos.light(1), "default");
            visitor.completed(image);

            soon(() -> {
                JsonNode delivery = story(app, image).at("/deliveries/0");
                assertThat(delivery.path("url").asText()).isEqualTo(down);
                assertThat(delivery.at("/delivery/log").toString()).contains("no connection");
            });
        }
    }

    @Test
    void a_worker_that_went_away_with_a_photo_is_named_and_its_lease_is_over() throws Exception {
        try (WholeApp app = app(database.config(), Map.of())) {
            asOperator(app.url()).post("/v1/ops/queues/judge/pause", Map.of(), Map.of());
            String image = stuck(app);
            soon(() -> assertThat(dieWithThePhotoInHand()).isOne());

            JsonNode lease = story(app, image).at("/state/lease");
            assertThat(lease.path("worker").asText()).isEqualTo("node-7/4711");
            assertThat(Instant.parse(lease.path("until").asText())).isBefore(Instant.now());
        }
    }

    @Test
    void a_queue_that_is_down_is_named_and_the_rest_of_the_page_is_there() throws Exception {
        try (DisposableRedis redis = DisposableRedis.start();
                Gate gate = new Gate(redis.port());
                WholeApp app = app(
                        database.config(),
                        Map.of(
                                "SAFELIGHT_QUEUE",
                                "redis",
                                "SAFELIGHT_REDIS_URL",
                                "redis://127.0.0.1:" + gate.port()))) {
            gate.shut();
            String image = stuck(app);

            soon(() -> assertThat(trouble(app, "queue")).isNotEmpty());
            assertThat(overview(app).at("/queues/0/ready").isNull()).isTrue();
            assertThat(overview(app).at("/images/VERIFYING").asInt()).isEqualTo(1);
            assertThat(story(app, image).path("jobs")).isNotEmpty();
        }
    }

    @Test
    void a_database_that_is_slow_shows_how_slow() throws Exception {
        Duration slow = Duration.ofMillis(200);
        DatabaseConfig near = database.config();
        try (ChaosProxy network = ChaosProxy.before("127.0.0.1", Gate.portOf(near));
                WholeApp app = app(far(near, network), Map.of())) {
            network.delay(slow);

            soon(() -> {
                JsonNode first = overview(app).at("/dependencies/0");
                assertThat(first.path("name").asText()).isEqualTo("database");
                assertThat(first.path("tookMs").asLong()).isGreaterThanOrEqualTo(slow.toMillis());
            });
        }
    }

    @Test
    void a_disk_that_takes_nothing_more_is_named() throws Exception {
        Map<String, String> settings = new HashMap<>(WholeApp.on(data, database.config()));
        settings.put("SAFELIGHT_OPERATOR_KEY", KEY);
        try (RunningApp app = RunningApp.start(objects, settings)) {
            Visitor visitor = new Visitor(app.url());
            String image = visitor.bring(SamplePhotos.sharp(1), "default");
            fill(app);
            visitor.complete(image);

            soon(() -> assertThat(lastNote(app.url(), image)).contains("File too large"));
            soon(() -> assertThat(trouble(app.url(), "storage")).contains("File too large"));
        }
    }

    private WholeApp app(DatabaseConfig config, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("SAFELIGHT_OPERATOR_KEY", KEY);
        return WholeApp.start(data, config, all);
    }

    /** Leaves the photo as a worker does whose machine lost its power a minute ago. */
    private int dieWithThePhotoInHand() {
        return database.database()
                .run("dying", handle -> handle.createUpdate("""
                                UPDATE image
                                SET lease_token = gen_random_uuid(), lease_worker = 'node-7/4711',
                                    due_at = now() - INTERVAL '1 minute'
                                WHERE status = 'PROCESSING'
                                """).execute());
    }

    private interface Trial {
        void with(WholeApp answers, WholeApp works) throws Exception;
    }

    /** A node that takes photos, and one that works, whose way to the store is another. */
    private void withStore(S3Settings right, S3Settings workers, URI endpoint, Trial trial) throws Exception {
        try (WholeApp answers = node("api", WholeApp.in(right, right.endpoint()));
                WholeApp works = node("worker", WholeApp.in(workers, endpoint))) {
            trial.with(answers, works);
        }
    }

    private WholeApp node(String role, Map<String, String> store) throws Exception {
        Map<String, String> settings = new HashMap<>(store);
        settings.put("SAFELIGHT_ROLE", role);
        return app(database.config(), settings);
    }

    /** As a full disk does, it fails every write from now on, with another number: no file may grow beyond a byte. */
    private static void fill(RunningApp app) throws Exception {
        Process limiting = new ProcessBuilder("prlimit", "--pid", Long.toString(app.pid()), "--fsize=1:1")
                .inheritIO()
                .start();
        assertThat(limiting.waitFor()).isZero();
    }

    /** A PNG of 4 MB that is 800 MB when unpacked: no processor does all of it within a second. */
    private static byte[] slow() throws IOException {
        int side = 10_000;
        byte[] row = new byte[1 + side * 8];
        row[0] = 4; // by the filter that costs most
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packing = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            for (int y = 0; y < side; y++) {
                packing.write(row);
            }
        }
        ByteBuffer header = ByteBuffer.allocate(13).putInt(side).putInt(side);
        header.put((byte) 16).put((byte) 6); // bits of each of red, green, blue and alpha
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.writeLong(0x89504E470D0A1A0AL);
            chunk(out, "IHDR", header.array());
            chunk(out, "IDAT", packed.toByteArray());
            chunk(out, "IEND", new byte[0]);
        }
        return file.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }

    private static DatabaseConfig far(DatabaseConfig near, ChaosProxy network) {
        String url = near.url().replace(":" + Gate.portOf(near) + "/", ":" + network.port() + "/");
        return DatabaseConfig.of(url, near.user(), near.password(), near.poolSize());
    }

    /** A photo that has arrived, and its owner has said so. */
    private static String stuck(WholeApp app) {
        Visitor visitor = new Visitor(app.url());
        String image = visitor.bring(SamplePhotos.light(1), "default");
        assertThat(visitor.complete(image).status()).isEqualTo(202);
        return image;
    }

    private static JsonNode overview(WholeApp app) {
        return asOperator(app.url(), "overview");
    }

    private static JsonNode story(WholeApp app, String image) {
        return asOperator(app.url(), "images/" + image);
    }

    private static JsonNode asOperator(URI url, String what) {
        return asOperator(url).get("/v1/ops/" + what).json();
    }

    private static Visitor asOperator(URI url) {
        return new Visitor(url).sending(Map.of("Authorization", "Bearer " + KEY));
    }

    private static String lastNote(WholeApp app, String image) {
        return lastNote(app.url(), image);
    }

    /** What was last written down about a photo that did not come further. */
    private static String lastNote(URI url, String image) {
        JsonNode notes = asOperator(url, "images/" + image).path("notes");
        return notes.path(notes.size() - 1).path("why").asText();
    }

    /** As a node says of itself that only works, and shows nobody an overview. */
    private static String health(WholeApp app, String dependency) {
        return new Visitor(app.url())
                .get("/health")
                .json()
                .path("checks")
                .path(dependency)
                .asText();
    }

    private static String trouble(WholeApp app, String dependency) {
        return trouble(app.url(), dependency);
    }

    private static String trouble(URI url, String dependency) {
        for (JsonNode found : asOperator(url, "overview").path("dependencies")) {
            if (found.path("name").asText().equals(dependency)) {
                return found.path("trouble").asText("");
            }
        }
        return "";
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
    }
}
