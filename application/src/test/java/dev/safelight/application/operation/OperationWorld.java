package dev.safelight.application.operation;

import dev.safelight.application.download.CancelDownload;
import dev.safelight.application.download.Downloads;
import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.job.QueueAges;
import dev.safelight.application.store.MemoryObjectStore;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.SetSize;
import java.net.URI;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What an operator looks at, and the ways to look at it. */
public record OperationWorld(
        ImagesWorld images,
        Downloads downloads,
        Outlook outlook,
        QueueAges ages,
        Search search,
        Story story,
        BulkMoves moves,
        Audit audit,
        Troubles troubles) {

    /** What an operator can do to them; objects lie in memory. */
    ActOnImages act(InstantSource clock, RandomGenerator random, SetSize size) {
        Availability store = new Availability("the store");
        return new ActOnImages(
                search,
                new GroupErrors(troubles),
                moves,
                new DeleteImage(images.images(), downloads, new MemoryObjectStore(clock, store, URI.create("")), clock),
                audit,
                new WriteDown(audit, clock, random),
                size,
                clock);
    }

    CancelDownloads cancel(InstantSource clock, RandomGenerator random) {
        return new CancelDownloads(
                search, new CancelDownload(downloads, clock), audit, new WriteDown(audit, clock, random));
    }
}
