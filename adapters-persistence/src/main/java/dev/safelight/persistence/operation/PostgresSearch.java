package dev.safelight.persistence.operation;

import dev.safelight.application.operation.ImageFilter;
import dev.safelight.application.operation.Search;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.download.DownloadRow;
import dev.safelight.persistence.image.ImageRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searching along one index, which the filter chooses: the owner's images, those of a status, those whose names begin
 * so, or all. What the index does not know is asked of at most {@link Search#WINDOW} rows; whoever wants more goes on
 * after those.
 */
public final class PostgresSearch implements Search {

    private static final String BY_NUMBER = "file_id DESC";

    /** What the index by traces holds, word for word. */
    private static final String BEGINS_OR_FAILS = """
            (from_status IN ('AWAITING_UPLOAD', 'ACCEPTED', 'REJECTED', 'ERROR') OR to_status = 'ERROR'
             OR type IN ('download.queued', 'download.failed'))
            """;

    private static final String BY_NAME = "lower(filename) COLLATE \"C\", file_id";

    private final Database database;

    public PostgresSearch(Database database) {
        this.database = database;
    }

    @Override
    public Found images(ImageFilter filter, Optional<Place> after, int limit) {
        Map<String, @Nullable Object> parameters = parameters(filter, after, limit + 1);
        List<Image> found = database.run(
                "searching images",
                handle -> handle.createQuery("SELECT * FROM (" + candidates(filter) + " LIMIT :window) AS image" + """
                         WHERE (:status::text IS NULL OR status = :status)
                          AND (:owner::text IS NULL OR owner = :owner)
                          AND (:set::text IS NULL OR set_name = :set)
                          AND (:name::text IS NULL OR starts_with(lower(filename), :name))
                          AND (:code::text IS NULL OR fault = :code
                               OR verdict -> 'reasons' @> jsonb_build_array(jsonb_build_object('code', :code::text)))
                        ORDER BY
                        """
                                + order(filter) + " LIMIT :limit")
                        .bindMap(parameters)
                        .map((row, context) -> ImageRow.read(row))
                        .list());
        return found.size() > limit
                ? new Found(found.subList(0, limit), Optional.of(place(filter, found.get(limit - 1))))
                : new Found(found, endOfWindow(filter, parameters));
    }

    private static String order(ImageFilter filter) {
        return filter.isByName() ? BY_NAME : BY_NUMBER;
    }

    /** In the order of the index that leads to the fewest; none of them is sorted. */
    private static String candidates(ImageFilter filter) {
        String which;
        if (filter.isByName()) {
            which = """
                    lower(filename) COLLATE "C" >= :name AND lower(filename) COLLATE "C" < :nameEnd
                    AND (lower(filename) COLLATE "C", file_id) > (:afterName, :afterNumber)
                    """;
        } else if (filter.owner().isPresent()) {
            which = "owner = :owner AND file_id < :before";
        } else if (filter.status().isPresent()) {
            which = "status = :status AND file_id < :before";
        } else {
            which = "file_id < :before";
        }
        return "SELECT * FROM image WHERE " + which + " ORDER BY " + order(filter);
    }

    private static Map<String, @Nullable Object> parameters(ImageFilter filter, Optional<Place> after, int limit) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        String name = filter.name().map(Columns::text).orElse(null);
        parameters.put("status", filter.status().map(Status::name).orElse(null));
        parameters.put("owner", filter.owner().map(OwnerId::value).orElse(null));
        parameters.put("set", filter.set().map(SetId::value).orElse(null));
        parameters.put("code", filter.code().map(Columns::text).orElse(null));
        parameters.put("name", name);
        parameters.put("nameEnd", name + Character.toString(Character.MAX_CODE_POINT));
        parameters.put("before", after.map(Place::fileId).orElse(Long.MAX_VALUE));
        parameters.put("afterName", after.map(Place::name).map(Columns::text).orElse(""));
        parameters.put("afterNumber", after.map(Place::fileId).orElse(0L));
        parameters.put("window", isAnswered(filter) ? limit : WINDOW);
        parameters.put("limit", limit);
        return parameters;
    }

    /** Whether the index alone knows all that is asked, so that no candidate can be one too many. */
    private static boolean isAnswered(ImageFilter filter) {
        boolean asksMore = filter.set().isPresent() || filter.code().isPresent();
        long keys = Stream.of(filter.status(), filter.owner(), filter.name())
                .filter(Optional::isPresent)
                .count();
        return keys <= 1 && !asksMore;
    }

    private static Place place(ImageFilter filter, Image image) {
        return new Place(
                image.upload().fileId(),
                filter.isByName() ? image.upload().promise().filename().value().toLowerCase(Locale.ROOT) : "");
    }

    /** Where the window ended, if there were more candidates than it holds. */
    private Optional<Place> endOfWindow(ImageFilter filter, Map<String, @Nullable Object> parameters) {
        return database.run(
                "looking where to go on",
                handle -> handle.createQuery("SELECT file_id, lower(filename) AS name FROM (" + candidates(filter)
                                + " OFFSET :window - 1 LIMIT 1) AS last")
                        .bindMap(parameters)
                        .map((row, context) ->
                                new Place(row.getLong("file_id"), filter.isByName() ? row.getString("name") : ""))
                        .findOne());
    }

    @Override
    public List<Image> named(Collection<ImageId> ids) {
        return database.run(
                "reading images by id",
                handle -> handle.createQuery("""
                        SELECT * FROM image WHERE id = ANY (:ids)
                        """)
                        .bind("ids", ids.stream().map(ImageId::value).toArray(UUID[]::new))
                        .map((row, context) -> ImageRow.read(row))
                        .list());
    }

    @Override
    public Optional<Image> numbered(long fileId) {
        return database.run(
                "reading an image by number",
                handle -> handle.createQuery("""
                        SELECT * FROM image WHERE file_id = :fileId
                        """)
                        .bind("fileId", fileId)
                        .map((row, context) -> ImageRow.read(row))
                        .findOne());
    }

    @Override
    public List<Image> imagesOfTrace(String traceId, int limit) {
        return database.run(
                "looking for the images of a trace",
                handle -> handle.createQuery("""
                        SELECT * FROM image WHERE id IN (
                            SELECT image FROM event WHERE image IS NOT NULL AND trace_id = :traceId AND
                        """ + BEGINS_OR_FAILS + " LIMIT :limit)")
                        .bind("traceId", traceId)
                        .bind("limit", limit)
                        .map((row, context) -> ImageRow.read(row))
                        .list());
    }

    @Override
    public List<Download> downloadsOfTrace(String traceId, int limit) {
        return database.run(
                "looking for the downloads of a trace",
                handle -> handle.createQuery("""
                        SELECT * FROM download WHERE id IN (
                            SELECT subject::uuid FROM event
                            WHERE type IN ('download.queued', 'download.failed') AND trace_id = :traceId AND
                        """ + BEGINS_OR_FAILS + " LIMIT :limit)")
                        .bind("traceId", traceId)
                        .bind("limit", limit)
                        .map((row, context) -> DownloadRow.read(row))
                        .list());
    }

    @Override
    public List<Download> downloads(
            Optional<DownloadStatus> status, Optional<OwnerId> owner, Optional<DownloadId> before, int limit) {
        String which = (status.isPresent() ? " AND status = :status" : "")
                + (owner.isPresent() ? " AND owner = :owner" : "")
                + (before.isPresent() ? " AND id < :before" : "");
        return database.run("searching downloads", handle -> {
            var query = handle.createQuery(
                            "SELECT * FROM download WHERE true" + which + " ORDER BY id DESC LIMIT :limit")
                    .bind("limit", limit);
            status.ifPresent(it -> query.bind("status", it.name()));
            owner.ifPresent(it -> query.bind("owner", it.value()));
            before.ifPresent(it -> query.bind("before", it.value()));
            return query.map((row, context) -> DownloadRow.read(row)).list();
        });
    }
}
