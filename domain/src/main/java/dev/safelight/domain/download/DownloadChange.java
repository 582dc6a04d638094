package dev.safelight.domain.download;

import java.util.Optional;

/**
 * One write to one download. A change that is not legal cannot be constructed.
 *
 * @param note for the operator: who takes it, or why it has to be put off
 */
public record DownloadChange(Download before, Download after, Optional<String> note) {

    DownloadChange(Download before, Download after) {
        this(before, after, Optional.empty());
    }

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

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
