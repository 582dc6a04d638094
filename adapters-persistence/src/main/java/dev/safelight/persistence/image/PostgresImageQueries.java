package dev.safelight.persistence.image;

import dev.safelight.application.image.ImageQueries;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Gallery;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetCount;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.event.EventRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks around in the tables {@code image}, {@code photo_set} and {@code event}; each answer is one statement. */
public final class PostgresImageQueries implements ImageQueries {

    private final Database database;

    public PostgresImageQueries(Database database) {
        this.database = database;
    }

    @Override
    public List<Image> page(OwnerId owner, Optional<Status> status, Optional<SetId> set, long beforeFileId, int limit) {
        return database.run(
                "listing images",
                handle -> handle.createQuery("""
                        SELECT * FROM image
                        WHERE owner = :owner AND file_id < :beforeFileId
                          AND (:status::text IS NULL OR status = :status)
                          AND (:set::text IS NULL OR set_name = :set)
                        ORDER BY file_id DESC
                        LIMIT :limit
                        """)
                        .bind("owner", owner.value())
                        .bind("beforeFileId", beforeFileId)
                        .bind("status", status.map(Status::name).orElse(null))
                        .bind("set", set.map(SetId::value).orElse(null))
                        .bind("limit", limit)
                        .map((row, context) -> ImageRow.read(row))
                        .list());
    }

    @Override
    public List<Image> named(OwnerId owner, Collection<Wanted> names) {
        return database.run(
                "reading images by name",
                handle -> handle.createQuery("""
                        SELECT * FROM image
                        WHERE owner = :owner AND (id = ANY (:ids) OR file_id = ANY (:numbers))
                        """)
                        .bind("owner", owner.value())
                        .bind(
                                "ids",
                                named(names, Wanted.Id.class, it -> it.image().value(), UUID[]::new))
                        .bind("numbers", named(names, Wanted.FileNumber.class, Wanted.FileNumber::fileId, Long[]::new))
                        .map((row, context) -> ImageRow.read(row))
                        .list());
    }

    private static <W extends Wanted, T> T[] named(
            Collection<Wanted> names, Class<W> kind, Function<W, T> value, IntFunction<T[]> array) {
        return names.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(value)
                .toArray(array);
    }

    @Override
    public List<Event> history(OwnerId owner, ImageId id) {
        return database.run(
                "reading an image's history",
                handle -> handle
                        .createQuery("""
                        SELECT * FROM event
                        WHERE image = :image AND owner = :owner AND to_status IS NOT NULL
                        ORDER BY sequence
                        """)
                        .bind("image", id.value())
                        .bind("owner", owner.value())
                        .map((row, context) -> EventRow.read(row))
                        .stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    @Override
    public SetCount count(OwnerId owner, SetId set) {
        return database.run(
                "counting a set",
                handle -> handle.createQuery("""
                        SELECT accepted, rejected, pending FROM photo_set WHERE owner = :owner AND name = :name
                        """)
                        .bind("owner", owner.value())
                        .bind("name", set.value())
                        .map((row, context) ->
                                new SetCount(row.getInt("accepted"), row.getInt("rejected"), row.getInt("pending")))
                        .findOne()
                        .orElse(SetCount.EMPTY));
    }

    /**
     * Version and neighbours come from one statement and so from one snapshot: they belong together. The newcomer is
     * mirrored and turned, and not the photos of the gallery: what lies there needs no more than the one fingerprint, and
     * no photo of anybody else is looked at.
     */
    @Override
    public Gallery gallery(
            OwnerId owner, ImageId newcomer, Sha256 sha256, Optional<Fingerprint> fingerprint, int within) {
        List<Seen> rows = database.run(
                "comparing with the owner's photos",
                handle -> handle.createQuery("""
                        SELECT coalesce(version.gallery_version, 0) AS gallery_version, near.*
                        FROM (SELECT max(gallery_version) AS gallery_version FROM owner WHERE id = :owner) AS version
                        LEFT JOIN LATERAL (
                            SELECT id, file_id, identical, CASE WHEN identical THEN 0 ELSE distance END AS distance
                            FROM (
                                SELECT id, file_id, content_sha256 = :sha256 AS identical,
                                       least(bit_count(fingerprint # :way0::bit(256)),
                                             bit_count(fingerprint # :way1::bit(256)),
                                             bit_count(fingerprint # :way2::bit(256)),
                                             bit_count(fingerprint # :way3::bit(256)),
                                             bit_count(fingerprint # :way4::bit(256)),
                                             bit_count(fingerprint # :way5::bit(256)),
                                             bit_count(fingerprint # :way6::bit(256)),
                                             bit_count(fingerprint # :way7::bit(256))) AS distance
                                FROM image
                                WHERE owner = :owner AND status = 'ACCEPTED' AND id <> :newcomer
                            ) AS accepted
                            WHERE identical OR distance <= :within
                            ORDER BY identical DESC, distance, file_id
                            LIMIT :most
                        ) AS near ON true
                        ORDER BY identical DESC, distance, file_id
                        """)
                        .bind("owner", owner.value())
                        .bind("newcomer", newcomer.value())
                        .bind("sha256", sha256.hex())
                        .bindMap(ways(fingerprint))
                        .bind("within", within)
                        .bind("most", Gallery.MOST)
                        .map((row, context) -> new Seen(row.getLong("gallery_version"), neighbour(row)))
                        .list());
        return new Gallery(
                rows.getFirst().version(),
                rows.stream().flatMap(row -> row.neighbour().stream()).toList());
    }

    /** One row for each neighbour, or one without any. */
    private record Seen(long version, Optional<Neighbour> neighbour) {}

    /** {@code null} for each when there is no fingerprint: then there is no distance either. */
    private static Map<String, @Nullable String> ways(Optional<Fingerprint> fingerprint) {
        List<Fingerprint> ways = fingerprint.map(Fingerprint::everyWay).orElse(List.of());
        Map<String, @Nullable String> bound = new HashMap<>();
        for (int i = 0; i < Fingerprint.WAYS; i++) {
            bound.put("way" + i, ways.isEmpty() ? null : ImageColumns.bits(ways.get(i)));
        }
        return bound;
    }

    private static Optional<Neighbour> neighbour(ResultSet row) throws SQLException {
        int distance = row.getInt("distance");
        boolean identical = row.getBoolean("identical");
        return Columns.optionalUuid(row, "id").map(id -> new Neighbour(new ImageId(id), distance, identical));
    }

    @Override
    public List<Image> overdue(Instant before, int limit) {
        return database.run(
                "looking for overdue images",
                handle -> handle.createQuery("""
                        SELECT * FROM image WHERE due_at < :before ORDER BY due_at LIMIT :limit
                        """)
                        .bind("before", Columns.time(before))
                        .bind("limit", limit)
                        .map((row, context) -> ImageRow.read(row))
                        .list());
    }

    @Override
    public List<Image> judged(Instant since, long beforeFileId, int limit) {
        return database.run(
                "listing judged images",
                handle -> handle.createQuery("""
                        SELECT * FROM image
                        WHERE status IN ('ACCEPTED', 'REJECTED') AND since >= :since AND file_id < :beforeFileId
                        ORDER BY file_id DESC
                        LIMIT :limit
                        """)
                        .bind("since", Columns.time(since))
                        .bind("beforeFileId", beforeFileId)
                        .bind("limit", limit)
                        .map((row, context) -> ImageRow.read(row))
                        .list());
    }

    @Override
    public Set<ImageId> existing(Collection<ImageId> ids) {
        return database.run(
                "looking which images exist",
                handle -> handle.createQuery("""
                        SELECT id FROM image WHERE id = ANY (:ids)
                        """)
                        .bindArray(
                                "ids",
                                UUID.class,
                                ids.stream().map(ImageId::value).toList())
                        .map((row, context) -> new ImageId(Columns.uuid(row, "id")))
                        .collect(Collectors.toSet()));
    }
}
