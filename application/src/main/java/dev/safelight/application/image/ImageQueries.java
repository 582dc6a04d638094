package dev.safelight.application.image;

import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Gallery;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetCount;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.rule.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looking around among the images. Reads see every write that was acknowledged before they began. Throws
 * {@link dev.safelight.application.Outage} when the database cannot be reached. Safe for any number of threads. Held to
 * this by {@code ImagesContract}.
 */
public interface ImageQueries {

    /**
     * The owner's images, newest first by number.
     *
     * @param status only these, if given
     * @param set only these, if given
     * @param beforeFileId only images with a smaller number: where the last page ended; {@link Long#MAX_VALUE} to begin
     * @param limit 1 to 201
     */
    List<Image> page(OwnerId owner, Optional<Status> status, Optional<SetId> set, long beforeFileId, int limit);

    /** Those of the owner's images that are named, in no order; what is not his, or not there, is left out. */
    List<Image> named(OwnerId owner, Collection<Wanted> names);

    /** The moves of one image in order, oldest first; empty when the owner has no such image. */
    List<Event> history(OwnerId owner, ImageId id);

    /** {@link SetCount#EMPTY} for a set that nobody has used yet. */
    SetCount count(OwnerId owner, SetId set);

    /**
     * The owner's accepted photos as one that wants to join them sees them. Copies are found whichever way they are
     * mirrored or turned. Of photos equally near the one with the smaller number comes first.
     *
     * @param fingerprint of the newcomer; empty when it has none, and then only identical files are looked for
     * @param within the largest distance of interest, in bits
     */
    Gallery gallery(OwnerId owner, ImageId newcomer, Sha256 sha256, Optional<Fingerprint> fingerprint, int within);

    /**
     * Images that are not final and were due before {@code before}, longest overdue first, in whatever state. Served
     * from an index; the cost does not grow with the number of images.
     */
    List<Image> overdue(Instant before, int limit);

    /**
     * Judged images of all owners (ACCEPTED or REJECTED), newest first by number, for trying other limits on them.
     *
     * @param since only those whose last change is not older
     * @param beforeFileId where the last page ended; {@link Long#MAX_VALUE} to begin
     * @param limit 1 to 1000
     */
    List<Image> judged(Instant since, long beforeFileId, int limit);

    /** Those of {@code ids} that exist, for the search for orphaned objects. */
    Set<ImageId> existing(Collection<ImageId> ids);
}
