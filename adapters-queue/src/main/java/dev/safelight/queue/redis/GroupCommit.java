package dev.safelight.queue.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends together what comes while a call is under way: one call at a time, so the more callers there are, the larger the
 * calls, and none waits longer than for the one under way and its own. All parts of a call share its outcome.
 *
 * <p>Who comes while nothing is under way makes the call himself; afterwards a thread makes calls until nobody waits. Those
 * who shared a call are answered first and the next call is made a moment later, so that they come along in it: else half of
 * them would always be one call behind the others, and calls be half as large.
 *
 * <p>The one thread that waits for an answer looks out for it awhile before it sleeps: to be woken takes about as long as
 * the answer.
 */
final class GroupCommit<T> {

    /** Two answers long. So much of a processor, of at least two, is the most that a call costs beyond its work. */
    private static final Duration LOOKOUT = Duration.ofNanos(200_000);

    /** The answer to more than so many items takes longer, and those who make it need the processor. */
    private static final int FEW = 100;

    private static final boolean OTHERS_CAN_RUN = Runtime.getRuntime().availableProcessors() > 1;

    private final int most;
    private final Function<List<T>, CompletableFuture<?>> call;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Part<T>> waiting = new ArrayDeque<>();
    private boolean underWay;

    private record Part<T>(List<T> items, CompletableFuture<Void> outcome) {

        void end(@Nullable Throwable failure) {
            if (failure == null) {
                outcome.complete(null);
            } else {
                outcome.completeExceptionally(failure);
            }
        }
    }

    /** @param most items in one call, unless a single part has more */
    GroupCommit(int most, Function<List<T>, CompletableFuture<?>> call) {
        this.most = most;
        this.call = call;
    }

    /** Done when they are sent and answered; when nothing is under way that is before this returns. Never throws. */
    CompletableFuture<Void> send(List<T> items) {
        var part = new Part<>(items, new CompletableFuture<Void>());
        if (goesFirst(part)) {
            callOnce();
            if (isWaitedFor()) {
                Thread.startVirtualThread(this::callForOthers);
            }
        }
        return part.outcome();
    }

    /** How many parts wait for the call under way to end. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean goesFirst(Part<T> part) {
        lock.lock();
        try {
            waiting.add(part);
            boolean first = !underWay;
            underWay = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private boolean isWaitedFor() {
        lock.lock();
        try {
            underWay = !waiting.isEmpty();
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    private void callForOthers() {
        if (isWaitedFor()) {
            callOnce();
            Thread.startVirtualThread(this::callForOthers); // runs after those who were just answered
        }
    }

    private void callOnce() {
        List<Part<T>> parts = nextParts();
        List<T> items = parts.stream().flatMap(part -> part.items().stream()).toList();
        CompletableFuture<?> answer = calling(items);
        if (OTHERS_CAN_RUN && items.size() <= FEW) {
            lookOut(answer);
        }
        answer.<Void>handle((given, failure) -> {
                    parts.forEach(part -> part.end(failure));
                    return null;
                })
                .join(); // never throws
    }

    private CompletableFuture<?> calling(List<T> items) {
        try {
            return call.apply(items);
        } catch (RuntimeException | Error failure) { // else nobody would ever call again
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static void lookOut(CompletableFuture<?> answer) {
        long begun = System.nanoTime();
        while (!answer.isDone() && System.nanoTime() - begun < LOOKOUT.toNanos()) {
            Thread.onSpinWait();
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
            return parts;
        } finally {
            lock.unlock();
        }
    }
}
