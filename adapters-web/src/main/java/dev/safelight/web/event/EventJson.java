package dev.safelight.web.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Status;
import dev.safelight.web.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An event as clients see it: the same in streams, polling and webhooks. */
public record EventJson(UUID id, long sequence, String type, String subject, Instant time, Data data, String traceId) {

    /** What there is to tell beside what all events have; its form depends on the type. */
    public sealed interface Data {}

    /** @param codes of the reasons for which it is refused, of the fault of its upload, or the incident's id */
    record OfMove(String imageId, Status status, Status from, int chapter, int attempt, String why, List<String> codes)
            implements Data {}

    record OfDeletion(String imageId) implements Data {}

    record OfSet(String setId) implements Data {}

    /** @param progress in percent */
    record OfDownload(
            String jobId,
            String status,
            int progress,
            int doneFiles,
            int totalFiles,
            long doneBytes,
            long totalBytes,
            @JsonInclude(Include.NON_ABSENT) Optional<String> error)
            implements Data {}

    public static EventJson of(Event event) {
        return new EventJson(
                event.id(),
                event.sequence(),
                event.type().wireName(),
                event.subject(),
                event.time(),
                data(event),
                event.traceId());
    }

    /** The JSON text. */
    public static String text(Event event) {
        return Json.write(of(event));
    }

    /** The JSON text in UTF-8: what is sent and, in webhooks, signed. */
    public static byte[] bytes(Event event) {
        return text(event).getBytes(StandardCharsets.UTF_8);
    }

    private static Data data(Event event) {
        return switch (event.type()) {
            case SET_READY -> new OfSet(event.subject());
            case IMAGE_DELETED -> new OfDeletion(event.subject());
            case IMAGE_VERIFYING, IMAGE_PROCESSING, IMAGE_ACCEPTED, IMAGE_REJECTED, IMAGE_UPLOAD_FAILED, IMAGE_ERROR ->
                of(event.subject(), event.move().orElseThrow());
            case DOWNLOAD_QUEUED,
                    DOWNLOAD_PROGRESS,
                    DOWNLOAD_COMPLETED,
                    DOWNLOAD_FAILED,
                    DOWNLOAD_CANCELLED,
                    DOWNLOAD_EXPIRED ->
                of(event.subject(), event.type(), event.download().orElseThrow());
        };
    }

    private static OfMove of(String image, Event.Move move) {
        return new OfMove(image, move.to(), move.from(), move.chapter(), move.attempt(), move.why(), move.codes());
    }

    private static OfDownload of(String job, EventType type, Event.Download download) {
        Progress progress = download.progress();
        return new OfDownload(
                job,
                type == EventType.DOWNLOAD_PROGRESS ? "processing" : lastName(type),
                progress.percent(),
                progress.doneFiles(),
                progress.totalFiles(),
                progress.doneBytes(),
                progress.totalBytes(),
                download.error());
    }

    /** What it is called where it is known what it is about: {@code progress} of {@code download.progress}. */
    static String lastName(EventType type) {
        return type.wireName().substring(type.wireName().indexOf('.') + 1);
    }
}
