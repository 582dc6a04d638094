package dev.safelight.telemetry.metric;

import dev.safelight.application.download.Downloads;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts what becomes of downloads, from the changes that were carried out. */
public final class MeasuredDownloads implements Downloads {

    private static final String KIND = "build";

    private final Downloads downloads;
    private final Metrics metrics;
    private final Outages outages;
    private final Counter raced;
    private final Counter attempts;
    private final Counter retries;
    private final Counter leasesLost;
    private final Counter bytes;

    public MeasuredDownloads(Downloads downloads, Metrics metrics) {
        this.downloads = downloads;
        this.metrics = metrics;
        this.outages = new Outages(metrics, "downloads");
        this.raced = metrics.counter(Measure.WRITES_RACED, "download");
        this.attempts = metrics.counter(Measure.WORK_ATTEMPTS, KIND);
        this.retries = metrics.counter(Measure.WORK_RETRIES, KIND);
        this.leasesLost = metrics.counter(Measure.LEASES_LOST, KIND);
        this.bytes = metrics.counter(Measure.DOWNLOAD_BYTES);
        Stream.of("new", "existing", "owner_full", "full").forEach(this::ordered); // at zero before the first time
        Stream.of(DownloadStatus.values()).filter(status -> !status.isActive()).forEach(this::finished);
        Stream.of(Failure.Code.values()).forEach(this::failed);
        Stream.of("queued", "waiting", "working").forEach(state -> metrics.timer(Measure.DOWNLOAD_STATES, state));
    }

    private Counter ordered(String answer) {
        return metrics.counter(Measure.DOWNLOADS_ORDERED, answer);
    }

    private Counter finished(DownloadStatus outcome) {
        return metrics.counter(Measure.DOWNLOADS_FINISHED, outcome.name().toLowerCase(Locale.ROOT));
    }

    private Counter failed(Failure.Code code) {
        return metrics.counter(Measure.DOWNLOAD_FAILURES, code.name());
    }

    @Override
    public Added add(Order order, Limits limits, Instant now) {
        Added added = outages.of(() -> downloads.add(order, limits, now));
        ordered(
                        switch (added) {
                            case Added.New fresh -> "new";
                            case Added.Existing again -> "existing";
                            case Added.Full(boolean ofOwner) -> ofOwner ? "owner_full" : "full";
                        })
                .increment();
        return added;
    }

    @Override
    public Optional<Download> find(DownloadId id) {
        return outages.of(() -> downloads.find(id));
    }

    @Override
    public Optional<Download> find(OwnerId owner, DownloadId id) {
        return outages.of(() -> downloads.find(owner, id));
    }

    @Override
    public Outcome apply(DownloadChange change) {
        Outcome outcome = outages.of(() -> downloads.apply(change));
        switch (outcome) {
            case APPLIED -> count(change);
            case RACED -> raced.increment();
        }
        return outcome;
    }

    private void count(DownloadChange change) {
        countState(change);
        countWork(change);
        if (change.isMove() && !change.after().status().isActive()) {
            finished(change.after().status()).increment();
        }
        if (change.after() instanceof Download.Completed completed) {
            bytes.increment((double) completed.archive().size());
        }
        if (change.after() instanceof Download.Failed failed) {
            failed(failed.failure().code()).increment();
        }
    }

    private void countState(DownloadChange change) {
        if (change.before().status().isActive()) {
            metrics.timer(Measure.DOWNLOAD_STATES, state(change.before()))
                    .record(Duration.between(
                            change.before().since(), change.after().since()));
        }
    }

    private static String state(Download active) {
        return active instanceof Download.Processing it ? it.lease().isPresent() ? "working" : "waiting" : "queued";
    }

    private void countWork(DownloadChange change) {
        if (!(change.after() instanceof Download.Processing after)) {
            return;
        }
        int before = change.before() instanceof Download.Processing it ? it.attempts() : 0;
        if (after.attempts() > before) {
            attempts.increment();
        } else if (after.attempts() == before) {
            retries.increment();
        }
    }

    @Override
    public boolean renew(
            DownloadId id, Lease lease, Instant until, Optional<List<Item>> items, Progress progress, Instant now) {
        boolean held = outages.of(() -> downloads.renew(id, lease, until, items, progress, now));
        if (!held) {
            leasesLost.increment();
        }
        return held;
    }

    @Override
    public int expireWith(OwnerId owner, ImageId image, Instant now) {
        int expired = outages.of(() -> downloads.expireWith(owner, image, now));
        finished(DownloadStatus.EXPIRED).increment(expired);
        return expired;
    }
}
