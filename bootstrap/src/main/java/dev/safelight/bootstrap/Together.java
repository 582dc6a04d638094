package dev.safelight.bootstrap;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Things that each take their time to close, and so are closed at once. */
record Together(List<? extends AutoCloseable> all) implements AutoCloseable {

    /** Returns when all are closed; each of them bounds how long that takes. */
    @Override
    public void close() {
        try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(one -> atOnce.execute(() -> Closer.close(one)));
        }
    }
}
