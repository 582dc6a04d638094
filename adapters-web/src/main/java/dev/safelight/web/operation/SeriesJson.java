package dev.safelight.web.operation;

import dev.safelight.application.operation.Outlook;
import dev.safelight.domain.image.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of work in the last hours, for charts: every span is there, also where nothing ended.
 *
 * @param whole false when more ended than is read: then the earlier spans are too low
 */
record SeriesJson(Instant since, long spanSeconds, boolean whole, List<SpanJson> spans) {

    /** @param medianMs from the upload to the end; {@code null} where nothing ended */
    record SpanJson(
            Instant from,
            long accepted,
            long rejected,
            long uploadFailed,
            long error,
            Optional<Long> medianMs,
            Optional<Long> p95Ms) {

        static SpanJson of(Outlook.Span span) {
            return new SpanJson(
                    span.from(),
                    count(span, Status.ACCEPTED),
                    count(span, Status.REJECTED),
                    count(span, Status.UPLOAD_FAILED),
                    count(span, Status.ERROR),
                    span.median().map(Duration::toMillis),
                    span.p95().map(Duration::toMillis));
        }

        private static long count(Outlook.Span span, Status status) {
            return span.ends().getOrDefault(status, 0L);
        }
    }
}
