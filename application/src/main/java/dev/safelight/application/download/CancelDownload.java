package dev.safelight.application.download;

import dev.safelight.application.download.Downloads.Outcome;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.image.OwnerId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Ends a download that nobody wants any more; whoever works on it notices within a second. */
public final class CancelDownload {

    private final Downloads downloads;
    private final InstantSource clock;

    public CancelDownload(Downloads downloads, InstantSource clock) {
        this.downloads = downloads;
        this.clock = clock;
    }

    /** @return the download as it is now: cancelled, or as it had ended before; empty when the owner has no such one */
    public Optional<Download> cancel(OwnerId owner, DownloadId id) {
        return ended(() -> downloads.find(owner, id)).map(DownloadChange::after).or(() -> downloads.find(owner, id));
    }

    /**
     * For operators: whoever owns it.
     *
     * @return whether this ended it; false when it had ended before, or is not there
     */
    public boolean cancel(DownloadId id) {
        return ended(() -> downloads.find(id)).isPresent();
    }

    /** The change that ended it; empty when there was nothing to end. */
    private Optional<DownloadChange> ended(Supplier<Optional<Download>> read) {
        while (true) {
            Optional<DownloadChange> change = read.get().flatMap(this::cancelled);
            if (change.isEmpty() || downloads.apply(change.get()) == Outcome.APPLIED) {
                return change;
            }
        }
    }

    private Optional<DownloadChange> cancelled(Download download) {
        return switch (download) {
            case Download.Queued it -> Optional.of(it.cancelled(clock.instant()));
            case Download.Processing it -> Optional.of(it.cancelled(clock.instant()));
            case Download.Completed done -> Optional.empty();
            case Download.Failed done -> Optional.empty();
            case Download.Cancelled done -> Optional.empty();
            case Download.Expired done -> Optional.empty();
        };
    }
}
