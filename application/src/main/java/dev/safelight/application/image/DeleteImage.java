package dev.safelight.application.image;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Forgets an image for good: row, objects, derivatives, fingerprint, its place as the original of a near-duplicate, and
 * every archive that has it.
 */
public final class DeleteImage {

    private final Images images;
    private final Copies copies;
    private final ObjectStore store;
    private final InstantSource clock;

    public DeleteImage(Images images, Copies copies, ObjectStore store, InstantSource clock) {
        this.images = images;
        this.copies = copies;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Whatever state it is in. When this returns, nobody can see or fetch it any more.
     *
     * @return false when the owner has no such image
     * @throws dev.safelight.application.Outage when the database cannot be reached: nothing was deleted; or when the
     *     store cannot be: the image is forgotten, and the sweeper removes what is left
     */
    public boolean delete(OwnerId owner, ImageId id) {
        Optional<Image> gone = images.delete(owner, id, clock.instant());
        if (gone.isPresent()) {
            copies.expireWith(owner, id, clock.instant());
            new ObjectsOf(store).remove(id);
        }
        return gone.isPresent();
    }

    /** What came of abandoning an upload. */
    public enum Abandoned {
        GONE,
        UNKNOWN,
        /** It is no upload any more but a photo; that is deleted, not abandoned. */
        ALREADY_A_PHOTO
    }

    /** Gives up an upload that has not become a photo. */
    public Abandoned abandon(OwnerId owner, ImageId id) {
        Optional<Image> found = images.find(owner, id);
        if (found.isEmpty()) {
            return Abandoned.UNKNOWN;
        }
        return switch (found.get().status()) {
            case AWAITING_UPLOAD, VERIFYING, UPLOAD_FAILED -> {
                delete(owner, id);
                yield Abandoned.GONE;
            }
            case PROCESSING, ACCEPTED, REJECTED, ERROR -> Abandoned.ALREADY_A_PHOTO;
        };
    }
}
