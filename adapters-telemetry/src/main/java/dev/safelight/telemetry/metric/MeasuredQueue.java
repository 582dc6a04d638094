package dev.safelight.telemetry.metric;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Counts jobs that are taken and given back. */
public final class MeasuredQueue implements JobQueue {

    private final JobQueue queue;
    private final Outages outages;
    private final Metrics metrics;

    public MeasuredQueue(JobQueue queue, Metrics metrics) {
        this.queue = queue;
        this.outages = new Outages(metrics, "queue");
        this.metrics = metrics;
        for (Job.Kind kind : Job.Kind.values()) { // at zero before the first time
            Stream.of(Measure.JOBS_CLAIMED, Measure.JOBS_REDELIVERED, Measure.JOBS_PUT_OFF)
                    .forEach(measure -> metrics.counter(measure, label(kind)));
        }
    }

    /** As in the address of an operator's request. */
    static String label(Job.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void count(Measure measure, Claimed claimed) {
        metrics.counter(measure, label(claimed.job().kind())).increment();
    }

    @Override
    public void enqueue(Collection<Job> jobs) {
        outages.of(() -> {
            queue.enqueue(jobs);
            return jobs;
        });
    }

    @Override
    public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
        List<Claimed> claimed = outages.of(() -> queue.claim(kinds, max, visibility));
        for (Claimed each : claimed) {
            count(Measure.JOBS_CLAIMED, each);
            if (each.delivery() > 1) {
                count(Measure.JOBS_REDELIVERED, each);
            }
        }
        return claimed;
    }

    @Override
    public boolean extend(Claimed claimed, Duration visibility) {
        return outages.of(() -> queue.extend(claimed, visibility));
    }

    @Override
    public void complete(Collection<Claimed> done) {
        outages.of(() -> {
            queue.complete(done);
            return done;
        });
    }

    @Override
    public void release(Claimed claimed, Duration delay) {
        outages.of(() -> {
            queue.release(claimed, delay);
            return claimed;
        });
        count(Measure.JOBS_PUT_OFF, claimed);
    }

    @Override
    public void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException {
        queue.await(kinds, atMost);
    }

    @Override
    public Depth depth(Job.Kind kind) {
        return outages.of(() -> queue.depth(kind));
    }
}
