package dev.safelight.web.health;

import dev.safelight.application.HealthCheck;
import dev.safelight.application.InWords;
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
    private final Map<String, Future<Duration>> running = new LinkedHashMap<>();
    private Optional<Seen> last = Optional.empty();

    public Health(List<HealthCheck> checks, InstantSource clock) {
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    /**
     * What one check found.
     *
     * @param took until it answered, or was no longer waited for
     * @param trouble why it does not work, for operators only: it may name hosts and buckets; empty when it works
     */
    public record Finding(Duration took, Optional<String> trouble) {
        public boolean works() {
            return trouble.isEmpty();
        }
    }

    /** @param findings by the name of the check */
    public record Seen(Map<String, Finding> findings, Instant at) {
        public boolean isHealthy() {
            return findings.values().stream().allMatch(Finding::works);
        }

        /** {@code ok} or {@code error} by the name of the check: what anybody may know. */
        public Map<String, String> words() {
            Map<String, String> words = new LinkedHashMap<>();
            findings.forEach((name, finding) -> words.put(name, finding.works() ? "ok" : "error"));
            return words;
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
        Map<String, Finding> findings = new LinkedHashMap<>();
        running.forEach((name, check) -> findings.put(name, await(name, check, deadline)));
        return new Seen(findings, now);
    }

    private void begin(HealthCheck check) {
        Future<Duration> before = running.get(check.name());
        if (before == null || before.isDone()) {
            running.put(check.name(), threads.submit(() -> {
                long begun = System.nanoTime();
                check.check();
                return Duration.ofNanos(System.nanoTime() - begun);
            }));
        }
    }

    private static Finding await(String name, Future<Duration> check, long deadline) {
        long begun = System.nanoTime();
        try {
            return new Finding(
                    check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS), Optional.empty());
        } catch (TimeoutException late) {
            return failed(name, PATIENCE, "no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException | CancellationException failure) {
            Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
            return failed(name, Duration.ofNanos(System.nanoTime() - begun), InWords.message(cause));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return new Finding(Duration.ZERO, Optional.of("stopping"));
        }
    }

    private static Finding failed(String name, Duration took, String trouble) {
        LOG.warn("{} does not work: {}", name, trouble);
        return new Finding(took, Optional.of(trouble));
    }

    /** Gives up checks that still hang. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
