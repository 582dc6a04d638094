package dev.safelight.application.image;

import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Upload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The images and their lifecycle: the one place where a state changes. Not for looking around; that is
 * {@link ImageQueries}.
 *
 * <p><b>Atomicity.</b> Every write is one conditional statement that also records the event, rings the job and counts
 * the set: all of it happens or none. <b>Repeats</b> lose the race against themselves and change nothing.
 * <b>Ordering.</b> The writes to one image are totally ordered by their version; between images nothing is promised.
 * <b>Failures.</b> Losing a race is a returned value; {@link dev.safelight.application.Outage} is thrown when the
 * database cannot be reached, and then the write may or may not have happened: read again. <b>Threads.</b> Safe for any
 * number, in any number of processes. Held to this by {@code ImagesContract}.
 */
public interface Images {

    /** What became of a write. */
    enum Outcome {
        APPLIED,
        /** Somebody else was faster, or the image is gone, or the gallery moved: read again and decide again. */
        RACED
    }

    /** What became of adding to a set. */
    sealed interface Added {
        /** In the order given, each with the number it was given. */
        record All(List<Image.AwaitingUpload> images) implements Added {}

        /** Nothing was added, because not all of them fit into the set, whatever else is so. */
        record SetFull(int free) implements Added {}

        /**
         * Nothing was added, because the owner would then have too many images that are not final.
         *
         * @param free how many more he may have
         * @param inWork how many of his are in work
         */
        record OwnerFull(int free, int inWork) implements Added {}
    }

    /**
     * Adds fresh images, all of one owner and one set, if there is room for every one of them: in the set, and among the
     * owner's images that are not final. Of racing calls no more succeed than fit into the set; of those that race for
     * the last room of one owner each may succeed that did not see the others.
     *
     * @param promises 1 to 100, with ids never used before
     * @param most images of the owner, over all his sets, that may be on their way afterwards; at least 1
     */
    Added add(List<Upload.Promise> promises, SetSize size, int most);

    /** The image whoever owns it: for workers and operators, never for a client's request. */
    Optional<Image> find(ImageId id);

    /** The image if it is {@code owner}'s; somebody else's is as absent as one that never was. */
    Optional<Image> find(OwnerId owner, ImageId id);

    /**
     * Carries out a change if the image is still exactly as it was read: same status, same version, same lease token;
     * for a verdict also the same gallery. A move writes its event; a state that is due writes its job; a photo that
     * joins or leaves the accepted ones advances its owner's gallery; the set that thereby gets its minimum tells so.
     *
     * @param size when the change makes a set ready
     */
    Outcome apply(Change change, SetSize size);

    /**
     * Lengthens a lease that is still held.
     *
     * @return false when it is not: somebody else has it, or the image moved on. Whoever gets this must stop.
     */
    boolean renew(ImageId id, Lease lease, Instant until);

    /**
     * Forgets an image in whatever state it is: row, verdict, fingerprint, events (one is written that says so), its
     * place in the set and in the gallery. Its objects are left to the caller, with {@link Discards} as the safety net.
     *
     * @return the image as it was; empty when the owner has no such image (any more)
     */
    Optional<Image> delete(OwnerId owner, ImageId id, Instant now);
}
