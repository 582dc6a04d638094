package dev.safelight.domain.download;

import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One of the photos that were asked for, and what became of it.
 *
 * @param content what is put into the archive; absent when there is nothing
 * @param sha256 of what lies in the archive, once it does
 */
public record Item(Wanted wanted, Outcome outcome, Optional<Content> content, Optional<Sha256> sha256) {

    /** What became of a photo. */
    public enum Outcome {
        /** It is, or will be, put into the archive. */
        WAITING,
        /** It is in the archive. */
        INCLUDED,
        /** There is no such photo of this owner. */
        NOT_FOUND,
        /** It is not accepted: refused, or not judged yet. */
        NOT_ACCEPTED,
        /** It is accepted, but could not be decoded, so there is no normalized picture of it. */
        NO_PICTURE,
        /** The same photo was asked for under another name, and is there. */
        REPEATED,
        /** It was deleted before it could be put in. */
        GONE;

        /** Whether somebody who asks again for the same could be given more. */
        public boolean mayChange() {
            return switch (this) {
                case WAITING, INCLUDED, REPEATED -> false;
                case NOT_FOUND, NOT_ACCEPTED, NO_PICTURE, GONE -> true;
            };
        }
    }

    /**
     * @param name in the archive
     * @param modified the time that it gets there
     */
    public record Content(ImageId image, long fileId, String name, Instant modified, StoredObject object) {}

    /** One that is left out. */
    public static Item leftOut(Wanted wanted, Outcome why) {
        return new Item(wanted, why, Optional.empty(), Optional.empty());
    }

    /** One that shall be put in. */
    public static Item waiting(Wanted wanted, Content content) {
        return new Item(wanted, Outcome.WAITING, Optional.of(content), Optional.empty());
    }

    public Item included(Sha256 read) {
        return new Item(wanted, Outcome.INCLUDED, content, Optional.of(read));
    }

    public Item gone() {
        return new Item(wanted, Outcome.GONE, content, Optional.empty());
    }
}
