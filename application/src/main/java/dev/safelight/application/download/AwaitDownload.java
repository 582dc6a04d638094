package dev.safelight.application.download;

import dev.safelight.application.event.Bell;
import dev.safelight.application.event.Watch;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Waits for the end of a download. */
public final class AwaitDownload {

    private final Downloads downloads;
    private final Watch watch;

    public AwaitDownload(Downloads downloads, Bell bell, InstantSource clock) {
        this.downloads = downloads;
        this.watch = new Watch(bell, clock);
    }

    /**
     * @param atMost at most {@link Watch#LONGEST} of it are waited
     * @return the download, ended or as it is when the time is up; empty when the owner has no such one
     */
    public Optional<Download> await(OwnerId owner, DownloadId id, Duration atMost) throws InterruptedException {
        return watch.until(
                download -> !download.status().isActive(), id.value(), () -> downloads.find(owner, id), atMost);
    }
}
