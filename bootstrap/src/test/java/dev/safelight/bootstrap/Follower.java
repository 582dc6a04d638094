package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that hears events as docs/timeouts.md asks of clients: by a stream, which it takes up again where it was when it is
 * cut; and when nothing at all has come of it within two seconds, by polling from then on.
 */
final class Follower implements AutoCloseable {

    private static final Duration FIRST_BYTE = Duration.ofSeconds(2);
    private static final Duration BREATH = Duration.ofMillis(100);
    private static final JsonMapper JSON = new JsonMapper();

    private final Visitor visitor;
    private final Duration wait;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Thread thread;
    private volatile long position;
    private volatile boolean polls;
    private volatile boolean closed;

    /** An event as it came, and when, by the clock of {@link System#nanoTime}. */
    record Heard(String id, String type, String subject, long nanos) {}

    private Follower(Visitor visitor, Duration wait) {
        this.visitor = visitor;
        this.wait = wait;
        this.position = poll(Map.of(), "").path("lastEventId").asLong();
        this.thread = Thread.startVirtualThread(this::listen);
    }

    /**
     * Hears everything that happens from now on.
     *
     * @param wait how long each poll may be held
     */
    static Follower of(Visitor visitor, Duration wait) {
        return new Follower(visitor, wait);
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** How often its stream or poll broke off. */
    int cuts() {
        return cuts.get();
    }

    boolean polls() {
        return polls;
    }

    private void listen() {
        try {
            while (!closed) {
                try {
                    if (polls) {
                        poll(Map.of("Prefer", "wait=" + wait.toSeconds()), "?after=" + position);
                    } else {
                        stream();
                    }
                } catch (UncheckedIOException cut) {
                    countCut();
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (AssertionError interrupted) {
            if (!closed) {
                throw interrupted;
            }
        }
    }

    private void countCut() throws InterruptedException {
        if (!closed) {
            cuts.incrementAndGet();
            Ledger.pause(BREATH);
        }
    }

    private JsonNode poll(Map<String, String> headers, String query) {
        Visitor.Reply reply = visitor.sending(headers).get("/v1/events" + query, Map.of("Accept", "application/json"));
        assertThat(reply.status()).isEqualTo(200);
        JsonNode page = reply.json();
        page.path("items").forEach(this::note);
        position = page.path("lastEventId").asLong();
        return page;
    }

    private void stream() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        Thread reading = Thread.startVirtualThread(() -> read(first));
        try {
            polls = !first.await(FIRST_BYTE.toMillis(), TimeUnit.MILLISECONDS);
            if (!polls) {
                reading.join();
                countCut();
            }
        } finally {
            reading.interrupt();
            reading.join(); // or it might still hear what is then polled
        }
    }

    /** Until it ends, for whatever reason. One that breaks before it began is no reason to poll. */
    private void read(CountDownLatch first) {
        try {
            HttpResponse<InputStream> response = visitor.open(
                    "/v1/events", Map.of("Accept", "text/event-stream", "Last-Event-ID", Long.toString(position)));
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                long next = position;
                for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
                    first.countDown();
                    next = take(line, next);
                }
            }
        } catch (IOException cut) {
            first.countDown();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
    }

    /** An id counts when its event is complete, which an empty line says. */
    private long take(String line, long next) throws IOException {
        if (line.isEmpty()) {
            position = next;
        } else if (line.startsWith("id: ")) {
            return Long.parseLong(line.substring("id: ".length()));
        } else if (line.startsWith("data: {")) {
            note(JSON.readTree(line.substring("data: ".length())));
        }
        return next;
    }

    private void note(JsonNode event) {
        heard.add(new Heard(
                event.path("id").asText(),
                event.path("type").asText(),
                event.path("subject").asText(),
                System.nanoTime()));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
