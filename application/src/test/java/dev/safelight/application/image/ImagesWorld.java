package dev.safelight.application.image;

import dev.safelight.application.event.Bell;
import dev.safelight.application.job.JobQueue;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One store of images as the contract sees it.
 *
 * @param queue into which it rings
 * @param bell that it rings
 * @param log everything that was told to one owner, in order
 */
public record ImagesWorld(
        Images images,
        ImageQueries queries,
        Discards discards,
        Backlog backlog,
        JobQueue queue,
        Bell bell,
        Function<OwnerId, List<Event>> log) {

    /** What the store must be made with: how long the note outlives the image. */
    public static final Duration DISCARD_AFTER = Duration.ofMinutes(20);
}
