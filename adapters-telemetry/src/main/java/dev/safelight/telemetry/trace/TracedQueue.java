package dev.safelight.telemetry.trace;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What is said to the queue about a job as a span of the job's trace. Asking for jobs belongs to no trace, and happens all
 * the time: it is none.
 */
public final class TracedQueue implements JobQueue {

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");

    private final JobQueue queue;
    private final Tracing tracing;
    private final Attempts attempts;

    public TracedQueue(JobQueue queue, Tracing tracing) {
        this.queue = queue;
        this.tracing = tracing;
        this.attempts = tracing.attempts();
    }

    private void span(String operation, SpanKind kind, Runnable work) {
        tracing.child("queue " + operation, kind, Attributes.of(SYSTEM, "safelight", OPERATION, operation), span -> {
            work.run();
            return operation;
        });
    }

    @Override
    public void enqueue(Collection<Job> jobs) {
        span("enqueue", SpanKind.PRODUCER, () -> queue.enqueue(jobs));
    }

    @Override
    public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
        List<Claimed> claimed = queue.claim(kinds, max, visibility);
        claimed.forEach(attempts::begun);
        return claimed;
    }

    @Override
    public boolean extend(Claimed claimed, Duration visibility) {
        return queue.extend(claimed, visibility);
    }

    @Override
    public void complete(Collection<Claimed> done) {
        done.forEach(attempts::ended);
        span("complete", SpanKind.CLIENT, () -> queue.complete(done));
    }

    @Override
    public void release(Claimed claimed, Duration delay) {
        attempts.ended(claimed);
        span("release", SpanKind.CLIENT, () -> queue.release(claimed, delay));
    }

    @Override
    public void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException {
        queue.await(kinds, atMost);
    }

    @Override
    public Depth depth(Job.Kind kind) {
        return queue.depth(kind);
    }
}
