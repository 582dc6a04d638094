package dev.safelight.queue.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.application.TraceContext;
import dev.safelight.application.job.Job;
import dev.safelight.domain.image.OwnerId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A job as the body of a message, written like a form: {@code kind=JUDGE&id=…}. People can read it in the console, and
 * no character that SQS does not take gets into it, whatever an owner is called.
 */
final class SqsBody {

    private SqsBody() {}

    static String of(Job job) {
        return "kind=" + job.kind().name()
                + "&id=" + URLEncoder.encode(job.id(), UTF_8)
                + "&image=" + job.subject()
                + "&owner=" + URLEncoder.encode(job.owner().value(), UTF_8)
                + "&due=" + job.dueAt()
                + job.trace()
                        .map(trace -> "&trace=" + URLEncoder.encode(trace.text(), UTF_8))
                        .orElse("");
    }

    /** Empty for what somebody else put into the queue, or another version of us. */
    static Optional<Job> parse(String body) {
        try {
            Map<String, String> form = Arrays.stream(body.split("&"))
                    .map(field -> field.split("=", 2))
                    .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
            return Optional.of(new Job(
                    field(form, "id"),
                    Job.Kind.valueOf(field(form, "kind")),
                    UUID.fromString(field(form, "image")),
                    new OwnerId(field(form, "owner")),
                    Instant.parse(field(form, "due")),
                    Optional.ofNullable(form.get("trace")).flatMap(TraceContext::ofText)));
        } catch (IllegalArgumentException
                | IllegalStateException
                | ArrayIndexOutOfBoundsException
                | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static String field(Map<String, String> form, String name) {
        return Optional.ofNullable(form.get(name)).orElseThrow(IllegalArgumentException::new);
    }
}
