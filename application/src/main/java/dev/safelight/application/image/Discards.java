package dev.safelight.application.image;

import dev.safelight.domain.image.ImageId;
import java.time.Instant;
import java.util.List;

/**
 * Images whose objects must go: a note that {@link Images#delete} and every move to UPLOAD_FAILED write in the same
 * statement, so that a crash right after cannot leave objects behind for ever. It outlives the URLs that were signed for
 * the image, because bytes may still come while one is valid. Held to this by {@code ImagesContract}. Throws
 * {@link dev.safelight.application.Outage}. Safe for any number of threads and processes: to discard twice is harmless.
 */
public interface Discards {

    /** Notes that were due before {@code before}, oldest first. */
    List<ImageId> due(Instant before, int limit);

    /** The objects are gone, now and for good. Unknown ids are ignored. */
    void done(List<ImageId> ids);
}
