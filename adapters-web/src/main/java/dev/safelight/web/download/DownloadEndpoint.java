package dev.safelight.web.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.safelight.application.download.Downloads.Added;
import dev.safelight.application.event.Watch;
import dev.safelight.application.image.ImageQueries;
import dev.safelight.application.webhook.Callbacks;
import dev.safelight.application.webhook.WebhookUrl;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Picture;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.web.event.EventStreams;
import dev.safelight.web.event.Scope;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Json;
import dev.safelight.web.http.Page;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.Query;
import dev.safelight.web.http.RequestBody;
import dev.safelight.web.http.Waiting;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asking for archives, following and fetching them. {@code check} and {@code start} are what the older service had. */
public final class DownloadEndpoint {

    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration WHEN_FULL = Duration.ofSeconds(30);

    /** For so long a poller may keep the URL that he was given. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** RFC 9745: deprecated since the first release. */
    private static final String DEPRECATED = "@1795737600";

    private final DownloadUseCases useCases;
    private final ImageQueries images;
    private final EventStreams streams;
    private final Waiting waiting;
    private final InstantSource clock;
    private final String version;
    private final boolean testError;

    /**
     * @param version of this software: another one may show the same download otherwise
     * @param testError whether {@code check} fails when it is asked to
     */
    public DownloadEndpoint(
            DownloadUseCases useCases,
            ImageQueries images,
            EventStreams streams,
            Waiting waiting,
            InstantSource clock,
            String version,
            boolean testError) {
        this.useCases = useCases;
        this.images = images;
        this.streams = streams;
        this.waiting = waiting;
        this.clock = clock;
        this.version = version;
        this.testError = testError;
    }

    /**
     * What became of an order.
     *
     * @param isNew false when the same had been asked for before
     * @param callbackSecret by which calls to the callback are signed; shown when the callback is first named
     */
    @JsonInclude(Include.NON_ABSENT)
    private record InitiatedJson(
            String jobId,
            String status,
            int totalFileIds,
            String statusUrl,
            String streamUrl,
            boolean isNew,
            Optional<String> downloadUrl,
            Optional<Instant> expiresAt,
            Optional<Long> size,
            Optional<DownloadJson.ErrorJson> error,
            Optional<String> callbackSecret) {}

    /** {@code POST /v1/download/initiate} */
    public Answer initiate(Context ctx, OwnerId owner) {
        Fields fields = RequestBody.fields(ctx);
        List<Wanted> wanted = wanted(fields);
        Picture picture = fields.optional("variant", "normalized or original", DownloadEndpoint::picture)
                .orElse(Picture.NORMALIZED);
        fields.optional("format", "zip", name -> Optional.of(name).filter("zip"::equals));
        Optional<URI> callback = fields.optionalText("callbackUrl").flatMap(text -> callback(fields, text));
        fields.check();
        Added added = request(owner, wanted, picture);
        Optional<Waiting.Wait> wait = waiting.wanted(ctx);
        Download download = download(added);
        Optional<String> secret = callback.flatMap(url -> register(download, url));
        Download later = wait.isPresent() ? await(wait.get(), download) : download;
        Answer answer = initiated(later, added instanceof Added.New, secret);
        return wait.isPresent() ? answer.with("Preference-Applied", wait.get().applied()) : answer;
    }

    /** For who asks again: the same download, as it is now. If it ended without an archive, it is asked for anew. */
    public Optional<Answer> again(OwnerId owner, Answer first) {
        String body = first.body().orElse("{}");
        Optional<String> secret =
                Optional.of(Json.field(body, "callbackSecret")).filter(text -> !text.isEmpty());
        return DownloadId.parse(Json.field(body, "jobId"))
                .flatMap(id -> useCases.downloads().find(owner, id))
                .filter(download -> !download.status().isEmptied())
                .map(download -> initiated(download, /* isNew= */ false, secret));
    }

    private static List<Wanted> wanted(Fields fields) {
        List<Wanted> wanted = new ArrayList<>();
        fields.integers("file_ids", Order.MOST, Wanted.SMALLEST, Wanted.LARGEST)
                .forEach(number -> wanted.add(new Wanted.FileNumber(number)));
        if (fields.has("imageIds")) {
            fields.texts("imageIds", 0, Order.MOST)
                    .forEach(text -> ImageId.parse(text)
                            .ifPresentOrElse(
                                    id -> wanted.add(new Wanted.Id(id)),
                                    () -> fields.mistake("imageIds", "BAD_VALUE", "must be ids of images")));
        }
        boolean listsAreThere = fields.has("file_ids") || fields.has("imageIds");
        if (!listsAreThere) {
            fields.mistake("file_ids", "REQUIRED", "must be given, or imageIds");
        } else if (wanted.isEmpty() || wanted.size() > Order.MOST) {
            fields.mistake("file_ids", "OUT_OF_RANGE", "must be, with imageIds, 1 to " + Order.MOST);
        }
        return wanted;
    }

    private Optional<URI> callback(Fields fields, String text) {
        return switch (useCases.callbacks().check(text)) {
            case WebhookUrl.Checked.Good(URI url) -> Optional.of(url);
            case WebhookUrl.Checked.Bad(String why) -> {
                fields.mistake("callbackUrl", "BAD_VALUE", why);
                yield Optional.empty();
            }
        };
    }

    /** The secret, if this is the first time that this URL is named for this download. */
    private Optional<String> register(Download download, URI url) {
        return switch (useCases.callbacks()
                .register(download.owner(), download.id().value(), url)) {
            case Callbacks.Registered.Fresh fresh -> Optional.of(fresh.secret().reveal());
            case Callbacks.Registered.Known known -> Optional.empty();
            case Callbacks.Registered.Full full ->
                throw Problem.of(ProblemCode.TOO_MANY_WEBHOOKS, "A download has enough callbacks.");
        };
    }

    private static Optional<Picture> picture(String name) {
        return Arrays.stream(Picture.values())
                .filter(picture -> ManifestJson.variant(picture).equals(name))
                .findFirst();
    }

    private Added request(OwnerId owner, List<Wanted> wanted, Picture picture) {
        Added added = useCases.request().request(owner, wanted, picture);
        if (added instanceof Added.Full full) {
            throw Problem.of(full.ofOwner() ? ProblemCode.OWNER_DOWNLOADS_FULL : ProblemCode.DOWNLOADS_FULL)
                    .retryAfter(WHEN_FULL);
        }
        return added;
    }

    private static Download download(Added added) {
        return switch (added) {
            case Added.New it -> it.download();
            case Added.Existing it -> it.download();
            case Added.Full full -> throw new IllegalStateException("was refused");
        };
    }

    private Download await(Waiting.Wait wait, Download download) {
        return download.status().isActive()
                ? wait.hold(
                                Optional.of(download),
                                left -> useCases.await().await(download.owner(), download.id(), left),
                                () -> useCases.downloads().find(download.owner(), download.id()))
                        .orElse(download)
                : download;
    }

    private Answer initiated(Download download, boolean isNew, Optional<String> callbackSecret) {
        DownloadJson json = json(download);
        InitiatedJson body = new InitiatedJson(
                json.jobId(),
                json.status(),
                download.order().wanted().size(),
                json.links().self(),
                json.links().stream(),
                isNew,
                json.downloadUrl(),
                json.expiresAt(),
                json.size(),
                json.error(),
                callbackSecret);
        return download.status().isActive() ? underWay(download, body) : Answer.ok(body);
    }

    private static Answer underWay(Download download, Object body) {
        return Answer.accepted(body)
                .with("Location", DownloadJson.links(download).self())
                .with("Retry-After", Long.toString(LOOK_AGAIN.toSeconds()));
    }

    private DownloadJson json(Download download) {
        Optional<URI> url = useCases.fetch().url(download);
        return DownloadJson.of(download, url, clock.instant());
    }

    /** {@code GET /v1/download/status/{jobId}} */
    public Answer status(Context ctx, OwnerId owner) {
        Download download = find(ctx, owner);
        Answer answer = Answer.ok(json(download)).tagged(tag(download));
        return download.status().isActive()
                ? answer.with("Retry-After", Long.toString(LOOK_AGAIN.toSeconds()))
                : answer;
    }

    private String tag(Download download) {
        var progress = download.progress();
        long period = clock.instant().getEpochSecond() / FRESH.toSeconds();
        return download.version() + "-" + progress.doneFiles() + "-" + progress.doneBytes() + "-"
                + (download instanceof Download.Completed ? period : 0) + "-" + version;
    }

    private Download find(Context ctx, OwnerId owner) {
        return DownloadId.parse(ctx.pathParam("jobId"))
                .flatMap(id -> useCases.downloads().find(owner, id))
                .orElseThrow(DownloadEndpoint::unknown);
    }

    private static Problem unknown() {
        return Problem.of(ProblemCode.DOWNLOAD_NOT_FOUND);
    }

    /** {@code GET /v1/download/{jobId}} */
    public Answer fetch(Context ctx, OwnerId owner) {
        Download download = find(ctx, owner);
        return switch (download) {
            case Download.Queued it -> underWay(it, json(it));
            case Download.Processing it -> underWay(it, json(it));
            case Download.Completed it ->
                useCases.fetch()
                        .url(it)
                        .map(url -> Answer.seeOther(url.toString()))
                        .orElseThrow(() -> Problem.of(ProblemCode.DOWNLOAD_EXPIRED));
            case Download.Failed it ->
                throw Problem.of(
                        ProblemCode.DOWNLOAD_FAILED, it.failure().code().message());
            case Download.Cancelled it -> throw Problem.of(ProblemCode.DOWNLOAD_CANCELLED);
            case Download.Expired it -> throw Problem.of(ProblemCode.DOWNLOAD_EXPIRED);
        };
    }

    /** {@code GET /v1/download/{jobId}/stream}: from its beginning, or where the client was, to its end. */
    public void stream(Context ctx, OwnerId owner) throws IOException {
        Download download = find(ctx, owner);
        streams.open(
                ctx,
                owner,
                Scope.ofDownload(download.id().toString(), !download.status().isActive()));
    }

    /** {@code DELETE /v1/download/{jobId}} */
    public Answer cancel(Context ctx, OwnerId owner) {
        return DownloadId.parse(ctx.pathParam("jobId"))
                .flatMap(id -> useCases.cancel().cancel(owner, id))
                .map(download -> Answer.ok(json(download)))
                .orElseThrow(DownloadEndpoint::unknown);
    }

    private record PageJson(List<DownloadJson> items, Optional<String> nextCursor) {}

    /** {@code GET /v1/download} */
    public Answer list(Context ctx, OwnerId owner) {
        Query query = new Query(ctx);
        Optional<DownloadId> before = query.optional("cursor", "a cursor from an earlier page", DownloadId::parse);
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        Page<Download> page = Page.of(useCases.queries().page(owner, before, limit + 1), limit);
        return Answer.ok(new PageJson(
                page.shownAs(this::json), page.next(last -> last.id().toString())));
    }

    private record CheckedJson(
            @JsonProperty("file_id") long fileId, boolean available, Optional<String> s3Key, Optional<Long> size) {}

    /** {@code POST /v1/download/check} */
    public Answer check(Context ctx, OwnerId owner) {
        if (testError && "true".equals(ctx.queryParam("sentry_test"))) {
            throw new TestError();
        }
        long number = fileId(ctx);
        Optional<StoredObject> object = images.named(owner, List.of(new Wanted.FileNumber(number))).stream()
                .filter(Image.Accepted.class::isInstance)
                .map(image -> ((Image.Accepted) image).object())
                .findFirst();
        return Answer.ok(new CheckedJson(
                number, object.isPresent(), object.map(StoredObject::key), object.map(StoredObject::size)));
    }

    private static long fileId(Context ctx) {
        Fields fields = RequestBody.fields(ctx);
        long number = fields.integer("file_id", Wanted.SMALLEST, Wanted.LARGEST);
        fields.check();
        return number;
    }

    /** What became of one file, in the words of the older service. */
    private record StartedJson(
            @JsonProperty("file_id") long fileId,
            String status,
            Optional<String> downloadUrl,
            Optional<Long> size,
            long processingTimeMs,
            String message) {}

    /** {@code POST /v1/download/start}: holds the line for as long as a proxy bears it. */
    public Answer start(Context ctx, OwnerId owner) {
        long number = fileId(ctx);
        Instant begun = clock.instant();
        Download asked = download(request(owner, List.of(new Wanted.FileNumber(number)), Picture.NORMALIZED));
        Download download = await(waiting.of(Watch.LONGEST), asked);
        DownloadJson json = json(download);
        long took = Duration.between(begun, clock.instant()).toMillis();
        Answer answer = download.status().isActive()
                ? underWay(download, json)
                : Answer.ok(new StartedJson(
                        number,
                        download instanceof Download.Completed ? "completed" : "failed",
                        json.downloadUrl(),
                        json.size(),
                        took,
                        json.error().map(DownloadJson.ErrorJson::message).orElse("The file is ready.")));
        return answer.with("Deprecation", DEPRECATED)
                .with("Link", "</v1/download/initiate>; rel=\"successor-version\"");
    }
}
