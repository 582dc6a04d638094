package dev.safelight.application.operation;

import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.MemoryWebhooks;
import java.util.function.UnaryOperator;

/** All that an operator's ports need, in memory. */
public final class MemoryOperation {

    private MemoryOperation() {}

    /** @param around what stands between those who move many at once and the memory */
    public static OperationWorld world(TestClock clock, UnaryOperator<BulkMoves> around) {
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
                around.apply(new MemoryBulkMoves(images, audit)),
                audit,
                new MemoryTroubles(database, images, downloads));
    }
}
