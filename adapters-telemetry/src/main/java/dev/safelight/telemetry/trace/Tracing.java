package dev.safelight.telemetry.trace;

import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.TraceState;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes spans and sends them to a collector, in the background and in batches: nobody waits for it, and what it cannot get
 * rid of it drops. The span that work belongs to is the one that {@link Trace} tells of, wherever it was made.
 */
public final class Tracing implements AutoCloseable {

    /** What went wrong, by its class: messages may tell of people. */
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private static final Duration EXPORT = Duration.ofSeconds(10);
    private static final Duration FLUSH = Duration.ofSeconds(5);

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final InstantSource clock = InstantSource.system();
    private final Attempts attempts = new Attempts();

    public Tracing(TracingSettings settings) {
        this(settings, exporter(settings));
    }

    Tracing(TracingSettings settings, SpanExporter exporter) {
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"), settings.service(),
                                AttributeKey.stringKey("service.version"), settings.version()))))
                .setSampler(new OurShare(settings.ratio()))
                .setIdGenerator(new OurIds())
                .setSpanLimits(
                        SpanLimits.builder().setMaxAttributeValueLength(500).build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
        this.tracer = provider.get("dev.safelight", settings.version());
    }

    /** At jobs, by this process. */
    Attempts attempts() {
        return attempts;
    }

    private static SpanExporter exporter(TracingSettings settings) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.address())
                .setHeaders(settings::headers)
                .setTimeout(EXPORT)
                .setCompression("gzip")
                .build();
    }

    /** Work that says more of itself while it is being done. */
    @FunctionalInterface
    interface Work<R, X extends Throwable> {
        R in(Span span) throws X;
    }

    /** Does {@code work} as a span of the present trace, unless there is none: then nobody would find it. */
    <R, X extends Throwable> R child(String name, SpanKind kind, Attributes attributes, Work<R, X> work) throws X {
        return Trace.context().isPresent() ? span(name, kind, attributes, List.of(), work) : work.in(Span.getInvalid());
    }

    /** Does {@code work} as a span of the present trace, which begins with it if there is none. */
    <R, X extends Throwable> R span(
            String name, SpanKind kind, Attributes attributes, List<SpanContext> links, Work<R, X> work) throws X {
        SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind).setAllAttributes(attributes);
        links.forEach(builder::addLink);
        builder.setParent(parent());
        Span span = builder.startSpan();
        try {
            return Trace.within(context(span), () -> work.in(span));
        } catch (Throwable failure) {
            failed(span, failure.getClass().getName());
            throw failure;
        } finally {
            span.end();
        }
    }

    /** Notes what has just been done, and took so long, as a span of the present trace, unless there is none. */
    void was(String name, Attributes attributes, Duration took) {
        if (Trace.context().isPresent()) {
            Instant end = clock.instant();
            tracer.spanBuilder(name)
                    .setAllAttributes(attributes)
                    .setParent(parent())
                    .setStartTimestamp(end.minus(took))
                    .startSpan()
                    .end(end);
        }
    }

    /** Marks a span as failed. */
    static void failed(Span span, String type) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(ERROR, type);
    }

    private static Context parent() {
        return Trace.context()
                .flatMap(Tracing::spanContext)
                .map(parent -> Context.root().with(Span.wrap(parent)))
                .orElse(Context.root());
    }

    /** As OpenTelemetry has it; empty when no span has begun there. */
    static Optional<SpanContext> spanContext(TraceContext context) {
        return context.spanId()
                .map(span -> SpanContext.createFromRemoteParent(
                        context.traceId(),
                        span,
                        context.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        io.opentelemetry.api.trace.TraceState.getDefault()));
    }

    /** What came with the trace from others goes on with it; OpenTelemetry need not know it. */
    private static TraceContext context(Span span) {
        SpanContext made = span.getSpanContext();
        return new TraceContext(
                made.getTraceId(),
                Optional.of(made.getSpanId()),
                made.isSampled(),
                Trace.context().map(TraceContext::state).orElse(TraceState.NONE));
    }

    /** Sends what has not been sent, for at most 5 s. May be called twice. */
    @Override
    public void close() {
        provider.shutdown().join(FLUSH.toSeconds(), TimeUnit.SECONDS);
    }
}
