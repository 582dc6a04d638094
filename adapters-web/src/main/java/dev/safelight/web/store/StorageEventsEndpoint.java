package dev.safelight.web.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.image.CompleteUpload.Completed;
import dev.safelight.application.image.HearOfUpload;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import java.util.List;

/** Hears from the store that uploads are there. */
public final class StorageEventsEndpoint {

    /** No store sends more at once; R2's queues send a hundred, the others one. */
    private static final int MOST_EVENTS = 1_000;

    private final HearOfUpload hear;

    public StorageEventsEndpoint(HearOfUpload hear) {
        this.hear = hear;
    }

    /** @param uploads how many of the events were about uploads of ours, whether or not we knew already */
    private record HeardJson(long uploads) {}

    /** {@code POST /v1/storage/events} */
    public Answer events(Context ctx) {
        JsonNode notification = RequestBody.jsonOfAnyType(ctx)
                .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_JSON, "There is no body; send a notification."));
        List<String> keys = CreatedKeys.in(notification);
        if (keys.size() > MOST_EVENTS) {
            throw Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "At most " + MOST_EVENTS + " events at once.");
        }
        return Answer.accepted(
                new HeardJson(keys.stream().distinct().filter(this::isOfOurs).count()));
    }

    /** When there is too much work, all is to be sent again; what was heard of it already does no harm then. */
    private boolean isOfOurs(String key) {
        return hear.hear(key)
                .map(completed -> switch (completed) {
                    case Completed.Heard heard -> true;
                    case Completed.BacklogFull full ->
                        throw Problem.of(ProblemCode.BACKLOG_FULL).retryAfter(full.retryAfter());
                })
                .orElse(false);
    }
}
