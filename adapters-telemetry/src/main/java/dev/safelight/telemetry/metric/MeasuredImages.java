package dev.safelight.telemetry.metric;

import dev.safelight.application.image.Images;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.image.UploadFault;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Reason;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts what becomes of photos, from the changes that were carried out. Each change is carried out by one process once. */
public final class MeasuredImages implements Images {

    private final Images images;
    private final Metrics metrics;
    private final Outages outages;
    private final Counter promised;
    private final Counter raced;
    private final Counter leasesLost;

    public MeasuredImages(Images images, Metrics metrics) {
        this.images = images;
        this.metrics = metrics;
        this.outages = new Outages(metrics, "images");
        this.promised = metrics.counter(Measure.IMAGES_PROMISED);
        this.raced = metrics.counter(Measure.WRITES_RACED, "image");
        this.leasesLost = metrics.counter(Measure.LEASES_LOST, "judge");
        announce();
    }

    /** Alerts look for increases: a series has to be there, at zero, before the first time. */
    private void announce() {
        Stream.of(Status.values()).filter(Status::isFinal).forEach(this::finished);
        Stream.of(Code.values())
                .forEach(code -> Stream.of("reject", "warn").forEach(severity -> reason(severity, code)));
        Stream.of(UploadFault.values()).forEach(fault -> reason("fault", fault));
        Stream.of("verify", "judge").forEach(kind -> metrics.counter(Measure.WORK_RETRIES, kind));
        metrics.counter(Measure.WORK_ATTEMPTS, "judge");
        Stream.of("awaiting_upload", "verifying", "waiting", "working")
                .forEach(state -> metrics.timer(Measure.IMAGE_STATES, state));
    }

    private Counter finished(Status outcome) {
        return metrics.counter(Measure.IMAGES_FINISHED, outcome.name());
    }

    private Counter reason(String severity, Enum<?> code) {
        return metrics.counter(Measure.IMAGE_REASONS, severity, code.name());
    }

    @Override
    public Added add(List<Upload.Promise> promises, SetSize size, int most) {
        Added added = outages.of(() -> images.add(promises, size, most));
        if (added instanceof Added.All all) {
            promised.increment(all.images().size());
        }
        return added;
    }

    @Override
    public Optional<Image> find(ImageId id) {
        return outages.of(() -> images.find(id));
    }

    @Override
    public Optional<Image> find(OwnerId owner, ImageId id) {
        return outages.of(() -> images.find(owner, id));
    }

    @Override
    public Outcome apply(Change change, SetSize size) {
        Outcome outcome = outages.of(() -> images.apply(change, size));
        switch (outcome) {
            case APPLIED -> count(change);
            case RACED -> raced.increment();
        }
        return outcome;
    }

    private void count(Change change) {
        countState(change);
        countWork(change);
        if (change.isMove() && change.after().status().isFinal()) {
            finished(change.after().status()).increment();
            countReasons(change);
        }
    }

    /** What is final stays so for as long as people like: that is no time that anybody waits. */
    private void countState(Change change) {
        if (!change.before().status().isFinal()) {
            metrics.timer(Measure.IMAGE_STATES, state(change.before()))
                    .record(Duration.between(
                            change.before().life().since(),
                            change.after().life().since()));
        }
    }

    private static String state(Image image) {
        return image instanceof Image.Processing it
                ? it.lease().isPresent() ? "working" : "waiting"
                : image.status().name().toLowerCase(Locale.ROOT);
    }

    private void countWork(Change change) {
        if (change.before() instanceof Image.Processing before && change.after() instanceof Image.Processing after) {
            if (after.attempts() > before.attempts()) {
                metrics.counter(Measure.WORK_ATTEMPTS, "judge").increment();
            } else if (after.attempts() == before.attempts()) {
                metrics.counter(Measure.WORK_RETRIES, "judge").increment();
            }
        } else if (change.before() instanceof Image.Verifying before
                && change.after() instanceof Image.Verifying after
                && after.attempts() > before.attempts()) {
            metrics.counter(Measure.WORK_RETRIES, "verify").increment();
        }
    }

    /** An override or a retry tells nothing new of the photo. */
    private void countReasons(Change change) {
        if (change.before().status().isFinal()) {
            return;
        }
        switch (change.after()) {
            case Image.Judged it -> {
                count("reject", it.judgement().verdict().reasons());
                count("warn", it.judgement().verdict().warnings());
            }
            case Image.UploadFailed it -> reason("fault", it.fault()).increment();
            case Image.Errored ours -> {}
            case Image.AwaitingUpload notFinal -> {}
            case Image.Verifying notFinal -> {}
            case Image.Processing notFinal -> {}
        }
    }

    private void count(String severity, List<Reason> reasons) {
        reasons.forEach(found -> reason(severity, found.code()).increment());
    }

    @Override
    public boolean renew(ImageId id, Lease lease, Instant until) {
        boolean held = outages.of(() -> images.renew(id, lease, until));
        if (!held) {
            leasesLost.increment();
        }
        return held;
    }

    @Override
    public Optional<Image> delete(OwnerId owner, ImageId id, Instant now) {
        return outages.of(() -> images.delete(owner, id, now));
    }
}
