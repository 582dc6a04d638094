package dev.safelight.telemetry.trace;

import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.Worker;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Each attempt at a job as a span of the trace of whoever rang for it, linked to that and to the attempt before: also when
 * another process made it, which may be dead by now.
 */
public final class TracedWork implements Worker.Work {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> QUEUE = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> JOB = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("safelight.attempt");
    private static final AttributeKey<Boolean> LATER = AttributeKey.booleanKey("safelight.later");

    private final Worker.Work work;
    private final Attempts attempts;
    private final Tracing tracing;

    public TracedWork(Worker.Work work, Tracing tracing) {
        this.work = work;
        this.attempts = tracing.attempts();
        this.tracing = tracing;
    }

    @Override
    public Optional<Duration> on(Job job) throws InterruptedException {
        int attempt = attempts.at(job);
        String name = job.kind().name().toLowerCase(Locale.ROOT);
        String id = OurIds.ofAttempt(Trace.current(), job.id(), attempt);
        return OurIds.<Optional<Duration>, InterruptedException>withNext(
                id,
                () -> tracing.<Optional<Duration>, InterruptedException>span(
                        "process " + name,
                        SpanKind.CONSUMER,
                        attributes(job, name, attempt),
                        links(job, attempt),
                        span -> {
                            Optional<Duration> again = work.on(job);
                            span.setAttribute(LATER, again.isPresent());
                            return again;
                        }));
    }

    private static Attributes attributes(Job job, String queue, int attempt) {
        AttributesBuilder attributes = Attributes.builder();
        attributes.put(SYSTEM, "safelight");
        attributes.put(TYPE, "process");
        attributes.put(QUEUE, queue);
        attributes.put(JOB, job.id());
        attributes.put(ATTEMPT, (long) attempt);
        attributes.put(
                job.kind() == Job.Kind.BUILD ? Subjects.DOWNLOAD : Subjects.IMAGE,
                job.subject().toString());
        return attributes.build();
    }

    private static List<SpanContext> links(Job job, int attempt) {
        List<SpanContext> links = new ArrayList<>();
        job.trace().flatMap(Tracing::spanContext).ifPresent(links::add);
        if (attempt > 1) {
            Trace.context()
                    .map(here -> before(here, job, attempt))
                    .flatMap(Tracing::spanContext)
                    .ifPresent(links::add);
        }
        return links;
    }

    private static TraceContext before(TraceContext here, Job job, int attempt) {
        String span = OurIds.ofAttempt(here.traceId(), job.id(), attempt - 1);
        return new TraceContext(here.traceId(), Optional.of(span), here.sampled(), here.state());
    }
}
