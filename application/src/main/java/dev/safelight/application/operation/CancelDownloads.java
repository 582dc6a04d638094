package dev.safelight.application.operation;

import dev.safelight.application.download.CancelDownload;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.OwnerId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An operator ends downloads, whoever asked for them: one after the other, written down. Said again it finds nothing left
 * to do; two at once share the work.
 */
public final class CancelDownloads {

    /** So many can be named, and so many be meant by a filter. */
    public static final int MOST = 1_000;

    private static final int BATCH = 100;

    private final Search search;
    private final CancelDownload cancel;
    private final Audit audit;
    private final WriteDown writeDown;

    public CancelDownloads(Search search, CancelDownload cancel, Audit audit, WriteDown writeDown) {
        this.search = search;
        this.cancel = cancel;
        this.audit = audit;
        this.writeDown = writeDown;
    }

    /** Which are meant. */
    public sealed interface Selection {
        record Named(List<DownloadId> ids) implements Selection {}

        /**
         * @param status one that is active; without it all that are
         * @param atMost no more than these are looked at, the newest of each status
         */
        record Fitting(Optional<DownloadStatus> status, Optional<OwnerId> owner, int atMost) implements Selection {
            List<DownloadStatus> statuses() {
                return status.map(List::of).orElse(List.of(DownloadStatus.QUEUED, DownloadStatus.PROCESSING));
            }
        }
    }

    /**
     * @param described the selection as JSON, to be written down
     * @param reason in the operator's words
     */
    public record Order(Operator operator, Selection selection, String described, String reason) {}

    /** @throws dev.safelight.application.Outage in the midst of it: what was done by then is written down */
    public Outcome cancel(Order order) {
        UUID entry =
                writeDown.begin(new WriteDown.Told(order.operator(), Deed.CANCEL, order.described(), order.reason()));
        Run run = new Run(entry);
        boolean more = switch (order.selection()) {
            case Selection.Named named -> run.named(named.ids());
            case Selection.Fitting fitting -> run.fitting(fitting);
        };
        writeDown.finish(entry, run.unchanged());
        return new Outcome(entry, run.done, run.unchanged(), more);
    }

    private final class Run {
        private final UUID entry;
        private int lookedAt;
        private int done;

        Run(UUID entry) {
            this.entry = entry;
        }

        int unchanged() {
            return lookedAt - done;
        }

        boolean named(List<DownloadId> ids) {
            ids.forEach(this::end);
            return false;
        }

        /** @return whether there may be more */
        boolean fitting(Selection.Fitting fitting) {
            return fitting.statuses().stream().anyMatch(status -> reachesBound(status, fitting));
        }

        private boolean reachesBound(DownloadStatus status, Selection.Fitting fitting) {
            Optional<DownloadId> before = Optional.empty();
            while (lookedAt < fitting.atMost()) {
                int limit = Math.min(BATCH, fitting.atMost() - lookedAt);
                List<DownloadId> found = search.downloads(Optional.of(status), fitting.owner(), before, limit).stream()
                        .map(Download::id)
                        .toList();
                found.forEach(this::end);
                if (found.size() < limit) {
                    return false;
                }
                before = Optional.of(found.getLast());
            }
            return true;
        }

        private void end(DownloadId id) {
            lookedAt++;
            if (cancel.cancel(id)) {
                done++;
                audit.count(entry, 1);
            }
        }
    }
}
