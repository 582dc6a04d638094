package dev.safelight.telemetry.trace;

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
import io.opentelemetry.api.common.AttributeKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Each statement about downloads as a span. What it sets in motion goes on from there. */
public final class TracedDownloads implements Downloads {

    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("safelight.outcome");

    private final Downloads downloads;
    private final Statements statements;

    public TracedDownloads(Downloads downloads, Tracing tracing) {
        this.downloads = downloads;
        this.statements = new Statements(tracing, "download");
    }

    @Override
    public Added add(Order order, Limits limits, Instant now) {
        return statements.run("add", span -> {
            Added added = downloads.add(order, limits, now);
            span.setAttribute(OUTCOME, added.getClass().getSimpleName());
            return added;
        });
    }

    @Override
    public Optional<Download> find(DownloadId id) {
        return statements.run("find", span -> downloads.find(id));
    }

    @Override
    public Optional<Download> find(OwnerId owner, DownloadId id) {
        return statements.run("find", span -> downloads.find(owner, id));
    }

    @Override
    public Outcome apply(DownloadChange change) {
        return statements.run("apply", span -> {
            span.setAttribute(Subjects.DOWNLOAD, change.before().id().toString());
            Outcome outcome = downloads.apply(change);
            span.setAttribute(OUTCOME, outcome.name());
            return outcome;
        });
    }

    @Override
    public boolean renew(
            DownloadId id, Lease lease, Instant until, Optional<List<Item>> items, Progress progress, Instant now) {
        return statements.run("renew", span -> downloads.renew(id, lease, until, items, progress, now));
    }

    @Override
    public int expireWith(OwnerId owner, ImageId image, Instant now) {
        return statements.run("expire", span -> downloads.expireWith(owner, image, now));
    }
}
