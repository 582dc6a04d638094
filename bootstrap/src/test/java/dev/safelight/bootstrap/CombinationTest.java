package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.queue.redis.DisposableRedis;
import dev.safelight.queue.sqs.ElasticMqServer;
import dev.safelight.queue.sqs.SqsSettings;
import dev.safelight.storage.s3.CephServer;
import dev.safelight.storage.s3.S3ProxyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every store with every queue, as one process and as a node that answers and a node that works: the whole application,
 * put together by settings alone. Its photos are ours; those of a labelled collection too, where there is one. With
 * {@code -Dsafelight.long=true} on a Ceph cluster as well.
 */
class CombinationTest {

    private static final Path CORPUS = Path.of(System.getProperty("safelight.corpus", "../../shared/photos"));
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final boolean LONG = Boolean.getBoolean("safelight.long");

    private static S3ProxyServer bucketServer;
    private static @Nullable CephServer ceph;
    private static DisposableRedis redis;
    private static ElasticMqServer sqs;

    @TempDir
    private Path data;

    @BeforeAll
    static void start(@TempDir Path objects, @TempDir Path cluster) throws Exception {
        bucketServer = S3ProxyServer.start(objects);
        ceph = LONG ? CephServer.start(cluster) : null;
        redis = DisposableRedis.start();
        sqs = ElasticMqServer.start();
    }

    @AfterAll
    static void stop() {
        sqs.close();
        redis.close();
        if (ceph != null) {
            ceph.close();
        }
        bucketServer.close();
    }

    enum Store {
        FOLDER,
        BUCKET,
        CEPH;

        Map<String, String> settings() {
            return switch (this) {
                case FOLDER -> Map.of();
                case BUCKET -> WholeApp.in(bucketServer.newBucket(), bucketServer.endpoint());
                case CEPH -> inCeph(Objects.requireNonNull(ceph));
            };
        }

        private static Map<String, String> inCeph(CephServer cluster) {
            return WholeApp.in(cluster.newBucket(), cluster.endpoint());
        }
    }

    enum Queue {
        POSTGRES,
        REDIS,
        SQS,
        SQS_FIFO;

        Map<String, String> settings() {
            return switch (this) {
                case POSTGRES -> Map.of("SAFELIGHT_QUEUE", "postgres");
                case REDIS -> Map.of("SAFELIGHT_QUEUE", "redis", "SAFELIGHT_REDIS_URL", redis.uri());
                case SQS -> sqs(sqs.newQueues());
                case SQS_FIFO -> sqs(sqs.newFifoQueues());
            };
        }

        private static Map<String, String> sqs(SqsSettings queues) {
            return Map.of(
                    "SAFELIGHT_QUEUE", "sqs",
                    "SAFELIGHT_SQS_ENDPOINT", queues.endpoint().orElseThrow().toString(),
                    "SAFELIGHT_SQS_REGION", queues.region(),
                    "SAFELIGHT_SQS_QUEUE", queues.queue(),
                    "SAFELIGHT_SQS_CREATE", "true",
                    "SAFELIGHT_SQS_ACCESS_KEY", "access",
                    "SAFELIGHT_SQS_SECRET_KEY", "secret-of-the-test-server");
        }
    }

    static Stream<Arguments> combinations() {
        return Stream.of(Store.values())
                .filter(store -> LONG || store != Store.CEPH)
                .flatMap(store -> Stream.of(Queue.values()).map(queue -> Arguments.of(store, queue)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void photos_get_their_verdicts_on(Store store, Queue queue) throws Exception {
        Map<String, String> settings = new HashMap<>(store.settings());
        settings.putAll(queue.settings());
        settings.put("SAFELIGHT_OPERATOR_KEY", "an operator's key");
        settings.put("SAFELIGHT_SET_MAXIMUM", "100");
        try (TestDatabase database = TestDatabase.create();
                WholeApp app = WholeApp.start(data, database.config(), settings)) {
            tryIt(new Visitor(app.url()));
            assertThat(app.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void a_node_that_answers_and_a_node_that_works_share(Store store, Queue queue) throws Exception {
        Map<String, String> settings = new HashMap<>(store.settings());
        settings.putAll(queue.settings());
        settings.put("SAFELIGHT_SET_MAXIMUM", "100");
        Map<String, String> working = new HashMap<>(settings);
        settings.put("SAFELIGHT_ROLE", "api");
        working.put("SAFELIGHT_ROLE", "worker");
        try (TestDatabase database = TestDatabase.create();
                WholeApp worker = WholeApp.start(data, database.config(), working);
                WholeApp api = WholeApp.start(data, database.config(), settings)) {
            tryIt(new Visitor(api.url()));
            assertThat(new Visitor(worker.url()).get("/v1/images").status()).isEqualTo(404);
            assertThat(api.errors()).isEmpty();
            assertThat(worker.errors()).isEmpty();
        }
    }

    private static void tryIt(Visitor visitor) throws IOException {
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            expected.put(visitor.bring(SamplePhotos.light(i), "ours"), "ACCEPTED");
        }
        expected.put(visitor.bring(SamplePhotos.blurred(7), "ours"), "REJECTED");
        List<String> others = new ArrayList<>();
        for (Path photo : labelled()) {
            others.add(visitor.bring(Files.readAllBytes(photo), "labelled"));
        }
        expected.keySet().forEach(visitor::complete);
        others.forEach(visitor::complete);

        expected.forEach((id, status) ->
                assertThat(visitor.end(id).path("status").asText()).isEqualTo(status));
        others.forEach(id -> assertThat(visitor.end(id).path("status").asText()).isIn("ACCEPTED", "REJECTED"));
        String twice = visitor.bring(SamplePhotos.light(0), "ours");
        JsonNode copy = visitor.completed(twice);
        assertThat(copy.path("reasons").findValuesAsText("code")).contains("DUPLICATE");
        assertThat(visitor.history(twice)).containsExactly("AWAITING_UPLOAD", "VERIFYING", "PROCESSING", "REJECTED");
        await().atMost(SOON).until(() -> visitor.get("/readyz").status() == 200);
    }

    /** A few of the collection, if it is there. */
    private static List<Path> labelled() throws IOException {
        Path faces = CORPUS.resolve("faces");
        if (!Files.isDirectory(faces)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(faces)) {
            return all.filter(CombinationTest::isOurs).sorted().limit(3).toList();
        }
    }

    private static boolean isOurs(Path file) {
        try {
            return file.toString().endsWith(".jpg") && Files.size(file) > 60_000;
        } catch (IOException gone) {
            return false;
        }
    }
}
