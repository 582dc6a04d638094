package dev.safelight.application.operation;

import dev.safelight.application.job.Job;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Images and downloads that something went wrong with on our side and that nobody has mended yet: those that stopped for it,
 * and those that are tried again. Not for photos that were refused, nor for uploads that failed: those are nobody's errors.
 *
 * <p><b>Absent</b>: lists and maps are empty. <b>Repeats</b> read anew: what succeeds meanwhile is gone. <b>Atomicity</b>:
 * each answer is one statement. <b>Ordering</b>: newest first. <b>Bounds</b>: along an index by time in which nothing else
 * lies, as many rows as asked for. <b>Failures</b>: {@link dev.safelight.application.Outage}; a retry helps.
 * <b>Threads</b>: safe for any number. Held to this by {@code TroublesContract}.
 */
public interface Troubles {

    /** No question reads more. */
    int WINDOW = 10_000;

    /** So many notes are enough to tell what went wrong last. */
    int LAST_NOTES = 4;

    /**
     * @param kind of the work that failed: {@link Job.Kind#BUILD} for a download, the others for an image
     * @param since its last change: the failure, or that a worker took it up again
     * @param attempts how many have failed since it was last sent to work; 0 once it has stopped
     * @param incident what stopped it; empty while it is tried again
     * @param notes the last {@link #LAST_NOTES} at most, oldest first
     */
    record Trouble(
            Job.Kind kind,
            UUID subject,
            OwnerId owner,
            Instant since,
            int attempts,
            Optional<String> incident,
            List<Story.Note> notes) {

        public Trouble {
            notes = List.copyOf(notes);
        }
    }

    /** @param limit 1 to {@link #WINDOW} */
    List<Trouble> since(Instant since, int limit);

    /** The trace of the last that was told of each; those of which nothing is left in the log are missing. */
    Map<UUID, String> traces(Collection<Trouble> troubles);
}
