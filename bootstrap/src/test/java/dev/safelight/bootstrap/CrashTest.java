package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.bootstrap.demo.UploadClient;
import dev.safelight.bootstrap.demo.UploadClient.Reply;
import dev.safelight.imaging.sample.SamplePhotos;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand uploads while the process is killed twenty times, at moments that a seed decides: every upload that was
 * acknowledged comes to exactly one end, told exactly once, and nothing is stuck.
 */
class CrashTest {

    private static final int UPLOADS = 1_000;
    private static final int KILLS = 20;
    private static final int CLIENTS = 8;
    private static final long SEED = 20_261_121;
    private static final Duration STUCK = Duration.ofSeconds(60);
    private static final Set<String> FINAL = Set.of("ACCEPTED", "REJECTED", "UPLOAD_FAILED", "ERROR");
    private static final Map<String, String> SETTINGS =
            Map.of("SAFELIGHT_RATE_LIMIT", "off", "SAFELIGHT_SET_MAXIMUM", "10000");

    @TempDir
    private Path folder;

    private final List<byte[]> photos =
            IntStream.range(0, 24).mapToObj(SamplePhotos::light).toList();
    private final AtomicInteger retries = new AtomicInteger();

    /** Uploads that may begin: some after each start, so that every kill finds work in hand. */
    private final Semaphore turns = new Semaphore(0);

    private record Acknowledged(UploadClient client, String imageId) {}

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void every_acknowledged_upload_comes_to_one_end_whenever_the_process_is_killed() throws Exception {
        Instant begin = Instant.now();
        int port = RunningApp.freePort();
        RunningApp app = RunningApp.begin(folder, port, SETTINGS);
        List<UploadClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new UploadClient(java.net.URI.create("http://localhost:" + port)))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            try {
                app.awaitReady();
                List<Future<?>> working = clients.stream()
                        .<Future<?>>map(client -> threads.submit(() -> work(client)))
                        .toList();
                app = killAgainAndAgain(app, port);
                for (Future<?> one : working) {
                    one.get(3, TimeUnit.MINUTES);
                }
                awaitEnds();
                balance(begin);
            } finally {
                threads.shutdownNow();
                clients.forEach(UploadClient::close);
            }
        } finally {
            app.close();
        }
    }

    private RunningApp killAgainAndAgain(RunningApp first, int port) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        RunningApp app = first;
        for (int kill = 0; kill < KILLS; kill++) {
            turns.release(UPLOADS / (KILLS + 1));
            // Some of these moments are before it is ready.
            pause(Duration.ofMillis(500 + random.nextInt(4_500)));
            app.kill();
            app = RunningApp.begin(folder, port, SETTINGS);
            if (kill % 4 != 3) {
                app.awaitReady();
            }
        }
        app.awaitReady();
        turns.release(UPLOADS); // all that is left
        return app;
    }

    private Void work(UploadClient client) throws InterruptedException {
        SplittableRandom random =
                new SplittableRandom(SEED + Thread.currentThread().threadId());
        for (int i = 0; i < UPLOADS / CLIENTS; i++) {
            turns.acquire();
            upload(client, photos.get(random.nextInt(photos.size())));
        }
        return null;
    }

    /** As a patient client does: what got no answer is done again. */
    private void upload(UploadClient client, byte[] photo) throws InterruptedException {
        JsonNode signed = until(() -> {
            Reply reply = client.sign("photo.jpg", "image/jpeg", photo.length);
            return reply.status() == 201 ? reply.body() : null;
        });
        String imageId = signed.path("imageId").asText();
        acknowledged.add(new Acknowledged(client, imageId));
        until(() -> {
            int status = client.put(signed, photo);
            return status < 300 || status == 409 || status == 412 ? status : null; // or it is there already
        });
        until(() -> client.complete(imageId, Duration.ZERO).status() == 202 ? true : null);
    }

    private interface Attempt<T> {
        @org.jspecify.annotations.Nullable T make() throws IOException, InterruptedException;
    }

    private <T> T until(Attempt<T> attempt) throws InterruptedException {
        while (true) {
            try {
                T result = attempt.make();
                if (result != null) {
                    return result;
                }
            } catch (IOException killed) {
                // The very thing that this test is about.
            }
            retries.incrementAndGet();
            pause(Duration.ofMillis(200));
        }
    }

    /** Waits as long as things move on. */
    private void awaitEnds() throws Exception {
        Instant moved = Instant.now();
        List<Acknowledged> open = new ArrayList<>(acknowledged);
        while (!open.isEmpty()) {
            int before = open.size();
            for (Acknowledged upload : List.copyOf(open)) {
                if (FINAL.contains(status(upload))) {
                    open.remove(upload);
                }
            }
            moved = open.size() < before ? Instant.now() : moved;
            assertThat(Duration.between(moved, Instant.now()))
                    .as("since one of the %d open uploads came to an end", open.size())
                    .isLessThan(STUCK);
            pause(Duration.ofMillis(500));
        }
    }

    private void balance(Instant begin) throws Exception {
        Map<String, Integer> ends = new TreeMap<>();
        for (Acknowledged upload : acknowledged) {
            ends.merge(status(upload), 1, Integer::sum);
            JsonNode history = upload.client()
                    .get("/v1/images/" + upload.imageId() + "/history")
                    .body();
            List<String> told = history.path("items").findValuesAsText("to").stream()
                    .filter(FINAL::contains)
                    .toList();
            assertThat(told).as("ends of %s in %s", upload.imageId(), history).containsExactly(status(upload));
        }
        System.out.printf(
                "ledger: %d acknowledged, %s; %d kills, %d retries by clients, %d s%n",
                acknowledged.size(),
                ends,
                KILLS,
                retries.get(),
                Duration.between(begin, Instant.now()).toSeconds());
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(UPLOADS);
        assertThat(ends.keySet()).isSubsetOf("ACCEPTED", "REJECTED");
    }

    private static String status(Acknowledged upload) throws Exception {
        return upload.client()
                .get("/v1/images/" + upload.imageId())
                .body()
                .path("status")
                .asText();
    }

    private static void pause(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
