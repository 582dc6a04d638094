package dev.safelight.web.http;

import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one request is found again in logs and events.
 *
 * @param requestId the caller's own if it is a decent one
 * @param trace the caller's if there is one
 */
public record RequestIdentity(String requestId, TraceContext trace) {

    private static final Pattern DECENT = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /** From the headers {@code X-Request-Id} and those of W3C Trace Context, made up where they are no good. */
    public static RequestIdentity of(@Nullable String requestId, List<String> traceparents, List<String> tracestates) {
        return new RequestIdentity(
                Optional.ofNullable(requestId)
                        .filter(id -> DECENT.matcher(id).matches())
                        .orElseGet(() -> UUID.randomUUID().toString()),
                TraceContext.received(traceparents, tracestates).orElseGet(() -> TraceContext.begun(Trace.fresh())));
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return trace.traceId();
    }
}
