package dev.safelight.telemetry.error;

import dev.safelight.application.Occasion;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.job.FailedAttempts;
import io.sentry.SentryClient;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.SpanContext;
import io.sentry.SpanId;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryId;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Tells Sentry of failures of ours, in the background: nobody waits for it, and what it cannot get rid of it drops. There
 * is one for the whole program, and none of the library's statics are used: it installs no handler and reads no file.
 */
public final class Errors implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Errors.class.getName());
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);
    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final Duration GIVE_UP = Duration.ofMillis(500);

    /** What waits to be sent; more is dropped. */
    private static final int WAITING = 30;

    private static final int DEEPEST = 20;

    private final SentryClient client;
    private final InstantSource clock;
    private final Budget budget = new Budget();

    public Errors(ErrorSettings settings, InstantSource clock) {
        this.client = new SentryClient(options(settings));
        this.clock = clock;
    }

    private static SentryOptions options(ErrorSettings settings) {
        SentryOptions options = new SentryOptions();
        options.setDsn(settings.dsn());
        options.setRelease(settings.release());
        options.setEnvironment(settings.environment());
        options.setAttachServerName(false);
        options.setSendClientReports(false);
        options.setAttachThreads(false);
        options.setAttachStacktrace(false);
        options.addInAppInclude("dev.safelight");
        options.setMaxQueueSize(WAITING);
        options.setConnectionTimeoutMillis((int) TO_ANSWER.toMillis());
        options.setReadTimeoutMillis((int) TO_ANSWER.toMillis());
        options.setShutdownTimeoutMillis(FLUSH.toMillis());
        options.setFlushTimeoutMillis(GIVE_UP.toMillis());
        options.setBeforeSend((event, hint) -> Discretion.of(event));
        return options;
    }

    /** Who is to be told of attempts that failed. */
    public FailedAttempts attempts() {
        return Attempt::failed;
    }

    /** Tells of it, unless there was too much to tell lately. Returns at once and throws nothing. */
    void tell(Report report) {
        OptionalInt leftOut = budget.ask(report.fault(), clock.instant());
        if (leftOut.isEmpty()) {
            return;
        }
        try {
            client.captureEvent(event(report, leftOut.getAsInt()), null, null);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "a failure could not be reported", failure);
        }
    }

    private static SentryEvent event(Report report, int leftOut) {
        SentryEvent event = report.failure()
                .filter(thrown -> thrown.getStackTrace().length > 0) // what has none was made to be answered with
                .map(SentryEvent::new)
                .orElseGet(() -> ofKind(report));
        event.setLevel(SentryLevel.ERROR);
        event.setTransaction(report.where());
        Message message = new Message();
        message.setFormatted(report.summary());
        event.setMessage(message);
        occasion(event);
        event.setTag("code", report.code());
        report.tags().forEach(event::setTag);
        report.failure().flatMap(Errors::sqlState).ifPresent(state -> event.setTag("sql_state", state));
        if (leftOut > 0) {
            event.setExtra("not_reported_in_the_minute_before", leftOut);
        }
        return event;
    }

    /** Without an exception it is the code and the place that make reports the same. */
    private static SentryEvent ofKind(Report report) {
        SentryEvent event = new SentryEvent();
        event.setFingerprints(List.of(report.code(), report.where()));
        return event;
    }

    private static void occasion(SentryEvent event) {
        Trace.context().ifPresent(trace -> {
            event.setTag("trace_id", trace.traceId());
            event.getContexts().setTrace(spanContext(trace));
        });
        Occasion.facts().forEach((fact, value) -> tagOf(fact).ifPresent(tag -> event.setTag(tag, value)));
    }

    /** Whose it is, is nobody's business. */
    private static Optional<String> tagOf(Occasion.Fact fact) {
        return switch (fact) {
            case REQUEST -> Optional.of("request_id");
            case JOB -> Optional.of("job");
            case IMAGE -> Optional.of("image_id");
            case DOWNLOAD -> Optional.of("download_id");
            case OWNER -> Optional.empty();
        };
    }

    /** By which Sentry finds the trace that OpenTelemetry tells of. */
    private static SpanContext spanContext(TraceContext trace) {
        SpanId span = trace.spanId().map(SpanId::new).orElseGet(SpanId::new);
        return new SpanContext(new SentryId(trace.traceId()), span, "default", null, null);
    }

    /** What a database refused for may be told, the row that it refused may not. */
    private static Optional<String> sqlState(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .filter(SQLException.class::isInstance)
                .flatMap(cause -> Optional.ofNullable(((SQLException) cause).getSQLState()).stream())
                .findFirst();
    }

    /** Sends what has not been sent, for at most 2.5 s. May be called twice. */
    @Override
    public void close() {
        client.close();
    }
}
