package dev.safelight.queue.redis;

import dev.safelight.application.TraceContext;
import dev.safelight.application.job.Job;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a job says, apart from its id and kind: {@code image seconds nanoseconds owner}. An owner may be anything, so it is
 * last; but for the trace, which a version that does not know it takes for a part of the owner's name, and then only
 * the owner's turn suffers.
 */
final class JobText {

    private static final char TRACE_FOLLOWS = '\u001f';

    private JobText() {}

    static String of(Job job) {
        Instant due = job.dueAt();
        return job.subject() + " " + due.getEpochSecond() + " " + due.getNano() + " "
                + job.owner().value()
                + job.trace().map(trace -> TRACE_FOLLOWS + trace.text()).orElse("");
    }

    static Job read(String id, Job.Kind kind, String text) {
        int image = text.indexOf(' ');
        int seconds = text.indexOf(' ', image + 1);
        int nanos = text.indexOf(' ', seconds + 1);
        int mark = text.lastIndexOf(TRACE_FOLLOWS);
        Optional<TraceContext> trace = mark < 0 ? Optional.empty() : TraceContext.ofText(text.substring(mark + 1));
        return new Job(
                id,
                kind,
                UUID.fromString(text.substring(0, image)),
                new OwnerId(text.substring(nanos + 1, trace.isPresent() ? mark : text.length())),
                Instant.ofEpochSecond(
                        Long.parseLong(text, image + 1, seconds, 10), Integer.parseInt(text, seconds + 1, nanos, 10)),
                trace);
    }
}
