package dev.safelight.application.download;

import dev.safelight.application.event.Bell;
import dev.safelight.application.image.AwaitVerdict;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Waits, for those who would rather hold the line a moment than ask again. */
public final class AwaitDownload {

    /** Longer waits die in proxies. */
    public static final Duration LONGEST = AwaitVerdict.LONGEST;

    /** How long a lost ring may go unnoticed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Downloads downloads;
    private final Bell bell;
    private final InstantSource clock;

    public AwaitDownload(Downloads downloads, Bell bell, InstantSource clock) {
        this.downloads = downloads;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * @param atMost at most {@link #LONGEST} of it are waited
     * @return the download, ended or as it is when the time is up; empty when the owner has no such one
     */
    public Optional<Download> await(OwnerId owner, DownloadId id, Duration atMost) throws InterruptedException {
        Instant end = clock.instant().plus(atMost.compareTo(LONGEST) < 0 ? atMost : LONGEST);
        try (Bell.Listener listener = bell.listen(id.value())) {
            while (true) {
                Optional<Download> download = downloads.find(owner, id);
                Duration left = Duration.between(clock.instant(), end);
                boolean active = download.filter(it -> it.status().isActive()).isPresent();
                if (!active || !left.isPositive()) {
                    return download;
                }
                listener.await(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
            }
        }
    }
}
