package dev.safelight.domain.download;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a download is in its life. {@link #next()} is the whole lifecycle: the typed states, the CHECK constraints of the
 * database and the diagram in {@code docs/lifecycle.md} are held against it by {@code DownloadLifecycleTest}.
 */
public enum DownloadStatus {
    /** Asked for; no worker has begun. */
    QUEUED,
    /** A worker is at it, or will be again. */
    PROCESSING,
    /** The archive can be fetched. */
    COMPLETED,
    /** There was nothing to deliver, or we failed; it says which. */
    FAILED,
    /** The one who asked for it no longer wants it. */
    CANCELLED,
    /** It was completed, and its archive is gone: its time had passed, or a photo in it was deleted. */
    EXPIRED;

    /** Every status that may follow this one. */
    public Set<DownloadStatus> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(PROCESSING, CANCELLED);
            case PROCESSING -> EnumSet.of(COMPLETED, FAILED, CANCELLED);
            case COMPLETED -> EnumSet.of(EXPIRED);
            case FAILED, CANCELLED, EXPIRED -> EnumSet.noneOf(DownloadStatus.class);
        };
    }

    /** Whether there is still something to wait for. */
    public boolean isActive() {
        return switch (this) {
            case QUEUED, PROCESSING -> true;
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> false;
        };
    }

    /** Whether no archive of it may be left. */
    public boolean isEmptied() {
        return switch (this) {
            case QUEUED, PROCESSING, COMPLETED -> false;
            case FAILED, CANCELLED, EXPIRED -> true;
        };
    }
}
