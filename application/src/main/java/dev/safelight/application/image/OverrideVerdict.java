package dev.safelight.application.image;

import dev.safelight.application.image.Images.Outcome;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetSize;
import java.time.InstantSource;
import java.util.Optional;

/** An operator accepts a photo that the rules rejected. Who and why stays with the image and in its history. */
public final class OverrideVerdict {

    private final Images images;
    private final SetSize size;
    private final InstantSource clock;

    public OverrideVerdict(Images images, SetSize size, InstantSource clock) {
        this.images = images;
        this.size = size;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Overridden {
        record Accepted(Image image) implements Overridden {}

        record NotRejected(Image image) implements Overridden {}
    }

    /** Any owner's image; empty when there is none such. */
    public Optional<Overridden> override(ImageId id, Image.Overruling overruling) {
        return images.find(id).flatMap(image -> switch (image) {
            case Image.Rejected rejected -> {
                var change = rejected.overridden(overruling, clock.instant());
                yield images.apply(change, size) == Outcome.APPLIED
                        ? Optional.of(new Overridden.Accepted(change.after()))
                        : override(id, overruling);
            }
            default -> Optional.of(new Overridden.NotRejected(image));
        });
    }
}
