package dev.safelight.application.job;

import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A reminder that an image or a download wants work. It carries no state: whoever gets it reads the row and does what it
 * needs, and that may be nothing.
 *
 * @param id deterministic, with the row's version as its generation: a repeat collapses, a deliberate retry does not
 * @param subject the id of what wants work
 * @param owner whose it is: owners take turns
 * @param dueAt not to be given out before
 * @param trace of whoever rang, so that the work goes on in it; empty when it is not known
 */
public record Job(String id, Kind kind, UUID subject, OwnerId owner, Instant dueAt, Optional<TraceContext> trace) {

    /** One that nobody's trace leads to. */
    public Job(String id, Kind kind, UUID subject, OwnerId owner, Instant dueAt) {
        this(id, kind, subject, owner, dueAt, Optional.empty());
    }

    /** What kind of work; each has workers of its own, so that slow photos never hold up quick looks. */
    public enum Kind {
        /** Look whether the upload is there and as promised: a few milliseconds of I/O. */
        VERIFY,
        /** Decode, measure and judge: up to seconds of CPU. */
        JUDGE,
        /** Put the archive of a download together: as long as it takes to copy gigabytes. */
        BUILD
    }

    /** What an image wants in its present state; empty when it wants nothing, or only its deadline to pass. */
    public static Optional<Job> wantedBy(Image image) {
        return switch (image) {
            case Image.Verifying it -> Optional.of(of(Kind.VERIFY, it, it.due()));
            case Image.Processing it when it.lease().isEmpty() -> Optional.of(of(Kind.JUDGE, it, it.due()));
            case Image.Processing leased -> Optional.empty();
            case Image.AwaitingUpload awaiting -> Optional.empty();
            case Image.Judged done -> Optional.empty();
            case Image.UploadFailed done -> Optional.empty();
            case Image.Errored done -> Optional.empty();
        };
    }

    /**
     * What an image wants that should have been served before {@code now}: a lease that ended, a deadline that passed, a
     * job that was lost. It collapses with the first ring as long as that one is queued. Empty for a final image.
     */
    public static Optional<Job> overdue(Image image, Instant now) {
        return switch (image) {
            case Image.AwaitingUpload it -> Optional.of(of(Kind.VERIFY, it, now));
            case Image.Verifying it -> Optional.of(of(Kind.VERIFY, it, now));
            case Image.Processing it -> Optional.of(of(Kind.JUDGE, it, now));
            case Image.Judged done -> Optional.empty();
            case Image.UploadFailed done -> Optional.empty();
            case Image.Errored done -> Optional.empty();
        };
    }

    /** What a download wants in its present state; empty when it wants nothing, or only its end. */
    public static Optional<Job> wantedBy(Download download) {
        return switch (download) {
            case Download.Queued it -> Optional.of(of(it, it.since()));
            case Download.Processing it when it.lease().isEmpty() -> Optional.of(of(it, it.due()));
            case Download.Processing leased -> Optional.empty();
            case Download.Completed done -> Optional.empty();
            case Download.Failed done -> Optional.empty();
            case Download.Cancelled done -> Optional.empty();
            case Download.Expired done -> Optional.empty();
        };
    }

    /** As for an image: what should have been served before {@code now}. Empty for one that is not active. */
    public static Optional<Job> overdue(Download download, Instant now) {
        return download.status().isActive() ? Optional.of(of(download, now)) : Optional.empty();
    }

    private static Job of(Kind kind, Image image, Instant dueAt) {
        return new Job(
                id(kind, image.id().value(), image.life().version()),
                kind,
                image.id().value(),
                image.owner(),
                dueAt,
                Trace.context());
    }

    private static Job of(Download download, Instant dueAt) {
        UUID subject = download.id().value();
        return new Job(
                id(Kind.BUILD, subject, download.version()),
                Kind.BUILD,
                subject,
                download.owner(),
                dueAt,
                Trace.context());
    }

    /** The id of the job of this kind that a version of an image or a download rings for. */
    public static String id(Kind kind, UUID subject, long generation) {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + subject + ":" + generation;
    }
}
