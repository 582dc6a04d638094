package dev.safelight.application.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets many do the same thing at the same moment. */
public final class Race {

    private Race() {}

    /** What each of {@code runners} got, all of them let go at once. A failure of any is thrown. */
    public static <T> List<T> among(int runners, Callable<T> each) throws InterruptedException, ExecutionException {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < runners; i++) {
                running.add(threads.submit(() -> {
                    go.await();
                    return each.call();
                }));
            }
            go.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> runner : running) {
                results.add(runner.get());
            }
            return results;
        }
    }

    /** All of {@code runners} at the same moment, each its own. A failure of any is thrown. */
    public static <T> List<T> between(List<? extends Callable<? extends T>> runners)
            throws InterruptedException, ExecutionException {
        var next = List.copyOf(runners).iterator();
        return among(runners.size(), () -> {
            Callable<? extends T> mine;
            synchronized (next) {
                mine = next.next();
            }
            return mine.call();
        });
    }
}
