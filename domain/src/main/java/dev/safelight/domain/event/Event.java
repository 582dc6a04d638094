package dev.safelight.domain.event;

import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that happened, as it stands in the log. An image's history is its events in order.
 *
 * @param id the same in polling, streams and webhooks
 * @param sequence its place in the log; grows, with gaps
 * @param subject what it is about: the image's id, or the set's name
 * @param traceId of the work that it happened in, 32 hexadecimal digits
 * @param move the step along the lifecycle, for those types that tell of one
 */
public record Event(
        UUID id,
        long sequence,
        EventType type,
        OwnerId owner,
        String subject,
        Instant time,
        String traceId,
        Optional<Move> move) {

    /**
     * @param from where it came from
     * @param chapter of the image's life
     * @param attempt the worker's count when it happened; 0 when no worker was involved
     * @param why in plain words
     */
    public record Move(Status from, Status to, int chapter, int attempt, String why) {

        /** What there is to tell of a change of status. */
        public static Move of(Change change) {
            return new Move(
                    change.before().status(),
                    change.after().status(),
                    change.after().life().chapter(),
                    attempt(change.before()),
                    change.why());
        }

        private static int attempt(Image before) {
            return switch (before) {
                case Image.Verifying it -> it.looks() + it.attempts() + 1;
                case Image.Processing it -> it.attempts();
                case Image.AwaitingUpload none -> 0;
                case Image.Accepted none -> 0;
                case Image.Rejected none -> 0;
                case Image.UploadFailed none -> 0;
                case Image.Errored none -> 0;
            };
        }
    }
}
