package dev.safelight.web.operation;

import dev.safelight.application.operation.CancelDownloads;
import dev.safelight.application.operation.CancelDownloads.Order;
import dev.safelight.application.operation.CancelDownloads.Selection;
import dev.safelight.application.operation.Operator;
import dev.safelight.application.operation.Outcome;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Json;
import dev.safelight.web.http.Reason;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** For operators: ending downloads that hold something up, or that nobody shall get. */
public final class DownloadActionEndpoint {

    private static final String CANCEL = "cancel";

    private final CancelDownloads cancel;

    public DownloadActionEndpoint(CancelDownloads cancel) {
        this.cancel = cancel;
    }

    /** @param described as it was given */
    private record Meant(Selection selection, Map<String, Object> described) {}

    /** {@code POST /v1/ops/downloads/actions}: said again it finds nothing left to do. */
    public Answer act(Context ctx, Operator operator) {
        Fields fields = RequestBody.fields(ctx);
        if (!fields.text("action").equals(CANCEL)) {
            fields.mistake("action", "BAD_VALUE", "must be " + CANCEL);
        }
        String reason = Reason.required(fields);
        Meant meant = meant(fields);
        fields.check();
        Outcome outcome = cancel.cancel(new Order(operator, meant.selection(), Json.write(meant.described()), reason));
        return Answer.ok(OutcomeJson.of(CANCEL, outcome));
    }

    private static Meant meant(Fields fields) {
        if (fields.has("downloadIds") == fields.has("filter")) {
            fields.mistake("downloadIds", "REQUIRED", "either this or filter must be given");
            return new Meant(new Selection.Named(List.of()), Map.of());
        }
        return fields.has("downloadIds") ? named(fields) : fitting(fields);
    }

    private static Meant named(Fields fields) {
        List<DownloadId> ids = ImageQuery.ids(fields, "downloadIds", CancelDownloads.MOST, DownloadId::parse);
        return new Meant(
                new Selection.Named(ids),
                Map.of("downloadIds", ids.stream().map(DownloadId::toString).toList()));
    }

    private record FilterJson(Optional<String> state, Optional<String> owner) {}

    private static Meant fitting(Fields fields) {
        Fields filter = fields.object("filter");
        Optional<DownloadStatus> status = filter.optional(
                "state",
                "queued or processing",
                text -> ImageQuery.named(DownloadStatus.values(), text).filter(DownloadStatus::isActive));
        Optional<OwnerId> owner = filter.optional("owner", "the name of an owner", ImageQuery::owner);
        int atMost = (int) fields.integer("atMost", 1, CancelDownloads.MOST);
        FilterJson said =
                new FilterJson(status.map(it -> it.name().toLowerCase(Locale.ROOT)), owner.map(OwnerId::value));
        return new Meant(new Selection.Fitting(status, owner, atMost), Map.of("filter", said, "atMost", atMost));
    }
}
