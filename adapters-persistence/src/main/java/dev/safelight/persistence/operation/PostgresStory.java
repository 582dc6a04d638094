package dev.safelight.persistence.operation;

import dev.safelight.application.job.Job;
import dev.safelight.application.operation.Story;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.download.DownloadRow;
import dev.safelight.persistence.webhook.PostgresDeliveries;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What is known of one image, from the tables round its own. */
public final class PostgresStory implements Story {

    /** Jobs of earlier versions are long done, or given up. */
    private static final int VERSIONS = 30;

    private final Database database;

    public PostgresStory(Database database) {
        this.database = database;
    }

    @Override
    public List<Note> notes(ImageId id) {
        return database.run(
                "reading an image's notes",
                handle -> handle.createQuery("""
                        SELECT note.* FROM image,
                               jsonb_to_recordset(notes) AS note (at timestamptz, attempt integer, why text)
                        WHERE id = :id
                        """)
                        .bind("id", id.value())
                        .map((row, context) ->
                                new Note(Columns.time(row, "at"), row.getInt("attempt"), row.getString("why")))
                        .list());
    }

    /** By their ids, which are known beforehand: no index on jobs is needed that every job would pay for. */
    @Override
    public List<Queued> jobs(Image image) {
        return database.run(
                "looking for an image's jobs",
                handle -> handle.createQuery("""
                        SELECT id, kind, due_at, visible_at, deliveries, false AS dead FROM job WHERE id = ANY (:ids)
                        UNION ALL
                        SELECT id, kind, due_at, died_at, 0, true FROM dead_letter WHERE id = ANY (:ids)
                        ORDER BY due_at DESC, id DESC
                        """)
                        .bind("ids", ids(image))
                        .map((row, context) -> new Queued(
                                row.getString("id"),
                                Job.Kind.valueOf(row.getString("kind")),
                                Columns.time(row, "due_at"),
                                Columns.time(row, "visible_at"),
                                row.getInt("deliveries"),
                                row.getBoolean("dead")))
                        .list());
    }

    private static String[] ids(Image image) {
        long version = image.life().version();
        return LongStream.rangeClosed(Math.max(1, version - VERSIONS), version)
                .boxed()
                .flatMap(generation -> Stream.of(Job.Kind.VERIFY, Job.Kind.JUDGE)
                        .map(kind -> Job.id(kind, image.id().value(), generation)))
                .toArray(String[]::new);
    }

    @Override
    public List<Delivered> deliveries(List<Event> events) {
        return database.run(
                "looking for deliveries of events",
                handle -> handle.createQuery("""
                        SELECT delivery.*, webhook.url FROM delivery JOIN webhook ON webhook.id = delivery.webhook
                        WHERE delivery.event = ANY (:events)
                        ORDER BY event_sequence, delivery.id
                        LIMIT 100
                        """)
                        .bind("events", events.stream().map(Event::id).toArray(UUID[]::new))
                        .map((row, context) ->
                                new Delivered(PostgresDeliveries.delivery(row), URI.create(row.getString("url"))))
                        .list());
    }

    @Override
    public List<Download> downloads(Image image) {
        return database.run(
                "looking for downloads of an image",
                handle -> handle.createQuery("""
                        SELECT * FROM (
                            SELECT * FROM download WHERE owner = :owner ORDER BY id DESC LIMIT 200
                        ) AS lately
                        WHERE wanted && :names::text[]
                        ORDER BY id DESC
                        """)
                        .bind("owner", image.owner().value())
                        .bindArray(
                                "names",
                                String.class,
                                Arrays.asList(
                                        image.id().toString(),
                                        Long.toString(image.upload().fileId())))
                        .map((row, context) -> DownloadRow.read(row))
                        .list());
    }
}
