package dev.safelight.application.job;

import dev.safelight.application.HealthCheck;
import java.time.Duration;
import java.util.List;

/** Whether the workers of this process hear from their queue: one that does not gets no work, and should say so. */
public final class WorkersHealth implements HealthCheck {

    /** A worker that has nothing to do asks every few seconds; a long poll may make that ten more. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final List<Worker> workers;

    public WorkersHealth(List<Worker> workers) {
        this.workers = List.copyOf(workers);
    }

    @Override
    public String name() {
        return "workers";
    }

    @Override
    public void check() {
        for (Worker worker : workers) {
            Duration silence = worker.silence();
            if (silence.compareTo(LONGEST_SILENCE) > 0) {
                throw new IllegalStateException(
                        worker.kinds() + " have not heard from their queue for " + silence.toSeconds() + " s");
            }
        }
    }
}
