package dev.safelight.persistence.image;

import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.persistence.event.EventRow;
import dev.safelight.persistence.event.PostgresBell;
import dev.safelight.persistence.job.PostgresJobQueue;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Everything that the contract of images looks at, on a database of its own. */
public final class PostgresWorld implements AutoCloseable {

    private final TestDatabase postgres;
    private final Notifications notifications;

    private PostgresWorld(TestDatabase postgres) {
        this.postgres = postgres;
        this.notifications = Notifications.start(postgres.database());
    }

    public static PostgresWorld open() {
        return new PostgresWorld(TestDatabase.create());
    }

    public Database database() {
        return postgres.database();
    }

    public Notifications notifications() {
        return notifications;
    }

    String url() {
        return postgres.config().url();
    }

    /** With nothing in it. */
    public ImagesWorld fresh(TestClock clock) {
        postgres.clear();
        return new ImagesWorld(
                new PostgresImages(database(), notifications, new SecureRandom(), ImagesWorld.DISCARD_AFTER),
                new PostgresImageQueries(database()),
                new PostgresDiscards(database()),
                new PostgresBacklog(database()),
                new PostgresJobQueue(database(), clock, notifications),
                new PostgresBell(notifications),
                this::log);
    }

    private List<Event> log(OwnerId owner) {
        return database()
                .run(
                        "reading the log",
                        handle -> handle
                                .createQuery("""
                        SELECT * FROM event WHERE owner = :owner ORDER BY sequence
                        """)
                                .bind("owner", owner.value())
                                .map((row, context) -> EventRow.read(row))
                                .stream()
                                .flatMap(Optional::stream)
                                .toList());
    }

    @Override
    public void close() {
        notifications.close();
        postgres.close();
    }
}
