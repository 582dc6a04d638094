package dev.safelight.web.operation;

import dev.safelight.application.image.FetchContent;
import dev.safelight.application.image.ImageQueries;
import dev.safelight.application.image.Images;
import dev.safelight.application.operation.LogLines;
import dev.safelight.application.operation.Story;
import dev.safelight.application.webhook.WebhookUrl;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.Variant;
import dev.safelight.web.download.DownloadJson;
import dev.safelight.web.event.EventJson;
import dev.safelight.web.http.Answer;
import dev.safelight.web.image.ImageJson;
import dev.safelight.web.image.ImagePath;
import dev.safelight.web.image.StepJson;
import dev.safelight.web.webhook.DeliveryJson;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** For operators: all that is known of one image. */
public final class StoryEndpoint {

    private final Images images;
    private final ImageQueries queries;
    private final FetchContent fetch;
    private final Story story;
    private final LogLines log;
    private final InstantSource clock;

    public StoryEndpoint(
            Images images, ImageQueries queries, FetchContent fetch, Story story, LogLines log, InstantSource clock) {
        this.images = images;
        this.queries = queries;
        this.fetch = fetch;
        this.story = story;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param pictures signed addresses, for some minutes
     * @param twin the photo that it repeats, if that is why it was refused
     * @param notes what happened without moving it: who took it, why it was put off
     */
    private record StoryJson(
            String owner,
            ImageJson image,
            PicturesJson pictures,
            Optional<TwinJson> twin,
            StateJson state,
            Optional<IncidentJson> incident,
            List<StepJson> history,
            List<NoteJson> notes,
            List<JobJson> jobs,
            List<EventJson> events,
            List<DeliveredJson> deliveries,
            List<DownloadJson> downloads,
            LogJson log) {}

    private record PicturesJson(Optional<URI> original, Optional<URI> normalized, Optional<URI> thumbnail) {}

    private record TwinJson(String imageId, PicturesJson pictures) {}

    /**
     * @param attempts made so far; 0 where nobody works
     * @param override who overruled the verdict, and why
     */
    private record StateJson(
            long version,
            int chapter,
            Instant since,
            Optional<Instant> dueAt,
            int attempts,
            int looks,
            Optional<LeaseJson> lease,
            Optional<OverrideJson> override,
            String objectKey) {

        static StateJson of(Image image) {
            int attempts = 0;
            int looks = 0;
            Optional<LeaseJson> lease = Optional.empty();
            if (image instanceof Image.Verifying it) {
                attempts = it.attempts();
                looks = it.looks();
            } else if (image instanceof Image.Processing it) {
                attempts = it.attempts();
                lease = it.lease().map(LeaseJson::of);
            }
            return new StateJson(
                    image.life().version(),
                    image.life().chapter(),
                    image.life().since(),
                    image.dueAt(),
                    attempts,
                    looks,
                    lease,
                    image instanceof Image.Judged it
                            ? it.overruling().map(by -> new OverrideJson(by.operator(), by.reason()))
                            : Optional.empty(),
                    image.upload().objectKey());
        }
    }

    /** @param process that wrote these; others may have written more */
    private record LogJson(String process, List<LineJson> lines) {

        static LogJson of(LogLines log, ImageId image) {
            return new LogJson(
                    log.process(), log.about(image).stream().map(LineJson::of).toList());
        }
    }

    private record LineJson(
            Instant at, String level, String message, Optional<String> failure, Optional<String> traceId) {

        static LineJson of(LogLines.Line line) {
            return new LineJson(line.at(), line.level(), line.message(), line.failure(), line.traceId());
        }
    }

    private record LeaseJson(String worker, Instant until) {

        static LeaseJson of(Lease lease) {
            return new LeaseJson(lease.worker(), lease.until());
        }
    }

    private record OverrideJson(String operator, String reason) {}

    private record NoteJson(Instant at, int attempt, String why) {

        static NoteJson of(Story.Note note) {
            return new NoteJson(note.at(), note.attempt(), note.why());
        }
    }

    private record JobJson(String jobId, String kind, Instant dueAt, Instant visibleAt, int deliveries, boolean dead) {

        static JobJson of(Story.Queued job) {
            return new JobJson(
                    job.id(),
                    job.kind().name().toLowerCase(Locale.ROOT),
                    job.dueAt(),
                    job.visibleAt(),
                    job.deliveries(),
                    job.dead());
        }
    }

    private record DeliveredJson(String url, DeliveryJson delivery) {

        static DeliveredJson of(Story.Delivered it) {
            return new DeliveredJson(WebhookUrl.withoutQuery(it.to()), DeliveryJson.of(it.delivery()));
        }
    }

    /** {@code GET /v1/ops/images/{imageId}} */
    public Answer show(Context ctx) {
        Image image = ImagePath.id(ctx).flatMap(images::find).orElseThrow(ImagePath::unknown);
        List<Event> moves = queries.history(image.owner(), image.id());
        return Answer.ok(new StoryJson(
                        image.owner().value(),
                        ImageJson.of(image),
                        pictures(image, image.id()),
                        twin(image),
                        StateJson.of(image),
                        IncidentJson.of(image),
                        StepJson.all(image, moves),
                        story.notes(image.id()).stream().map(NoteJson::of).toList(),
                        story.jobs(image).stream().map(JobJson::of).toList(),
                        moves.stream().map(EventJson::of).toList(),
                        story.deliveries(moves).stream().map(DeliveredJson::of).toList(),
                        story.downloads(image).stream()
                                .map(it -> DownloadJson.of(it, Optional.empty(), clock.instant()))
                                .toList(),
                        LogJson.of(log, image.id())))
                .with("Cache-Control", "no-store");
    }

    private Optional<TwinJson> twin(Image image) {
        return image instanceof Image.Judged judged
                ? judged.judgement()
                        .verdict()
                        .duplicateOf()
                        .map(other -> new TwinJson(other.toString(), pictures(image, other)))
                : Optional.empty();
    }

    /** Of the image or of another of its owner's. */
    private PicturesJson pictures(Image image, ImageId id) {
        return new PicturesJson(
                fetch.fetch(image.owner(), id, Variant.ORIGINAL),
                fetch.fetch(image.owner(), id, Variant.NORMALIZED),
                fetch.fetch(image.owner(), id, Variant.THUMBNAIL));
    }
}
