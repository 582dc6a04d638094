package dev.safelight.web.operation;

import dev.safelight.application.download.Downloads;
import dev.safelight.application.operation.ImageFilter;
import dev.safelight.application.operation.Search;
import dev.safelight.application.operation.Search.Found;
import dev.safelight.application.operation.Search.Place;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.download.DownloadJson;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Page;
import dev.safelight.web.http.Query;
import dev.safelight.web.image.ImageJson;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** For operators: finding images and downloads of all owners. */
public final class SearchEndpoint {

    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;
    private static final String CURSOR = "a cursor from an earlier page";

    private final Search search;
    private final Downloads downloads;
    private final InstantSource clock;

    public SearchEndpoint(Search search, Downloads downloads, InstantSource clock) {
        this.search = search;
        this.downloads = downloads;
        this.clock = clock;
    }

    private record ImagesJson(List<OwnedImageJson> items, Optional<String> nextCursor) {}

    private record OwnedImageJson(String owner, ImageJson image, Optional<IncidentJson> incident) {

        static OwnedImageJson of(Image image) {
            return new OwnedImageJson(image.owner().value(), ImageJson.of(image), IncidentJson.of(image));
        }
    }

    private record DownloadsJson(List<OwnedDownloadJson> items, Optional<String> nextCursor) {}

    private record OwnedDownloadJson(String owner, DownloadJson download) {}

    /**
     * {@code GET /v1/ops/images}: an id or a number finds one, a trace those that came in it; anything else is how a
     * file's name begins.
     */
    public Answer images(Context ctx) {
        Query query = new Query(ctx);
        Optional<String> text = query.optional("q", "1 to 200 characters", ImageQuery::words);
        Optional<ImageId> id = text.flatMap(ImageId::parse);
        Optional<Long> number = text.filter(it -> it.matches("[0-9]{1,18}")).map(Long::valueOf);
        ImageFilter filter = ImageQuery.filter(query, text.filter(it -> id.isEmpty() && number.isEmpty()));
        Optional<Place> after = query.optional("cursor", CURSOR, ImageQuery::place);
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        if (id.isPresent()) {
            return page(new Found(search.named(List.of(id.get())), Optional.empty()));
        }
        if (number.isPresent()) {
            return page(new Found(search.numbered(number.get()).stream().toList(), Optional.empty()));
        }
        List<Image> ofTrace = text.flatMap(ImageQuery::traceId)
                .map(trace -> search.imagesOfTrace(trace, limit))
                .orElse(List.of());
        return page(ofTrace.isEmpty() ? search.images(filter, after, limit) : new Found(ofTrace, Optional.empty()));
    }

    private static Answer page(Found found) {
        return Answer.ok(new ImagesJson(
                found.images().stream().map(OwnedImageJson::of).toList(),
                found.next().map(ImageQuery::cursor)));
    }

    /** {@code GET /v1/ops/downloads}: an id finds one, a trace those that were asked for or failed in it. */
    public Answer downloads(Context ctx) {
        Query query = new Query(ctx);
        Optional<DownloadStatus> status = query.optional(
                "state",
                "one of " + ImageQuery.names(DownloadStatus.values()).toLowerCase(Locale.ROOT),
                text -> ImageQuery.named(DownloadStatus.values(), text));
        Optional<OwnerId> owner = query.optional("owner", "the name of an owner", ImageQuery::owner);
        Optional<String> text = query.optional(
                "q",
                "the id of a download, or of a trace: 32 hexadecimal digits",
                it -> Optional.of(it.strip())
                        .filter(words -> DownloadId.parse(words).isPresent()
                                || ImageQuery.traceId(words).isPresent()));
        Optional<DownloadId> before = query.optional("cursor", CURSOR, DownloadId::parse);
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        if (text.isPresent()) {
            return Answer.ok(new DownloadsJson(
                    named(text.get(), limit).stream().map(this::json).toList(), Optional.empty()));
        }
        Page<Download> page = Page.of(search.downloads(status, owner, before, limit + 1), limit);
        return Answer.ok(new DownloadsJson(
                page.shownAs(this::json), page.next(last -> last.id().toString())));
    }

    private List<Download> named(String text, int limit) {
        return DownloadId.parse(text)
                .map(id -> downloads.find(id).stream().toList())
                .orElseGet(() -> search.downloadsOfTrace(text.toLowerCase(Locale.ROOT), limit));
    }

    private OwnedDownloadJson json(Download download) {
        return new OwnedDownloadJson(
                download.owner().value(), DownloadJson.of(download, Optional.empty(), clock.instant()));
    }
}
