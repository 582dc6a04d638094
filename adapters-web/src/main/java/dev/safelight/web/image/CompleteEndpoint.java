package dev.safelight.web.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.safelight.application.image.AwaitVerdict;
import dev.safelight.application.image.CompleteUpload;
import dev.safelight.application.image.CompleteUpload.Completed;
import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.image.Images;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Status;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.Problems;
import dev.safelight.web.http.RequestBody;
import dev.safelight.web.http.Waiting;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hearing that uploads are done, or given up. */
public final class CompleteEndpoint {

    private final CompleteUpload complete;
    private final DeleteImage delete;
    private final AwaitVerdict await;
    private final Images images;
    private final Waiting waiting;
    private final Problems problems;

    public CompleteEndpoint(
            CompleteUpload complete,
            DeleteImage delete,
            AwaitVerdict await,
            Images images,
            Waiting waiting,
            Problems problems) {
        this.complete = complete;
        this.delete = delete;
        this.await = await;
        this.images = images;
        this.waiting = waiting;
        this.problems = problems;
    }

    /**
     * What became of one image that was said to be complete: at least its status.
     *
     * @param problem why nothing became of it
     */
    private record CompletedJson(
            String imageId,
            @JsonInclude(Include.NON_ABSENT) Optional<Status> status,
            @JsonInclude(Include.NON_ABSENT) Optional<Map<String, Object>> problem) {

        static CompletedJson of(Image image) {
            return new CompletedJson(image.id().toString(), Optional.of(image.status()), Optional.empty());
        }
    }

    private record CompletedAllJson(List<Object> images) {}

    /** {@code POST /v1/uploads/complete} */
    public Answer complete(Context ctx, OwnerId owner) throws InterruptedException {
        Fields fields = RequestBody.fields(ctx);
        if (fields.has("imageIds")) {
            return completeAll(ctx, owner, fields);
        }
        String text = fields.text("imageId");
        fields.check();
        Image image = complete(owner, text).orElseThrow(ImagePath::unknown);
        Optional<Waiting.Wait> wait = waiting.wanted(ctx);
        if (wait.isEmpty()) {
            return Answer.accepted(CompletedJson.of(image));
        }
        Image later = verdict(wait.get(), image).orElseThrow(ImagePath::unknown);
        boolean done = later.status().isFinal();
        Answer answer = done ? Answer.ok(ImageJson.of(later)) : Answer.accepted(CompletedJson.of(later));
        return answer.with("Preference-Applied", wait.get().applied());
    }

    private Answer completeAll(Context ctx, OwnerId owner, Fields fields) throws InterruptedException {
        List<String> texts = fields.texts("imageIds", 1, SignEndpoint.MOST_FILES);
        fields.check();
        List<Optional<Image>> images =
                texts.stream().map(text -> complete(owner, text)).toList();
        Optional<Waiting.Wait> wait = waiting.wanted(ctx);
        if (wait.isEmpty()) {
            return Answer.accepted(all(ctx, texts, images));
        }
        List<Optional<Image>> later = new ArrayList<>();
        for (Optional<Image> image : images) {
            later.add(image.isEmpty() ? image : verdict(wait.get(), image.get()));
        }
        boolean done = later.stream()
                .flatMap(Optional::stream)
                .allMatch(image -> image.status().isFinal());
        CompletedAllJson body = all(ctx, texts, later);
        return (done ? Answer.ok(body) : Answer.accepted(body))
                .with("Preference-Applied", wait.get().applied());
    }

    /** The image when it is final or the time is up; empty when it is gone. */
    private Optional<Image> verdict(Waiting.Wait wait, Image image) {
        return image.status().isFinal()
                ? Optional.of(image)
                : wait.hold(
                        Optional.of(image),
                        left -> await.await(image.owner(), image.id(), left),
                        () -> images.find(image.owner(), image.id()));
    }

    /** The first that cannot be taken in ends a whole batch: to say all of it again changes nothing for the others. */
    private Optional<Image> complete(OwnerId owner, String imageId) {
        return ImageId.parse(imageId)
                .flatMap(id -> complete.complete(owner, id))
                .map(completed -> switch (completed) {
                    case Completed.Heard heard -> heard.image();
                    case Completed.BacklogFull full ->
                        throw Problem.of(ProblemCode.BACKLOG_FULL).retryAfter(full.retryAfter());
                });
    }

    private CompletedAllJson all(Context ctx, List<String> texts, List<Optional<Image>> images) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            items.add(images.get(i)
                    .<Object>map(image -> image.status().isFinal() ? ImageJson.of(image) : CompletedJson.of(image))
                    .orElse(new CompletedJson(
                            texts.get(i),
                            Optional.empty(),
                            Optional.of(problems.body(ImagePath.unknown(), Problems.identity(ctx))))));
        }
        return new CompletedAllJson(items);
    }

    /** {@code DELETE /v1/uploads/{imageId}} */
    public Answer abandon(Context ctx, OwnerId owner) {
        ImageId id = ImagePath.id(ctx).orElseThrow(ImagePath::unknown);
        return switch (delete.abandon(owner, id)) {
            case GONE -> Answer.noContent();
            case UNKNOWN -> throw ImagePath.unknown();
            case ALREADY_A_PHOTO -> throw Problem.of(ProblemCode.ALREADY_A_PHOTO);
        };
    }
}
