package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.storage.s3.S3ProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes that do everything are told to stop, one after the other, again and again, while visitors upload. What a
 * visitor may see of it is a 503, or that nobody listens at an address any more; never a request that was taken and not
 * answered. With {@code -Dsafelight.long=true} a hundred times. Visitors use no connection again that was idle for longer
 * than a node waits for (in the POM), as docs/queues.md asks of whoever stands before one.
 */
class StopTest {

    private static final int STOPS = Boolean.getBoolean("safelight.long") ? 100 : 3;
    private static final int VISITORS = 4;

    /** How many uploads a visitor has waiting at most: a machine that restarts all the time judges few. */
    private static final int AHEAD = 8;

    @TempDir
    private Path folder;

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Kept> uploads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean enough;

    private record Kept(Visitor visitor, String imageId) {}

    @Test
    void nobody_notices_that_nodes_are_stopped_and_nothing_is_lost_or_done_twice() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                S3ProxyServer store = S3ProxyServer.start(Files.createDirectory(folder.resolve("objects")))) {
            Map<String, String> settings = new HashMap<>(WholeApp.on(folder.resolve("data"), database.config()));
            settings.putAll(WholeApp.in(store.newBucket(), store.endpoint()));
            settings.put("SAFELIGHT_SET_MAXIMUM", "10000");
            settings.put("SAFELIGHT_MAX_BACKLOG_PER_OWNER", "10000");
            List<Node> nodes = List.of(new Node("one", settings), new Node("two", settings));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Node node : nodes) {
                    node.app.awaitReady();
                }
                List<Future<?>> visits = new ArrayList<>();
                for (int i = 0; i < VISITORS; i++) {
                    int number = i;
                    visits.add(threads.submit(() -> visit(nodes, number)));
                }
                try {
                    for (int stop = 0; stop < STOPS; stop++) {
                        nodes.get(stop % 2).restart();
                    }
                } finally {
                    enough = true; // whatever went wrong, or the visitors would never leave
                }
                for (Future<?> visit : visits) {
                    visit.get(2, TimeUnit.MINUTES);
                }
                settle();
            } finally {
                for (Node node : nodes) {
                    node.close();
                }
            }
        }
    }

    private final class Node implements AutoCloseable {
        private final Path home;
        private final int port;
        private final Map<String, String> settings;
        private RunningApp app;

        Node(String name, Map<String, String> settings) throws Exception {
            this.home = Files.createDirectory(folder.resolve(name));
            this.port = RunningApp.freePort();
            this.settings = settings;
            this.app = RunningApp.begin(home, port, settings);
        }

        void restart() throws Exception {
            Instant told = Instant.now();
            assertThat(app.terminate())
                    .as("exit code of a process that was told to stop")
                    .isEqualTo(143);
            longest.accumulateAndGet(Duration.between(told, Instant.now()).toMillis(), Math::max);
            app = RunningApp.begin(home, port, settings);
            app.awaitReady();
        }

        URI url() {
            return URI.create("http://localhost:" + port);
        }

        @Override
        public void close() throws IOException {
            app.close();
        }
    }

    private Void visit(List<Node> nodes, int number) throws Exception {
        Visitor[] at = new Visitor[nodes.size()];
        at[0] = new Visitor(nodes.get(0).url());
        at[1] = at[0].at(nodes.get(1).url());
        List<byte[]> photos = IntStream.range(0, 8)
                .mapToObj(i -> SamplePhotos.light(number * 8 + i))
                .toList();
        Deque<String> unfinished = new ArrayDeque<>();
        for (int i = 0; !enough; i++) {
            byte[] photo = photos.get(i % photos.size());
            JsonNode signed =
                    ask(at, i, visitor -> visitor.sign(photo, "default")).json();
            String id = signed.path("imageId").asText();
            uploads.add(new Kept(at[0], id));
            assertThat(at[0].put(signed, photo).status()).isEqualTo(200);
            ask(at, i + 1, visitor -> visitor.complete(id));
            ask(at, i, visitor -> visitor.image(id));
            unfinished.add(id);
            if (unfinished.size() > AHEAD) {
                awaitEnd(at, i, unfinished.remove());
            }
            Ledger.pause(Duration.ofMillis(300));
        }
        return null;
    }

    private void awaitEnd(Visitor[] at, int first, String id) throws InterruptedException {
        String status;
        do {
            Ledger.pause(Duration.ofMillis(100));
            status = ask(at, first, visitor -> visitor.image(id))
                    .json()
                    .path("status")
                    .asText();
        } while (!enough && !Visitor.FINAL.contains(status));
    }

    /** As a load balancer does: whom nobody answers at one address, and who hears 503, asks at the other. */
    private Visitor.Reply ask(Visitor[] at, int first, Function<Visitor, Visitor.Reply> question)
            throws InterruptedException {
        for (int i = first; ; i++) {
            requests.incrementAndGet();
            try {
                Visitor.Reply reply = question.apply(at[i % at.length]);
                if (reply.status() < 300) {
                    return reply;
                }
                if (reply.status() != 503) {
                    faults.add(reply.status() + " " + reply.json());
                }
            } catch (UncheckedIOException failure) {
                if (!(failure.getCause() instanceof ConnectException)) {
                    faults.add(Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                            .map(Throwable::toString)
                            .collect(Collectors.joining(" because of ")));
                }
            }
            turnedAway.incrementAndGet();
            Ledger.pause(Duration.ofMillis(20));
        }
    }

    private void settle() {
        for (Kept upload : uploads) {
            String end = upload.visitor().end(upload.imageId()).path("status").asText();
            assertThat(end).isIn("ACCEPTED", "REJECTED");
            assertThat(upload.visitor().history(upload.imageId()))
                    .filteredOn(Visitor.FINAL::contains)
                    .containsExactly(end);
        }
        System.out.printf(
                "stops: %d, the longest %d ms; %d uploads, %d requests, of which %d asked again elsewhere, %d failed%n",
                STOPS, longest.get(), uploads.size(), requests.get(), turnedAway.get(), faults.size());
        assertThat(faults).isEmpty();
    }
}
