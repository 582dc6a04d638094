package dev.safelight.web.event;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads, while there is something to write, that go from stream to stream and are not held up by any: one that
 * cannot be written to at once gets a thread of its own.
 */
final class Writers {

    private static final int MOST = Runtime.getRuntime().availableProcessors();

    private final Queue<EventStream> due = new ConcurrentLinkedQueue<>();
    private final AtomicInteger working = new AtomicInteger();

    /** There is something to write to this one. Returns at once. */
    void add(EventStream stream) {
        due.add(stream);
        if (working.get() < MOST) {
            start();
        }
    }

    private void start() {
        if (working.incrementAndGet() <= MOST) {
            Thread.ofVirtual().name("event-writer").start(this::work);
        } else {
            working.decrementAndGet();
        }
    }

    private void work() {
        for (EventStream next = due.poll(); next != null; next = due.poll()) {
            next.write();
        }
        working.decrementAndGet();
        if (!due.isEmpty()) {
            start(); // it came when we were about to go
        }
    }
}
