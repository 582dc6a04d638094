package dev.safelight.application.image;

import dev.safelight.application.image.Images.Outcome;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import java.time.InstantSource;
import java.util.Optional;

/** Sends an image that stopped in ERROR back to work, to where it stopped. */
public final class RetryImage {

    private final Images images;
    private final SetSize size;
    private final InstantSource clock;

    public RetryImage(Images images, SetSize size, InstantSource clock) {
        this.images = images;
        this.size = size;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Retried {
        record Underway(Image image) implements Retried {}

        record NotInError(Image image) implements Retried {}
    }

    /** Empty when the owner has no such image. Of many at once one sends it on; the others find it no longer in ERROR. */
    public Optional<Retried> retry(OwnerId owner, ImageId id) {
        return images.find(owner, id).flatMap(image -> switch (image) {
            case Image.Errored stopped -> {
                var change = stopped.retried(clock.instant());
                yield images.apply(change, size) == Outcome.APPLIED
                        ? Optional.of(new Retried.Underway(change.after()))
                        : retry(owner, id);
            }
            default -> Optional.of(new Retried.NotInError(image));
        });
    }
}
