package dev.safelight.web.operation;

import dev.safelight.application.job.Job;
import dev.safelight.application.operation.ErrorCode;
import dev.safelight.application.operation.GroupErrors;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Query;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** For operators: what goes wrong on our side, by what it is. */
public final class ErrorsEndpoint {

    static final int MOST_HOURS = 168;
    static final int USUAL_HOURS = 24;

    private final GroupErrors errors;
    private final InstantSource clock;

    public ErrorsEndpoint(GroupErrors errors, InstantSource clock) {
        this.errors = errors;
        this.clock = clock;
    }

    /** @param whole whether there are no more than were looked at */
    private record ErrorsJson(int hours, boolean whole, List<GroupJson> items) {}

    private record GroupJson(
            String fingerprint,
            String kind,
            ErrorCode code,
            String message,
            int count,
            int retrying,
            int stopped,
            Instant firstAt,
            Instant lastAt,
            Optional<String> lastTraceId,
            List<ExampleJson> examples) {

        static GroupJson of(GroupErrors.Group group) {
            return new GroupJson(
                    group.fingerprint(),
                    name(group.kind()),
                    group.code(),
                    group.message(),
                    group.count(),
                    group.retrying(),
                    group.stopped(),
                    group.first(),
                    group.last(),
                    group.trace(),
                    group.examples().stream()
                            .map(example -> ExampleJson.of(group.kind(), example))
                            .toList());
        }
    }

    /** Either of an image or of a download. */
    private record ExampleJson(
            Optional<UUID> imageId,
            Optional<UUID> downloadId,
            String owner,
            String status,
            int attempts,
            Instant at,
            String message) {

        static ExampleJson of(Job.Kind kind, GroupErrors.Example example) {
            Optional<UUID> download = Optional.of(example.subject()).filter(it -> kind == Job.Kind.BUILD);
            return new ExampleJson(
                    Optional.of(example.subject()).filter(it -> download.isEmpty()),
                    download,
                    example.owner().value(),
                    example.stopped() ? "stopped" : "retrying",
                    example.attempts(),
                    example.at(),
                    example.why());
        }
    }

    /** {@code GET /v1/ops/errors} */
    public Answer list(Context ctx) {
        Query query = new Query(ctx);
        int hours = query.integer("hours", 1, MOST_HOURS, USUAL_HOURS);
        GroupErrors.Filter filter = new GroupErrors.Filter(
                query.optional(
                        "kind",
                        "one of " + ImageQuery.names(Job.Kind.values()).toLowerCase(Locale.ROOT),
                        text -> ImageQuery.named(Job.Kind.values(), text)),
                query.optional(
                        "code",
                        "one of " + ImageQuery.names(ErrorCode.values()),
                        text -> ImageQuery.named(ErrorCode.values(), text)),
                query.optional("q", "1 to 200 characters", ImageQuery::words));
        query.check();
        GroupErrors.Groups found = errors.since(clock.instant().minus(Duration.ofHours(hours)), filter);
        return Answer.ok(new ErrorsJson(
                hours, found.whole(), found.groups().stream().map(GroupJson::of).toList()));
    }

    private static String name(Job.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
