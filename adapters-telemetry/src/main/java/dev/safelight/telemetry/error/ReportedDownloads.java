package dev.safelight.telemetry.error;

import dev.safelight.application.download.Downloads;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of each download that failed on us, once that is written; not of one that had nothing to deliver, or too much. */
public final class ReportedDownloads implements Downloads {

    private final Downloads downloads;
    private final Errors errors;

    public ReportedDownloads(Downloads downloads, Errors errors) {
        this.downloads = downloads;
        this.errors = errors;
    }

    @Override
    public Added add(Order order, Limits limits, Instant now) {
        return downloads.add(order, limits, now);
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
        if (outcome == Outcome.APPLIED
                && change.isMove()
                && change.after() instanceof Download.Failed given
                && given.failure().code() == Failure.Code.ERROR) {
            errors.tell(GivenUp.report(
                    "DOWNLOAD_ERROR",
                    "A download failed, by no fault of its owner",
                    Map.of(
                            "download_id", given.id().toString(),
                            "incident", given.failure().incidentId().orElse("unknown"))));
        }
        return outcome;
    }

    @Override
    public boolean renew(
            DownloadId id, Lease lease, Instant until, Optional<List<Item>> items, Progress progress, Instant now) {
        return downloads.renew(id, lease, until, items, progress, now);
    }

    @Override
    public int expireWith(OwnerId owner, ImageId image, Instant now) {
        return downloads.expireWith(owner, image, now);
    }
}
