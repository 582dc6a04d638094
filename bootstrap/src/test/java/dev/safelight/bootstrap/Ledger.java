package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.bootstrap.demo.UploadClient;
import dev.safelight.bootstrap.demo.UploadClient.Reply;
import dev.safelight.imaging.sample.SamplePhotos;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
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
import org.jspecify.annotations.Nullable;

/** Clients who upload and give up nothing, whatever happens to the servers, and the account of what they were promised. */
final class Ledger implements AutoCloseable {

    private static final Duration STUCK = Duration.ofSeconds(60);

    private final Instant begin = Instant.now();
    private final List<byte[]> photos =
            IntStream.range(0, 24).mapToObj(SamplePhotos::light).toList();
    private final List<UploadClient> clients;
    private final int uploads;
    private final long seed;
    private final ExecutorService threads;
    private final List<Future<?>> working = new ArrayList<>();
    private final AtomicInteger retries = new AtomicInteger();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();

    /** Uploads that may begin: a test lets some begin before each blow, so that every blow finds work in hand. */
    private final Semaphore turns = new Semaphore(0);

    private record Acknowledged(UploadClient client, String imageId) {}

    /**
     * @param nodes that clients talk to, each client to one of them
     * @param uploads in all
     * @param seed of which photo is uploaded when
     */
    Ledger(List<URI> nodes, int clients, int uploads, long seed) {
        this.clients = IntStream.range(0, clients)
                .mapToObj(i -> new UploadClient(nodes.get(i % nodes.size())))
                .toList();
        this.uploads = uploads;
        this.seed = seed;
        this.threads = Executors.newFixedThreadPool(clients);
    }

    /** The clients begin, each as soon as it is its turn. */
    void start() {
        int each = uploads / clients.size();
        clients.forEach(client -> working.add(threads.submit(() -> work(client, each))));
    }

    /** So many more uploads may begin. */
    void allow(int more) {
        turns.release(more);
    }

    /** The rest may begin; returns when all are acknowledged. */
    void finish(Duration patience) throws Exception {
        turns.release(uploads);
        for (Future<?> one : working) {
            one.get(patience.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Void work(UploadClient client, int count) throws InterruptedException {
        SplittableRandom random =
                new SplittableRandom(seed + Thread.currentThread().threadId());
        for (int i = 0; i < count; i++) {
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
        @Nullable T make() throws IOException, InterruptedException;
    }

    private <T> T until(Attempt<T> attempt) throws InterruptedException {
        while (true) {
            try {
                T result = attempt.make();
                if (result != null) {
                    return result;
                }
            } catch (IOException blow) {
                // The very thing that these tests are about.
            }
            retries.incrementAndGet();
            pause(Duration.ofMillis(200));
        }
    }

    /** Waits for the end of every upload, as long as some come to an end within any 60 s. */
    void awaitEnds() throws Exception {
        Instant moved = Instant.now();
        List<Acknowledged> open = new ArrayList<>(acknowledged);
        while (!open.isEmpty()) {
            int before = open.size();
            for (Acknowledged upload : List.copyOf(open)) {
                if (Visitor.FINAL.contains(status(upload))) {
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

    /** Every upload that was acknowledged came to one end, which was told once, and none to an error of ours. */
    void balance(String blows) throws Exception {
        Map<String, Integer> ends = new TreeMap<>();
        for (Acknowledged upload : acknowledged) {
            String status = status(upload);
            ends.merge(status, 1, Integer::sum);
            JsonNode history = upload.client()
                    .get("/v1/images/" + upload.imageId() + "/history")
                    .body();
            List<String> told = history.path("items").findValuesAsText("to").stream()
                    .filter(Visitor.FINAL::contains)
                    .toList();
            assertThat(told).as("ends of %s in %s", upload.imageId(), history).containsExactly(status);
        }
        System.out.printf(
                "ledger: %d acknowledged, %s; %s, %d retries by clients, %d s%n",
                acknowledged.size(),
                ends,
                blows,
                retries.get(),
                Duration.between(begin, Instant.now()).toSeconds());
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(uploads / clients.size() * clients.size());
        assertThat(ends.keySet()).isSubsetOf("ACCEPTED", "REJECTED");
    }

    /** The images that clients were promised an end of. */
    Collection<String> images() {
        return acknowledged.stream().map(Acknowledged::imageId).toList();
    }

    private static String status(Acknowledged upload) throws Exception {
        return upload.client()
                .get("/v1/images/" + upload.imageId())
                .body()
                .path("status")
                .asText();
    }

    static void pause(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        clients.forEach(UploadClient::close);
    }
}
