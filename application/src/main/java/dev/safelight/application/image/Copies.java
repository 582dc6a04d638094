package dev.safelight.application.image;

import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;

/** What was made of photos to be handed on, and must go when one of them is deleted. */
public interface Copies {

    /**
     * Ends all complete downloads of the owner that have the image in their archive, because it was deleted.
     *
     * @return how many
     */
    int expireWith(OwnerId owner, ImageId image, Instant now);
}
