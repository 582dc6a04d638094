package dev.safelight.telemetry.log;

import dev.safelight.application.Occasion;
import dev.safelight.application.download.Downloads;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes one line for each step of a download that was taken, and none for one that was lost to somebody else. */
public final class LoggedDownloads implements Downloads {

    private static final System.Logger LOG = System.getLogger(LoggedDownloads.class.getName());

    private final Downloads downloads;

    public LoggedDownloads(Downloads downloads) {
        this.downloads = downloads;
    }

    @Override
    public Added add(Order order, Limits limits, Instant now) {
        Added added = downloads.add(order, limits, now);
        if (added instanceof Added.New(Download.Queued queued)) {
            note(queued, "QUEUED");
        }
        return added;
    }

    @Override
    public Optional<Download> find(DownloadId id) {
        return downloads.find(id);
    }

    @Override
    public Optional<Download> find(OwnerId owner, DownloadId id) {
        return downloads.find(owner, id);
    }

    @Override
    public Outcome apply(DownloadChange change) {
        Outcome outcome = downloads.apply(change);
        if (outcome == Outcome.APPLIED && change.isMove()) {
            note(
                    change.before(),
                    change.before().status() + " -> " + change.after().status());
        }
        return outcome;
    }

    @Override
    public boolean renew(
            DownloadId id, Lease lease, Instant until, Optional<List<Item>> items, Progress progress, Instant now) {
        return downloads.renew(id, lease, until, items, progress, now);
    }

    /** How many is known here, not which: each of them is told to its owner as an event. */
    @Override
    public int expireWith(OwnerId owner, ImageId image, Instant now) {
        int expired = downloads.expireWith(owner, image, now);
        if (expired > 0) {
            LOG.log(Level.INFO, "{0} downloads COMPLETED -> EXPIRED with image {1}", expired, image.toString());
        }
        return expired;
    }

    private static void note(Download download, String step) {
        String id = download.id().toString();
        Map<Occasion.Fact, String> about = Map.of(
                Occasion.Fact.DOWNLOAD,
                id,
                Occasion.Fact.OWNER,
                download.owner().value());
        Occasion.with(about, () -> {
            LOG.log(Level.INFO, "download {0} {1}", id, step);
            return id;
        });
    }
}
