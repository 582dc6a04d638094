package dev.safelight.application.download;

import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.event.MemoryEventLog;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;

class MemoryDownloadsTest extends DownloadsContract {

    @Override
    protected World fresh() {
        Availability database = new Availability("the database");
        MemoryEventLog log = new MemoryEventLog(database);
        MemoryJobQueue queue = new MemoryJobQueue(clock, database);
        MemoryDownloads downloads = new MemoryDownloads(database, queue, new MemoryBell(), log);
        return new World(downloads, downloads, log, queue);
    }
}
