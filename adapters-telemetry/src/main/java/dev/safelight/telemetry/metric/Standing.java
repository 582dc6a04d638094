package dev.safelight.telemetry.metric;

import dev.safelight.application.HealthCheck;
import dev.safelight.application.image.Backlog;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Depth;
import dev.safelight.application.job.QueueAges;
import dev.safelight.application.job.QueueSwitch;
import dev.safelight.application.job.Worker;
import dev.safelight.telemetry.metric.Readings.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** How things stand: gauges of the whole installation, which every process reads alike, and of this process. */
public final class Standing {

    private final Metrics metrics;
    private final InstantSource clock;

    public Standing(Metrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What runs. */
    public void build(String version, String role) {
        metrics.gauge(Measure.BUILD_INFO, () -> 1, version, role);
    }

    /** How many jobs of each kind there are, how old, and whether they are given out. */
    public void queue(Function<Job.Kind, Depth> depth, QueueAges ages, QueueSwitch pauses) {
        Reading<Map<Job.Kind, Instant>> oldest = metrics.reading("ages", ages::dueLongest);
        Reading<Set<Job.Kind>> paused = metrics.reading("pauses", pauses::paused);
        for (Job.Kind kind : Job.Kind.values()) {
            String label = MeasuredQueue.label(kind);
            Reading<Depth> jobs = metrics.reading("depth_" + label, () -> depth.apply(kind));
            jobs(label, "ready", jobs, Depth::ready);
            jobs(label, "delayed", jobs, Depth::delayed);
            jobs(label, "claimed", jobs, Depth::claimed);
            jobs(label, "dead", jobs, Depth::dead);
            metrics.gauge(
                    Measure.QUEUE_OLDEST, () -> known(oldest, all -> age(Optional.ofNullable(all.get(kind)))), label);
            metrics.gauge(Measure.QUEUE_PAUSED, () -> known(paused, kinds -> kinds.contains(kind) ? 1 : 0), label);
        }
    }

    private void jobs(String kind, String state, Reading<Depth> jobs, Function<Depth, Number> count) {
        metrics.gauge(Measure.QUEUE_JOBS, () -> known(jobs, count), kind, state);
    }

    private double age(Optional<Instant> due) {
        return due.map(since -> Duration.between(since, clock.instant()))
                .map(age -> Math.max(0, age.toMillis() / 1000.0))
                .orElse(0.0);
    }

    /** How much work there is, and from where on newcomers are turned away. */
    public void backlog(Backlog backlog, int limit) {
        Reading<Backlog.Load> load = metrics.reading("backlog", () -> backlog.load(limit, clock.instant()));
        metrics.gauge(Measure.IMAGES_IN_WORK, () -> known(load, Backlog.Load::inWork));
        metrics.gauge(Measure.IMAGES_IN_WORK_LIMIT, () -> limit);
    }

    /** Whether what we depend on works. Nothing known is as bad as not working. */
    public void dependencies(List<HealthCheck> checks) {
        for (HealthCheck check : checks) {
            Reading<Boolean> works = metrics.reading("health_" + check.name(), () -> {
                check.check();
                return true;
            });
            metrics.gauge(Measure.DEPENDENCY_UP, () -> works.value().isPresent() ? 1 : 0, check.name());
        }
    }

    /** What the workers of this process are at. */
    public void workers(List<Worker> workers) {
        for (Worker worker : workers) {
            String kind = MeasuredQueue.label(worker.kinds().getFirst());
            metrics.gauge(Measure.WORKERS_BUSY, worker::busy, kind);
            metrics.gauge(Measure.WORKERS_SLOTS, worker::slots, kind);
        }
    }

    /** How many clients listen, and how many may. */
    public void streams(IntSupplier clients, int limit) {
        metrics.gauge(Measure.STREAM_CLIENTS, clients::getAsInt);
        metrics.gauge(Measure.STREAM_LIMIT, () -> limit);
    }

    private static <T> Number known(Reading<T> reading, Function<T, Number> figure) {
        Supplier<Number> unknown = () -> Double.NaN;
        return reading.value().map(figure).orElseGet(unknown);
    }
}
