package dev.safelight.web.image;

import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.image.FetchContent;
import dev.safelight.application.image.ImageQueries;
import dev.safelight.application.image.Images;
import dev.safelight.application.image.OverrideVerdict;
import dev.safelight.application.image.OverrideVerdict.Overridden;
import dev.safelight.application.image.RetryImage;
import dev.safelight.application.image.RetryImage.Retried;
import dev.safelight.application.operation.Deed;
import dev.safelight.application.operation.Operator;
import dev.safelight.application.operation.WriteDown;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Variant;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Cursor;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Json;
import dev.safelight.web.http.Page;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.Query;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looking at images and deciding about them. */
public final class ImageEndpoint {

    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_REASON = 500;

    private final Images images;
    private final ImageQueries queries;
    private final FetchContent fetch;
    private final DeleteImage delete;
    private final RetryImage retry;
    private final OverrideVerdict override;
    private final WriteDown writeDown;
    private final String version;

    /** @param version of this software: another one may show the same image otherwise */
    public ImageEndpoint(
            Images images,
            ImageQueries queries,
            FetchContent fetch,
            DeleteImage delete,
            RetryImage retry,
            OverrideVerdict override,
            WriteDown writeDown,
            String version) {
        this.images = images;
        this.queries = queries;
        this.fetch = fetch;
        this.delete = delete;
        this.retry = retry;
        this.override = override;
        this.writeDown = writeDown;
        this.version = version;
    }

    private record PageJson(List<ImageJson> items, Optional<String> nextCursor) {}

    /** {@code GET /v1/images} */
    public Answer list(Context ctx, OwnerId owner) {
        Query query = new Query(ctx);
        Optional<Status> status = query.optional("status", "one of " + names(Status.values()), ImageEndpoint::status);
        Optional<SetId> set = query.optional("setId", "1 to 64 characters of [A-Za-z0-9._-]", SetId::parse);
        long before = query.optional("cursor", "a cursor from an earlier page", Cursor::parse)
                .orElse(Long.MAX_VALUE);
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        Page<Image> page = Page.of(queries.page(owner, status, set, before, limit + 1), limit);
        return Answer.ok(new PageJson(
                page.shownAs(ImageJson::of),
                page.next(last -> Cursor.of(last.upload().fileId()))));
    }

    private static Optional<Status> status(String name) {
        return named(Status.values(), name);
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** {@code GET /v1/images/{imageId}} */
    public Answer show(Context ctx, OwnerId owner) {
        return show(find(ctx, owner));
    }

    private Answer show(Image image) {
        return Answer.ok(ImageJson.of(image)).tagged(image.life().version() + "-" + version);
    }

    private Image find(Context ctx, OwnerId owner) {
        return ImagePath.id(ctx).flatMap(id -> images.find(owner, id)).orElseThrow(ImagePath::unknown);
    }

    /** {@code GET /v1/images/{imageId}/content} */
    public Answer content(Context ctx, OwnerId owner) {
        Query query = new Query(ctx);
        Variant variant = query.optional(
                        "variant",
                        "one of " + names(Variant.values()).toLowerCase(Locale.ROOT),
                        name -> named(Variant.values(), name))
                .orElse(Variant.NORMALIZED);
        query.check();
        ImageId id = find(ctx, owner).id();
        return fetch.fetch(owner, id, variant)
                .map(url -> Answer.found(url.toString()))
                .orElseThrow(() -> Problem.of(ProblemCode.CONTENT_NOT_AVAILABLE));
    }

    private record HistoryJson(List<StepJson> items) {}

    /** {@code GET /v1/images/{imageId}/history} */
    public Answer history(Context ctx, OwnerId owner) {
        Image image = find(ctx, owner);
        return Answer.ok(new HistoryJson(StepJson.all(image, queries.history(owner, image.id()))));
    }

    /** {@code DELETE /v1/images/{imageId}} */
    public Answer delete(Context ctx, OwnerId owner) {
        boolean deleted =
                ImagePath.id(ctx).filter(id -> delete.delete(owner, id)).isPresent();
        if (!deleted) {
            throw ImagePath.unknown();
        }
        return Answer.noContent();
    }

    /** {@code POST /v1/images/{imageId}/retry} */
    public Answer retry(Context ctx, OwnerId owner) {
        return switch (ImagePath.id(ctx).flatMap(id -> retry.retry(owner, id)).orElseThrow(ImagePath::unknown)) {
            case Retried.Underway underway -> Answer.accepted(ImageJson.of(underway.image()));
            case Retried.NotInError other ->
                throw Problem.of(
                        ProblemCode.NOT_IN_ERROR,
                        "The image is " + other.image().status() + ".");
        };
    }

    /** For who asks again: as before, unless the image has stopped in ERROR again and a retry is meant. */
    public Optional<Answer> retryAgain(OwnerId owner, Answer first) {
        boolean stopped = first.body()
                .map(body -> Json.field(body, "imageId"))
                .flatMap(ImageId::parse)
                .flatMap(id -> images.find(owner, id))
                .filter(Image.Errored.class::isInstance)
                .isPresent();
        return stopped ? Optional.empty() : Optional.of(first);
    }

    /** {@code POST /v1/images/{imageId}/override} */
    public Answer override(Context ctx, Operator operator) {
        Fields fields = RequestBody.fields(ctx);
        String reason = words(fields, "reason", fields.text("reason"));
        String who = words(fields, "operator", fields.optionalText("operator").orElse(operator.name()));
        fields.check();
        ImageId id = ImagePath.id(ctx).orElseThrow(ImagePath::unknown);
        Image.Overruling overruling = new Image.Overruling(who, reason);
        String selection = Json.write(Map.of("imageIds", List.of(id.toString())));
        return switch (writeDown
                .with(
                        () -> override.override(id, overruling),
                        outcome -> new WriteDown.Told(operator, Deed.ACCEPT, selection, reason),
                        outcome -> outcome.filter(Overridden.Accepted.class::isInstance)
                                .isPresent())
                .orElseThrow(ImagePath::unknown)) {
            case Overridden.Accepted accepted -> Answer.ok(ImageJson.of(accepted.image()));
            case Overridden.NotRejected other ->
                throw Problem.of(
                        ProblemCode.NOT_REJECTED,
                        "The image is " + other.image().status() + ".");
        };
    }

    private static String words(Fields fields, String name, String text) {
        if (fields.has(name) && (text.isBlank() || text.length() > LONGEST_REASON)) {
            fields.mistake(name, "OUT_OF_RANGE", "must have 1 to " + LONGEST_REASON + " characters");
        }
        return text;
    }
}
