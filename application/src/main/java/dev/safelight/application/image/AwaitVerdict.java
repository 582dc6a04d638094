package dev.safelight.application.image;

import dev.safelight.application.event.Bell;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Waits, for those who would rather hold the line a moment than ask again. */
public final class AwaitVerdict {

    /** Longer waits die in proxies; the caller gets what there is by then. */
    public static final Duration LONGEST = Duration.ofSeconds(25);

    /** How long a lost ring may go unnoticed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Images images;
    private final Bell bell;
    private final InstantSource clock;

    public AwaitVerdict(Images images, Bell bell, InstantSource clock) {
        this.images = images;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * @param atMost at most {@link #LONGEST} of it are waited
     * @return the image, final or as it is when the time is up; empty when the owner has no such image (any more)
     */
    public Optional<Image> await(OwnerId owner, ImageId id, Duration atMost) throws InterruptedException {
        Instant end = clock.instant().plus(atMost.compareTo(LONGEST) < 0 ? atMost : LONGEST);
        try (Bell.Listener listener = bell.listen(id.value())) {
            while (true) {
                Optional<Image> image = images.find(owner, id);
                Duration left = Duration.between(clock.instant(), end);
                if (image.isEmpty() || image.get().status().isFinal() || !left.isPositive()) {
                    return image;
                }
                listener.await(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
            }
        }
    }
}
