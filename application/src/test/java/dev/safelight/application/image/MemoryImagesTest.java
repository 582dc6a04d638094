package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.ImageId;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryImagesTest {

    static ImagesWorld world(TestClock clock) {
        Availability database = new Availability("the database");
        MemoryJobQueue queue = new MemoryJobQueue(clock, database);
        MemoryBell bell = new MemoryBell();
        MemoryImages images = new MemoryImages(database, queue, bell, ImagesWorld.DISCARD_AFTER);
        return new ImagesWorld(images, images, images, images, queue, bell, images::log);
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
    class Work extends BacklogContract {
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

    @Test
    void while_it_is_down_every_call_is_an_outage() {
        Availability database = new Availability("the database");
        MemoryImages images = new MemoryImages(
                database, new MemoryJobQueue(new TestClock(), database), new MemoryBell(), ImagesWorld.DISCARD_AFTER);
        database.goDown();
        assertThatThrownBy(() -> images.find(ImageId.at(TestClock.START, new Random(1))))
                .isInstanceOf(Outage.class);
        database.comeBack();
        images.find(ImageId.at(TestClock.START, new Random(1)));
    }
}
