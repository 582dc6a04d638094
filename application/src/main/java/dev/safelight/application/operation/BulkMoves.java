package dev.safelight.application.operation;

import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetSize;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Sends many finished images on at once: the same as {@code Images.apply} for each, in one statement. Not for images in
 * work.
 *
 * <p><b>Atomicity</b>: one statement moves those that are still as they were read, tells, rings, counts their sets and
 * counts up the audit; it happens or it does not. <b>Repeats</b> and <b>races</b>: an image that is not as it was read any
 * more stays as it is, and so does its place in the count. <b>Bounds</b>: 1 to {@link #MOST}. <b>Failures</b>:
 * {@link dev.safelight.application.Outage}; then it may have happened or not: read again. <b>Threads</b>: safe for any
 * number, in any number of processes. Held to this by {@code ActionsContract}.
 */
public interface BulkMoves {

    /** An event for each, and one for each set that gets ready, is less than a transaction can tell. */
    int MOST = 500;

    /**
     * @param changes each of another image, and each one that begins a chapter
     * @param audit the entry in which it is counted
     * @return those that were moved
     */
    Set<ImageId> apply(List<Change> changes, SetSize size, UUID audit);
}
