package dev.safelight.application.download;

import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.event.MemoryEventLog;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.util.HashSet;
import java.util.Set;

class MemoryDownloadsTest extends DownloadsContract {

    private final Set<ImageId> images = new HashSet<>();

    @Override
    protected void bring(OwnerId owner, ImageId image) {
        images.add(image);
    }

    @Override
    protected void remove(ImageId image) {
        images.remove(image);
    }

    @Override
    protected World fresh() {
        Availability database = new Availability("the database");
        MemoryEventLog log = new MemoryEventLog(database);
        MemoryJobQueue queue = new MemoryJobQueue(clock, database);
        MemoryDownloads downloads = new MemoryDownloads(database, queue, new MemoryBell(), log, images::contains);
        return new World(downloads, downloads, log, queue);
    }
}
