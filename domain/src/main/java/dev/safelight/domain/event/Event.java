package dev.safelight.domain.event;

import dev.safelight.domain.download.Progress;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that happened, as it stands in the log. An image's history is its events in order.
 *
 * @param id the same in polling, streams and webhooks
 * @param sequence its place in the log; grows, with gaps
 * @param subject what it is about: the image's or the download's id, or the set's name
 * @param traceId of the work that it happened in, 32 hexadecimal digits
 * @param move the step of an image along its lifecycle, for those types that tell of one
 * @param download how far a download has come, for those types that tell of one
 */
public record Event(
        UUID id,
        long sequence,
        EventType type,
        OwnerId owner,
        String subject,
        Instant time,
        String traceId,
        Optional<Move> move,
        Optional<Download> download) {

    /**
     * @param progress when it happened
     * @param error the code of what a failed download failed of
     */
    public record Download(Progress progress, Optional<String> error) {}

    /**
     * @param from where it came from
     * @param chapter of the image's life
     * @param attempt the worker's count when it happened; 0 when no worker was involved
     * @param why in plain words
     * @param codes of the reasons for which the photo is refused, of the fault of its upload, or the incident's id
     */
    public record Move(Status from, Status to, int chapter, int attempt, String why, List<String> codes) {

        public Move {
            codes = List.copyOf(codes);
        }

        /** What there is to tell of a change of status. */
        public static Move of(Change change) {
            return new Move(
                    change.before().status(),
                    change.after().status(),
                    change.after().life().chapter(),
                    attempt(change.before()),
                    change.why(),
                    codes(change.after()));
        }

        private static List<String> codes(Image after) {
            return switch (after) {
                case Image.Rejected it ->
                    it.judgement().verdict().reasons().stream()
                            .map(reason -> reason.code().name())
                            .toList();
                case Image.UploadFailed it -> List.of(it.fault().name());
                case Image.Errored it -> List.of(it.incident().id());
                case Image.AwaitingUpload none -> List.of();
                case Image.Verifying none -> List.of();
                case Image.Processing none -> List.of();
                case Image.Accepted none -> List.of();
            };
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
