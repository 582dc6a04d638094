package dev.safelight.domain.image;

import java.time.Instant;
import java.util.UUID;

/**
 * The right of one worker to write the next result of an image. Who holds another token, or none, cannot write.
 *
 * @param token unique to this claim
 * @param worker who holds it, for the operator's eyes
 * @param until when it ends unless renewed
 */
public record Lease(UUID token, String worker, Instant until) {

    /** What is noted when a worker stops before it is done. */
    public static final String HANDED_BACK = "handed back";

    private static final String TAKEN_BY = "taken by ";

    /** What is noted when a worker begins. */
    public String takenBy() {
        return TAKEN_BY + worker;
    }

    /** Whether that was noted of a worker that begins. */
    public static boolean isTakenBy(String note) {
        return note.startsWith(TAKEN_BY);
    }
}
