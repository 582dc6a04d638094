package dev.safelight.queue.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends together what comes while a call is under way: one call at a time, so the more callers there are, the larger the
 * calls, and none waits longer than for the one under way and its own. All parts of a call share its outcome.
 *
 * <p>Those who shared a call are answered first and the next call is made a moment later, so that they come along in it:
 * else half of them would always be one call behind the others, and calls be half as large. Who is alone goes at once.
 */
final class GroupCommit<T> {

    private final int most;
    private final Function<List<T>, CompletionStage<?>> call;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Part<T>> waiting = new ArrayDeque<>();
    private boolean underWay;

    private record Part<T>(List<T> items, CompletableFuture<Void> outcome) {}

    /** @param most items in one call, unless a single part has more */
    GroupCommit(int most, Function<List<T>, CompletionStage<?>> call) {
        this.most = most;
        this.call = call;
    }

    CompletableFuture<Void> add(List<T> items) {
        var part = new Part<>(items, new CompletableFuture<Void>());
        lock.lock();
        try {
            waiting.add(part);
            if (underWay) {
                return part.outcome();
            }
            underWay = true;
        } finally {
            lock.unlock();
        }
        callNext();
        return part.outcome();
    }

    private void callNext() {
        List<Part<T>> parts = nextParts();
        if (!parts.isEmpty()) {
            calling(parts.stream().flatMap(part -> part.items().stream()).toList())
                    .whenComplete((given, failure) -> {
                        parts.forEach(part -> end(part, failure));
                        if (parts.size() > 1 || isWaitedFor()) {
                            Thread.startVirtualThread(this::callNext); // runs after those who were just woken
                        } else {
                            callNext();
                        }
                    });
        }
    }

    private boolean isWaitedFor() {
        lock.lock();
        try {
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private CompletionStage<?> calling(List<T> items) {
        try {
            return call.apply(items);
        } catch (RuntimeException | Error failure) { // else nobody would ever call again
            return CompletableFuture.failedStage(failure);
        }
    }

    private List<Part<T>> nextParts() {
        lock.lock();
        try {
            List<Part<T>> parts = new ArrayList<>();
            int items = 0;
            while (!waiting.isEmpty()
                    && (items == 0 || items + waiting.element().items().size() <= most)) {
                Part<T> part = waiting.remove();
                parts.add(part);
                items += part.items().size();
            }
            underWay = !parts.isEmpty();
            return parts;
        } finally {
            lock.unlock();
        }
    }

    private static void end(Part<?> part, @Nullable Throwable failure) {
        if (failure == null) {
            part.outcome().complete(null);
        } else {
            part.outcome().completeExceptionally(failure);
        }
    }
}
