package dev.safelight.application.job;

import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A reminder that an image wants work. It carries no state: whoever gets it reads the image and does what the image
 * needs, and that may be nothing.
 *
 * @param id deterministic, with the image's version as its generation: a repeat collapses, a deliberate retry does not
 * @param owner of the image: owners take turns
 * @param dueAt not to be given out before
 */
public record Job(String id, Kind kind, ImageId image, OwnerId owner, Instant dueAt) {

    /** What kind of work; each has workers of its own, so that slow photos never hold up quick looks. */
    public enum Kind {
        /** Look whether the upload is there and as promised: a few milliseconds of I/O. */
        VERIFY,
        /** Decode, measure and judge: up to seconds of CPU. */
        JUDGE
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

    private static Job of(Kind kind, Image image, Instant dueAt) {
        String id = kind.name().toLowerCase(Locale.ROOT) + ":" + image.id() + ":"
                + image.life().version();
        return new Job(id, kind, image.id(), image.owner(), dueAt);
    }
}
