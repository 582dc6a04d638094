package dev.safelight.application.image;

import dev.safelight.application.event.Bell;
import dev.safelight.application.event.Watch;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Waits for the verdict on an image. */
public final class AwaitVerdict {

    private final Images images;
    private final Watch watch;

    public AwaitVerdict(Images images, Bell bell, InstantSource clock) {
        this.images = images;
        this.watch = new Watch(bell, clock);
    }

    /**
     * @param atMost at most {@link Watch#LONGEST} of it are waited
     * @return the image, final or as it is when the time is up; empty when the owner has no such image (any more)
     */
    public Optional<Image> await(OwnerId owner, ImageId id, Duration atMost) throws InterruptedException {
        return watch.until(image -> image.status().isFinal(), id.value(), () -> images.find(owner, id), atMost);
    }
}
