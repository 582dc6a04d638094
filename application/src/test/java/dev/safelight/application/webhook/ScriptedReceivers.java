package dev.safelight.application.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Receivers that answer as they are told to, and with success when nothing is left of what they were told. */
public final class ScriptedReceivers implements WebhookSender {

    private final Map<URI, Queue<Result>> scripts = new ConcurrentHashMap<>();
    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile Optional<Semaphore> gate = Optional.empty();

    /** Answers in this order. */
    public void script(URI url, Result... results) {
        scripts.put(url, new ArrayDeque<>(List.of(results)));
    }

    /** From now on every call waits for a permit. */
    public Semaphore hold() {
        Semaphore held = new Semaphore(0);
        gate = Optional.of(held);
        return held;
    }

    /** In the order in which they came. */
    public List<Message> received() {
        return received;
    }

    public int underWay() {
        return underWay.get();
    }

    public static Result answer(int status) {
        return answer(status, Optional.empty());
    }

    public static Result answer(int status, Optional<Duration> retryAfter) {
        return new Result.Failed(Optional.of(status), "answered " + status, retryAfter, "", Duration.ofMillis(1));
    }

    @Override
    public Optional<String> objection(URI url) {
        return url.getHost().equals("forbidden.example.org") ? Optional.of("it is forbidden") : Optional.empty();
    }

    @Override
    public Result send(URI url, Message message) throws InterruptedException {
        underWay.incrementAndGet();
        try {
            if (gate.isPresent()) {
                gate.get().acquire();
            }
            received.add(message);
            Queue<Result> script = scripts.getOrDefault(url, new ArrayDeque<>());
            synchronized (script) {
                Result next = script.poll();
                return next == null ? new Result.Delivered(200, Duration.ofMillis(1)) : next;
            }
        } finally {
            underWay.decrementAndGet();
        }
    }
}
