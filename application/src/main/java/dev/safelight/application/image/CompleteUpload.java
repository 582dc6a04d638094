package dev.safelight.application.image;

import dev.safelight.application.image.Images.Outcome;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Hears that the bytes are there. Said twice, or by many at once, it has one effect and says the same. */
public final class CompleteUpload {

    private final Images images;
    private final Admission admission;
    private final SetSize size;
    private final InstantSource clock;

    public CompleteUpload(Images images, Admission admission, SetSize size, InstantSource clock) {
        this.images = images;
        this.admission = admission;
        this.size = size;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Completed {
        /** The image as it is now. */
        record Heard(Image image) implements Completed {}

        /** More work has piled up than we take in, so nothing was changed: to be said again. */
        record BacklogFull(Duration retryAfter) implements Completed {}
    }

    /** Empty when the owner has no such image. What is no longer awaited is heard of however much work there is. */
    public Optional<Completed> complete(OwnerId owner, ImageId id) {
        return complete(owner, id, "the client said so");
    }

    /** @param why for the image's history */
    Optional<Completed> complete(OwnerId owner, ImageId id, String why) {
        Optional<Image> found = images.find(owner, id);
        if (!(found.orElse(null) instanceof Image.AwaitingUpload)) {
            return found.map(Completed.Heard::new);
        }
        Optional<Duration> refused = admission.enter();
        return refused.isPresent()
                ? refused.map(Completed.BacklogFull::new)
                : arrived(owner, id, found, why).map(Completed.Heard::new);
    }

    private Optional<Image> arrived(OwnerId owner, ImageId id, Optional<Image> read, String why) {
        Optional<Image> found = read;
        while (found.isPresent() && found.get() instanceof Image.AwaitingUpload awaited) {
            var change = awaited.arrived(why, clock.instant());
            if (images.apply(change, size) == Outcome.APPLIED) {
                return Optional.of(change.after());
            }
            found = images.find(owner, id);
        }
        return found;
    }
}
