package dev.safelight.application.operation;

import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.MemoryWebhooks;
import org.junit.jupiter.api.Nested;

class MemoryOperationTest {

    static OperationWorld create(TestClock clock) {
        Availability database = new Availability("the database");
        MemoryJobQueue queue = new MemoryJobQueue(clock, database);
        MemoryAudit audit = new MemoryAudit(database);
        MemoryBell bell = new MemoryBell();
        MemoryImages images = new MemoryImages(database, queue, bell, ImagesWorld.DISCARD_AFTER);
        MemoryDownloads downloads = new MemoryDownloads(
                database, queue, bell, images.eventLog(), id -> images.find(id).isPresent());
        return new OperationWorld(
                new ImagesWorld(images, images, images, images, queue, bell, images::log),
                downloads,
                new MemoryOutlook(database, images, downloads),
                queue,
                new MemorySearch(database, images, downloads),
                new MemoryStory(
                        database, images, downloads, queue, new MemoryWebhooks(images.eventLog(), clock, database)),
                new MemoryBulkMoves(images, audit),
                audit,
                new MemoryTroubles(database, images, downloads));
    }

    @Nested
    class HowThingsStand extends OutlookContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }

    @Nested
    class Finding extends SearchContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }

    @Nested
    class OneImage extends StoryContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }

    @Nested
    class Acting extends ActionsContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }

    @Nested
    class WritingDown extends AuditContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }

    @Nested
    class WhatIsInTrouble extends TroublesContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }
}
