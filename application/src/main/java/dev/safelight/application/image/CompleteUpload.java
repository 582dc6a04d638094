package dev.safelight.application.image;

import dev.safelight.application.image.Images.Outcome;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import java.time.InstantSource;
import java.util.Optional;

/** Hears that the bytes are there. Said twice, or by many at once, it has one effect and says the same. */
public final class CompleteUpload {

    private final Images images;
    private final SetSize size;
    private final InstantSource clock;

    public CompleteUpload(Images images, SetSize size, InstantSource clock) {
        this.images = images;
        this.size = size;
        this.clock = clock;
    }

    /** The image as it is now; empty when the owner has no such image. */
    public Optional<Image> complete(OwnerId owner, ImageId id) {
        Optional<Image> found = images.find(owner, id);
        while (found.isPresent() && found.get() instanceof Image.AwaitingUpload awaited) {
            var change = awaited.arrived("the client said so", clock.instant());
            if (images.apply(change, size) == Outcome.APPLIED) {
                return Optional.of(change.after());
            }
            found = images.find(owner, id);
        }
        return found;
    }
}
