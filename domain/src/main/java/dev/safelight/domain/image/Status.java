package dev.safelight.domain.image;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where an image is in its life. {@link #next()} is the whole lifecycle: the typed states, the CHECK constraints of the
 * database and the diagram in {@code docs/lifecycle.md} are held against it by {@code LifecycleTest}.
 */
public enum Status {
    /** Signed for; nobody has said yet that the bytes are there. */
    AWAITING_UPLOAD,
    /** Somebody said that the bytes are there; we look whether they are, and whether they are what was promised. */
    VERIFYING,
    /** The bytes are pinned; the photo is being measured and judged. */
    PROCESSING,
    /** Every rule that rejects was passed. */
    ACCEPTED,
    /** A good upload of a photo that at least one rule refuses. */
    REJECTED,
    /** The user's upload never came or was not what was promised; the photo itself was never judged. */
    UPLOAD_FAILED,
    /** We failed, not the user: retries are used up and an operator can send it back to work. */
    ERROR;

    /** Every status that may follow this one. */
    public Set<Status> next() {
        return switch (this) {
            case AWAITING_UPLOAD -> EnumSet.of(VERIFYING, UPLOAD_FAILED);
            case VERIFYING -> EnumSet.of(PROCESSING, UPLOAD_FAILED, ERROR);
            case PROCESSING -> EnumSet.of(ACCEPTED, REJECTED, ERROR);
            case ACCEPTED -> EnumSet.of(REJECTED); // by an operator's override
            case REJECTED -> EnumSet.of(ACCEPTED); // the same
            case ERROR -> EnumSet.of(VERIFYING, PROCESSING); // by a retry, back to where it stopped (ADR 3)
            case UPLOAD_FAILED -> EnumSet.noneOf(Status.class);
        };
    }

    /** Whether a chapter ends here: nothing more happens unless a person asks for it. */
    public boolean isFinal() {
        return switch (this) {
            case AWAITING_UPLOAD, VERIFYING, PROCESSING -> false;
            case ACCEPTED, REJECTED, UPLOAD_FAILED, ERROR -> true;
        };
    }

    /** Whether we have something to do: the bytes are said to be there, and how it ends depends on us. */
    public boolean isInWork() {
        return switch (this) {
            case VERIFYING, PROCESSING -> true;
            case AWAITING_UPLOAD, ACCEPTED, REJECTED, UPLOAD_FAILED, ERROR -> false;
        };
    }

    /** Whether the image takes one of the places of its set: it is accepted, or may still become so. */
    public boolean holdsPlace() {
        return switch (this) {
            case AWAITING_UPLOAD, VERIFYING, PROCESSING, ACCEPTED, ERROR -> true;
            case REJECTED, UPLOAD_FAILED -> false;
        };
    }
}
