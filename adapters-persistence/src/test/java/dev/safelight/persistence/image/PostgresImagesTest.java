package dev.safelight.persistence.image;

import dev.safelight.application.image.DeletionsContract;
import dev.safelight.application.image.GalleriesContract;
import dev.safelight.application.image.ImageQueriesContract;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.image.LeasesContract;
import dev.safelight.application.image.MovesContract;
import dev.safelight.application.image.SetsContract;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class PostgresImagesTest {

    private static TestDatabase postgres;
    private static Notifications notifications;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
        notifications = Notifications.start(postgres.database());
    }

    @AfterAll
    static void close() {
        notifications.close();
        postgres.close();
    }

    private static ImagesWorld world(TestClock clock) {
        postgres.clear();
        Database database = postgres.database();
        return new ImagesWorld(
                new PostgresImages(database, notifications, new SecureRandom(), ImagesWorld.DISCARD_AFTER),
                new PostgresImageQueries(database),
                new PostgresDiscards(database),
                new PostgresJobQueue(database, clock, notifications),
                new PostgresBell(notifications),
                PostgresImagesTest::log);
    }

    private static List<Event> log(OwnerId owner) {
        return postgres.database()
                .run(
                        "reading the log",
                        handle -> handle.createQuery("""
                        SELECT * FROM event WHERE owner = :owner ORDER BY sequence
                        """)
                                .bind("owner", owner.value())
                                .map((row, context) -> EventRow.read(row))
                                .list());
    }

    @Nested
    class Moves extends MovesContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    @Nested
    class Leases extends LeasesContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    @Nested
    class Sets extends SetsContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    @Nested
    class Galleries extends GalleriesContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    @Nested
    class Deletions extends DeletionsContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    @Nested
    class Queries extends ImageQueriesContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }
}
