package dev.safelight.application.image;

import dev.safelight.application.image.CompleteUpload.Completed;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import java.util.Optional;

/**
 * Hears from the store that an object is there: what {@link CompleteUpload} does, whoever the owner is and whether or not
 * he says so himself. Heard twice, late or after the client, it changes nothing.
 */
public final class HearOfUpload {

    private final Images images;
    private final CompleteUpload complete;

    public HearOfUpload(Images images, CompleteUpload complete) {
        this.images = images;
        this.complete = complete;
    }

    /**
     * @param key of an object that was created
     * @return empty when it is not the original of an image that we have, and is to be ignored
     */
    public Optional<Completed> hear(String key) {
        return original(key)
                .flatMap(images::find)
                .flatMap(image -> complete.complete(image.upload().owner(), image.id(), "the store said so"));
    }

    private static Optional<ImageId> original(String key) {
        return ObjectKeys.owner(key).filter(id -> ObjectKeys.original(id).equals(key));
    }
}
