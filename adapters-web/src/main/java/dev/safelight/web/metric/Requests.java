package dev.safelight.web.metric;

import dev.safelight.web.http.Waiting;
import io.javalin.http.Context;
import io.javalin.http.RequestLogger;
import io.javalin.router.Endpoint;
import java.time.Duration;
import java.util.Optional;

/** Tells an {@link Measuring.Ear} of every request that came as far as our routes, once its answer is complete. */
public final class Requests implements RequestLogger {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Measuring.Ear ear;

    public Requests(Measuring.Ear ear) {
        this.ear = ear;
    }

    @Override
    public void handle(Context ctx, Float millis) {
        Duration took = Duration.ofNanos((long) (millis * NANOS_PER_MILLI));
        if (isStream(ctx)) {
            ear.listened(took);
        } else {
            ear.answered(route(ctx), ctx.method().name(), ctx.statusCode(), Waiting.isWanted(ctx), took);
        }
    }

    private static boolean isStream(Context ctx) {
        String type = ctx.res().getContentType();
        return type != null && type.startsWith("text/event-stream");
    }

    /** What the client sent is nobody's name: only what we have declared is. */
    private static String route(Context ctx) {
        return Optional.ofNullable(ctx.endpoints().matchedHttpEndpoint())
                .map((Endpoint endpoint) -> endpoint.path)
                .orElse("");
    }
}
