package dev.safelight.domain.download;

import dev.safelight.domain.event.EventType;
import java.util.Optional;

/** One write to one download. A change that is not legal cannot be constructed. */
public record DownloadChange(Download before, Download after) {

    public DownloadChange {
        DownloadStatus from = before.status();
        DownloadStatus to = after.status();
        require(
                from.next().contains(to) || (from == to && from == DownloadStatus.PROCESSING),
                from + " → " + to + " is no move");
        require(before.order().equals(after.order()), "what was asked for never changes");
        require(after.version() == before.version() + 1, "every change is one version");
    }

    public boolean isMove() {
        return before.status() != after.status();
    }

    /** What is told of it; that work begins shows in the progress. */
    public Optional<EventType> told() {
        if (!isMove()) {
            return Optional.empty();
        }
        return switch (after.status()) {
            case QUEUED -> Optional.of(EventType.DOWNLOAD_QUEUED);
            case PROCESSING -> Optional.of(EventType.DOWNLOAD_PROGRESS);
            case COMPLETED -> Optional.of(EventType.DOWNLOAD_COMPLETED);
            case FAILED -> Optional.of(EventType.DOWNLOAD_FAILED);
            case CANCELLED -> Optional.of(EventType.DOWNLOAD_CANCELLED);
            case EXPIRED -> Optional.of(EventType.DOWNLOAD_EXPIRED);
        };
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
