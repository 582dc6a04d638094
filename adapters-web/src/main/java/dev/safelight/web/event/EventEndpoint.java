package dev.safelight.web.event;

import dev.safelight.application.image.Images;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.image.ImagePath;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Hearing what happens: as a stream, or a page at a time for those who ask for JSON and nothing else. */
public final class EventEndpoint {

    private static final String STREAM = "text/event-stream";
    private static final String JSON = "application/json";

    private final Images images;
    private final EventStreams streams;
    private final EventPolls polls;

    EventEndpoint(Images images, EventStreams streams, EventPolls polls) {
        this.images = images;
        this.streams = streams;
        this.polls = polls;
    }

    /** {@code GET /v1/events} */
    public void all(Context ctx, OwnerId owner) throws IOException {
        answer(ctx, owner, Scope.ALL);
    }

    /** {@code GET /v1/images/{imageId}/events} */
    public void ofImage(Context ctx, OwnerId owner) throws IOException {
        ImageId image = ImagePath.id(ctx)
                .filter(id -> images.find(owner, id).isPresent())
                .orElseThrow(ImagePath::unknown);
        answer(ctx, owner, Scope.of(image));
    }

    private void answer(Context ctx, OwnerId owner, Scope scope) throws IOException {
        ctx.res().addHeader("Vary", "Accept");
        if (asksForJson(ctx)) {
            polls.answer(ctx, owner, scope).write(ctx);
        } else {
            streams.open(ctx, owner, scope);
        }
    }

    private static boolean asksForJson(Context ctx) {
        String accepted = Optional.ofNullable(ctx.header("Accept")).orElse("").toLowerCase(Locale.ROOT);
        return accepted.contains(JSON) && !accepted.contains(STREAM);
    }
}
