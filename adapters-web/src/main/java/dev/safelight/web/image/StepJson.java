package dev.safelight.web.image;

import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of an image's life.
 *
 * @param from {@code null} for the first
 * @param attempt the worker's count; 0 when no worker was involved
 * @param traceId of the work that it happened in; {@code null} for the first
 */
public record StepJson(
        Optional<Status> from, Status to, Instant at, int chapter, int attempt, String why, Optional<String> traceId) {

    /** @param moves of the image, oldest first */
    public static List<StepJson> all(Image image, List<Event> moves) {
        Stream<StepJson> steps = moves.stream().flatMap(event -> event.move().map(move -> of(event, move)).stream());
        return Stream.concat(Stream.of(begin(image)), steps).toList();
    }

    private static StepJson begin(Image image) {
        Instant at = image.upload().promise().createdAt();
        return new StepJson(
                Optional.empty(), Status.AWAITING_UPLOAD, at, 1, 0, "the upload was signed for", Optional.empty());
    }

    private static StepJson of(Event event, Event.Move move) {
        return new StepJson(
                Optional.of(move.from()),
                move.to(),
                event.time(),
                move.chapter(),
                move.attempt(),
                move.why(),
                Optional.of(event.traceId()));
    }
}
