package dev.safelight.persistence.image;

import dev.safelight.application.image.Discards;
import dev.safelight.domain.image.ImageId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The notes in the table {@code discard}, which {@link PostgresImages} writes. */
public final class PostgresDiscards implements Discards {

    private final Database database;

    public PostgresDiscards(Database database) {
        this.database = database;
    }

    @Override
    public List<ImageId> due(Instant before, int limit) {
        return database.run(
                "looking for objects to remove",
                handle -> handle.createQuery("""
                        SELECT image FROM discard WHERE due_at < :before ORDER BY due_at LIMIT :limit
                        """)
                        .bind("before", Columns.time(before))
                        .bind("limit", limit)
                        .map((row, context) -> new ImageId(Columns.uuid(row, "image")))
                        .list());
    }

    @Override
    public void done(List<ImageId> ids) {
        database.run(
                "noting that objects are gone",
                handle -> handle.createUpdate("""
                        DELETE FROM discard WHERE image = ANY (:ids)
                        """)
                        .bindArray(
                                "ids",
                                UUID.class,
                                ids.stream().map(ImageId::value).toList())
                        .execute());
    }
}
