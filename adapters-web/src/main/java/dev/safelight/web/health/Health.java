package dev.safelight.web.health;

import dev.safelight.application.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks everything that we depend on at once, and remembers the answer for a second, so that probes cannot become a load
 * of their own. A check that hangs is an error; it is not begun again while it hangs.
 */
public final class Health implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final List<HealthCheck> checks;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Future<?>> running = new LinkedHashMap<>();
    private Optional<Seen> last = Optional.empty();

    public Health(List<HealthCheck> checks, InstantSource clock) {
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    /** @param works by the name of the check */
    public record Seen(Map<String, Boolean> works, Instant at) {
        public boolean isHealthy() {
            return !works.containsValue(false);
        }

        private boolean isFresh(Instant now) {
            return Duration.between(at, now).compareTo(FRESH) < 0;
        }
    }

    /** How things stand, as of at most a second ago. Takes at most 2 s. */
    public synchronized Seen look() {
        Instant now = clock.instant();
        Seen seen = last.filter(before -> before.isFresh(now)).orElseGet(() -> ask(now));
        last = Optional.of(seen);
        return seen;
    }

    private Seen ask(Instant now) {
        checks.forEach(this::begin);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Boolean> works = new LinkedHashMap<>();
        running.forEach((name, check) -> works.put(name, succeeds(name, check, deadline)));
        return new Seen(works, now);
    }

    private void begin(HealthCheck check) {
        Future<?> before = running.get(check.name());
        if (before == null || before.isDone()) {
            running.put(check.name(), threads.submit(() -> {
                check.check();
                return true;
            }));
        }
    }

    private static boolean succeeds(String name, Future<?> check, long deadline) {
        try {
            check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | CancellationException failure) {
            LOG.warn(
                    "{} does not work: {}",
                    name,
                    Optional.ofNullable(failure.getCause()).orElse(failure).toString());
            return false;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives up checks that still hang. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
