package dev.safelight.web.operation;

import dev.safelight.application.operation.ActOnImages;
import dev.safelight.application.operation.ActOnImages.Action;
import dev.safelight.application.operation.ActOnImages.Selection;
import dev.safelight.application.operation.Audit;
import dev.safelight.application.operation.Deed;
import dev.safelight.application.operation.ImageFilter;
import dev.safelight.application.operation.Operator;
import dev.safelight.application.operation.Outcome;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Json;
import dev.safelight.web.http.Page;
import dev.safelight.web.http.Query;
import dev.safelight.web.http.Reason;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** For operators: doing something about images, and reading who did what. */
public final class ActionEndpoint {

    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;

    private final ActOnImages act;
    private final Audit audit;
    private final InstantSource clock;

    public ActionEndpoint(ActOnImages act, Audit audit, InstantSource clock) {
        this.act = act;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param described as it was given */
    private record Meant(Selection selection, Map<String, Object> described) {}

    /** {@code POST /v1/ops/images/actions}: said again it finds nothing left to do. */
    public Answer act(Context ctx, Operator operator) {
        Fields fields = RequestBody.fields(ctx);
        Optional<Action> action = fields.optional(
                "action", "one of retry, delete, accept, reject", text -> ImageQuery.named(Action.values(), text));
        if (!fields.has("action")) {
            fields.mistake("action", "REQUIRED", "must be given");
        }
        String reason = Reason.required(fields);
        Meant meant = meant(fields, action.orElse(Action.RETRY));
        fields.check();
        Outcome outcome = act.act(new ActOnImages.Order(
                operator, action.orElseThrow(), meant.selection(), Json.write(meant.described()), reason));
        return Answer.ok(OutcomeJson.of(name(action.orElseThrow()), outcome));
    }

    private Meant meant(Fields fields, Action action) {
        long ways = Stream.of("imageIds", "filter", "fingerprint")
                .filter(fields::has)
                .count();
        if (ways != 1) {
            fields.mistake("imageIds", "REQUIRED", "either this, or filter, or fingerprint must be given");
            return new Meant(new Selection.Named(List.of()), Map.of());
        }
        if (fields.has("fingerprint")) {
            return failed(fields, action);
        }
        return fields.has("imageIds") ? named(fields) : fitting(fields, action);
    }

    private static Meant named(Fields fields) {
        List<ImageId> ids = ImageQuery.ids(fields, "imageIds", ActOnImages.MOST_NAMED, ImageId::parse);
        return new Meant(
                new Selection.Named(ids),
                Map.of("imageIds", ids.stream().map(ImageId::toString).toList()));
    }

    private static Meant fitting(Fields fields, Action action) {
        Fields given = fields.object("filter");
        int most = action == Action.DELETE ? ActOnImages.MOST_DELETED : ActOnImages.MOST;
        ImageFilter filter = ImageQuery.filter(given, given.optional("name", "1 to 200 characters", ImageQuery::words));
        int atMost = (int) fields.integer("atMost", 1, most);
        return new Meant(
                new Selection.Fitting(filter, atMost), Map.of("filter", FilterJson.of(filter), "atMost", atMost));
    }

    private Meant failed(Fields fields, Action action) {
        if (action != Action.RETRY) {
            fields.mistake("fingerprint", "BAD_VALUE", "is for what can be retried");
        }
        String fingerprint = fields.optional("fingerprint", "16 hexadecimal digits", ImageQuery::fingerprint)
                .orElse("");
        int hours = fields.optionalInteger("hours", 1, ErrorsEndpoint.MOST_HOURS)
                .map(Long::intValue)
                .orElse(ErrorsEndpoint.USUAL_HOURS);
        Instant since = clock.instant().minus(Duration.ofHours(hours));
        return new Meant(new Selection.Failed(fingerprint, since), Map.of("fingerprint", fingerprint, "hours", hours));
    }

    private record FilterJson(
            Optional<Status> state,
            Optional<String> owner,
            Optional<String> setId,
            Optional<String> code,
            Optional<String> name) {

        static FilterJson of(ImageFilter filter) {
            return new FilterJson(
                    filter.status(),
                    filter.owner().map(owner -> owner.value()),
                    filter.set().map(SetId::value),
                    filter.code(),
                    filter.name());
        }
    }

    private record PageJson(List<EntryJson> items, Optional<String> nextCursor) {}

    /**
     * @param operatorKey how the SHA-256 of the key begins
     * @param selection the ids, the filter or whatever says to what
     */
    private record EntryJson(
            UUID auditId,
            Instant at,
            String operator,
            Optional<String> operatorKey,
            String action,
            Object selection,
            String reason,
            String traceId,
            int done,
            int unchanged,
            Optional<Instant> finishedAt) {

        static EntryJson of(Audit.Entry entry) {
            return new EntryJson(
                    entry.id(),
                    entry.at(),
                    entry.operator().name(),
                    entry.operator().key(),
                    entry.action().toLowerCase(Locale.ROOT),
                    Json.parse(entry.selection()),
                    entry.reason(),
                    entry.traceId(),
                    entry.done(),
                    entry.unchanged(),
                    entry.finished());
        }
    }

    /** {@code GET /v1/ops/audit} */
    public Answer audit(Context ctx) {
        Query query = new Query(ctx);
        Optional<UUID> before = query.optional("cursor", "a cursor from an earlier page", ImageId::parse)
                .map(ImageId::value);
        Optional<String> action = query.optional(
                        "action",
                        "one of " + ImageQuery.names(Deed.values()).toLowerCase(Locale.ROOT),
                        text -> ImageQuery.named(Deed.values(), text))
                .map(Deed::name);
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        Page<Audit.Entry> page = Page.of(audit.page(action, before, limit + 1), limit);
        return Answer.ok(new PageJson(
                page.shownAs(EntryJson::of), page.next(last -> last.id().toString())));
    }

    private static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
