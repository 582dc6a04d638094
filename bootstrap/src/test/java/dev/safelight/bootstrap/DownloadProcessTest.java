package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.storage.s3.S3ProxyServer;
import dev.safelight.storage.s3.S3Settings;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives made by a process with 256 MiB of heap, from and into a bucket of a real S3 server. The long form is of a
 * thousand photos, 2.5 GB, and of twenty kills.
 */
class DownloadProcessTest {

    private static final boolean LONG = Boolean.getBoolean("safelight.long");
    private static final int PHOTOS = Integer.getInteger("safelight.photos", LONG ? 1_000 : 60);
    private static final int BYTES = Integer.getInteger("safelight.photoBytes", 2_500_000);
    private static final int KILLS = LONG ? 20 : 3;
    private static final int CLIENTS = 4;
    private static final long SEED = 20_261_127;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private S3ProxyServer store;
    private S3Settings bucket;
    private TestDatabase database;
    private Map<String, String> settings;
    private RunningApp app;

    @BeforeEach
    void start() throws Exception {
        store = S3ProxyServer.start(Files.createDirectory(folder.resolve("objects")));
        bucket = store.newBucket();
        database = TestDatabase.create();
        settings = new HashMap<>(WholeApp.on(folder.resolve("data"), database.config()));
        settings.putAll(WholeApp.in(bucket, store.endpoint()));
        settings.put("SAFELIGHT_SET_MAXIMUM", "10000");
        settings.put("SAFELIGHT_RULE_TOO_SIMILAR", "off");
        settings.put(RunningApp.HEAP, "256m");
        app = RunningApp.start(folder, settings);
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        database.close();
        store.close();
    }

    /** A photo of any size: a real one, with comments in it that say nothing. */
    private static byte[] photo(int seed) throws IOException {
        byte[] real = SamplePhotos.light(seed);
        byte[] nothing = new byte[65_533];
        new SplittableRandom(seed).nextBytes(nothing);
        ByteArrayOutputStream padded = new ByteArrayOutputStream(BYTES + 65_536);
        padded.write(real, 0, 2);
        while (padded.size() + real.length < BYTES) {
            int length = Math.min(nothing.length, BYTES - padded.size() - real.length + 8);
            padded.write(new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) ((length + 2) >> 8), (byte) (length + 2)});
            padded.write(nothing, 0, length);
        }
        padded.write(real, 2, real.length - 2);
        return padded.toByteArray();
    }

    private static List<Long> accepted(Visitor owner, int count) throws Exception {
        List<Long> numbers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Long>> uploads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int seed = i;
                uploads.add(clients.submit(() -> {
                    JsonNode image = owner.completed(owner.bring(photo(seed), "default"));
                    assertThat(image.path("status").asText())
                            .as(image.toString())
                            .isEqualTo("ACCEPTED");
                    return image.path("fileId").asLong();
                }));
            }
            for (Future<Long> upload : uploads) {
                numbers.add(upload.get());
            }
        }
        return numbers;
    }

    private static String initiate(Visitor owner, List<Long> numbers) {
        Visitor.Reply reply =
                owner.post("/v1/download/initiate", Map.of("file_ids", numbers, "variant", "original"), Map.of());
        assertThat(reply.status()).as(() -> reply.json().toString()).isIn(200, 202);
        return reply.json().path("jobId").asText();
    }

    private static JsonNode ended(Visitor owner, String job) {
        return await().atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> owner.get("/v1/download/status/" + job).json(),
                        it -> !List.of("queued", "processing")
                                .contains(it.path("status").asText()));
    }

    private static Path fetched(Visitor owner, String job, Path into) throws Exception {
        String url = owner.get("/v1/download/" + job).header("Location");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Path> archive =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofFile(into));
            assertThat(archive.statusCode()).isEqualTo(200);
            return archive.body();
        }
    }

    /** Every entry against the manifest, and the manifest against what was asked for. */
    private static void assertWhole(Path archive, int photos) throws Exception {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            JsonNode manifest = JSON.readTree(zip.getInputStream(zip.getEntry("manifest.json")));
            assertThat(manifest.path("included").asInt()).isEqualTo(photos);
            assertThat(zip.size()).isEqualTo(photos + 1);
            for (JsonNode item : manifest.path("items")) {
                ZipEntry entry = zip.getEntry(item.path("name").asText());
                assertThat(entry.getSize()).isEqualTo(item.path("bytes").asLong());
                assertThat(sha256(zip.getInputStream(entry)))
                        .isEqualTo(item.path("sha256").asText());
            }
        }
        assertThat(unzipped(archive)).isZero();
    }

    private static String sha256(InputStream bytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What {@code unzip -t} thinks of it, where there is one. */
    private static int unzipped(Path archive) throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/unzip"))) {
            return 0;
        }
        Process unzip = new ProcessBuilder("/usr/bin/unzip", "-tq", archive.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(unzip.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return unzip.exitValue();
    }

    private List<String> archives() {
        return store
                .client()
                .listObjectsV2(ListObjectsV2Args.builder()
                        .bucket(bucket.bucket())
                        .prefix("downloads/")
                        .build())
                .join()
                .result()
                .contents()
                .stream()
                .map(object -> object.objectName())
                .toList();
    }

    private List<String> unfinished() {
        return store
                .client()
                .listMultipartUploads(ListMultipartUploadsArgs.builder()
                        .bucket(bucket.bucket())
                        .build())
                .join()
                .result()
                .uploads()
                .stream()
                .map(upload -> upload.objectName())
                .toList();
    }

    @Test
    void a_large_archive_is_whole_and_what_its_manifest_says() throws Exception {
        Visitor owner = new Visitor(app.url());
        List<Long> numbers = accepted(owner, PHOTOS);
        long begun = System.nanoTime();
        JsonNode done = ended(owner, initiate(owner, numbers));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("completed");
        System.out.printf(
                "%d photos, %d MB, at -Xmx256m: %.1f s, peak %d MB resident%n",
                PHOTOS, done.path("size").asLong() / 1_000_000, took.toMillis() / 1000.0, app.peakMemory() >> 20);
        assertWhole(fetched(owner, done.path("jobId").asText(), folder.resolve("archive.zip")), PHOTOS);
    }

    @Test
    void whenever_the_process_is_killed_it_is_delivered_and_nothing_is_left() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        settings.put("SAFELIGHT_LEASE", "3s"); // so long the download of a process that died waits
        int port = app.port();
        Visitor owner = new Visitor(app.url());
        List<Long> numbers = accepted(owner, 40);
        List<String> jobs = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            List<Long> some = numbers.subList(0, 20 + kill); // not the same as any before
            String job = initiate(owner, some);
            Ledger.pause(Duration.ofMillis(random.nextInt(1_500)));
            app.kill();
            app = RunningApp.begin(folder, port, settings);
            app.awaitReady();
            JsonNode done = ended(owner, job);
            assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("completed");
            assertWhole(fetched(owner, job, folder.resolve("killed-" + kill + ".zip")), some.size());
            jobs.add(job);
        }
        assertThat(unfinished())
                .as("multipart uploads that nobody finishes; the objects: " + archives())
                .isEmpty();
        assertThat(archives())
                .extracting(key -> DownloadKeys.owner(key).orElseThrow().toString())
                .as("one archive of each download and nothing else")
                .containsExactlyInAnyOrderElementsOf(jobs);
    }

    @Test
    void one_that_is_cancelled_ends_within_two_seconds_and_leaves_nothing() throws Exception {
        Visitor owner = new Visitor(app.url());
        List<Long> numbers = accepted(owner, 30);
        String job = initiate(owner, numbers);
        await().until(() ->
                owner.get("/v1/download/status/" + job).json().path("doneBytes").asLong() > 0
                        || !owner.get("/v1/download/status/" + job)
                                .json()
                                .path("status")
                                .asText()
                                .equals("processing"));
        long begun = System.nanoTime();
        JsonNode cancelled = owner.delete("/v1/download/" + job).json();
        System.out.printf("cancelled in %d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        assertThat(cancelled.path("status").asText()).isIn("cancelled", "completed");
        if (cancelled.path("status").asText().equals("cancelled")) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(unfinished()).isEmpty();
                assertThat(archives()).isEmpty();
            });
        }
    }
}
