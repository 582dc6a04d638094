package dev.safelight.telemetry.metric;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a scrape has to ask the database and others for. Asked at once and at most every ten seconds, however often and by
 * how many we are scraped; none is asked again while it hangs; and after two seconds a scrape goes on without those that
 * have not answered. What is not known is empty and never an old value.
 */
final class Readings implements AutoCloseable {

    /** At most so old is what a scrape tells. */
    static final Duration FRESH = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger(Readings.class.getName());

    private final InstantSource clock;
    private final Consumer<String> failed;
    private final List<Reading<?>> all = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param failed is told the name of each reading that failed */
    Readings(InstantSource clock, Consumer<String> failed) {
        this.clock = clock;
        this.failed = failed;
    }

    <T> Reading<T> add(String name, Callable<T> source) {
        Reading<T> reading = new Reading<>(name, source);
        all.add(reading);
        return reading;
    }

    /** Asks for all that has been known for too long. Takes at most 2 s. */
    void refresh() {
        CompletableFuture<?>[] asked = all.stream().map(Reading::ask).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(asked)
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        all.forEach(Reading::giveUpOldValue);
    }

    /** Gives up what still hangs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One thing that is asked for. */
    final class Reading<T> {

        private final String name;
        private final Callable<T> source;
        private CompletableFuture<?> running = CompletableFuture.completedFuture(null);
        private Instant at = Instant.EPOCH;
        private Optional<T> value = Optional.empty();

        private Reading(String name, Callable<T> source) {
            this.name = name;
            this.source = source;
        }

        /** As of the last scrape; empty when it could not be found out. */
        synchronized Optional<T> value() {
            return value;
        }

        private synchronized boolean isFresh() {
            return clock.instant().isBefore(at.plus(FRESH));
        }

        private synchronized CompletableFuture<?> ask() {
            if (running.isDone() && !isFresh()) {
                running = CompletableFuture.runAsync(this::read, threads);
            }
            return running;
        }

        private void read() {
            try {
                know(Optional.of(source.call()));
            } catch (Exception failure) {
                LOG.log(Level.DEBUG, "cannot read " + name + " for a scrape", failure);
                failed.accept(name);
                know(Optional.empty());
            }
        }

        private synchronized void know(Optional<T> now) {
            value = now;
            at = clock.instant();
        }

        private synchronized void giveUpOldValue() {
            if (!running.isDone()) {
                value = Optional.empty();
            }
        }
    }
}
