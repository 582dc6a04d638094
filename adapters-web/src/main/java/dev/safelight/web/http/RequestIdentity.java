package dev.safelight.web.http;

import dev.safelight.application.Trace;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one request is found again in logs and events.
 *
 * @param requestId the caller's own if it is a decent one
 * @param traceId 32 hexadecimal digits, of the caller's trace if there is one
 */
public record RequestIdentity(String requestId, String traceId) {

    private static final Pattern DECENT = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");

    /** From the headers {@code X-Request-Id} and {@code traceparent} (W3C Trace Context), made up where they are no good. */
    public static RequestIdentity of(@Nullable String requestId, @Nullable String traceparent) {
        return new RequestIdentity(
                Optional.ofNullable(requestId)
                        .filter(id -> DECENT.matcher(id).matches())
                        .orElseGet(() -> UUID.randomUUID().toString()),
                Optional.ofNullable(traceparent)
                        .map(TRACEPARENT::matcher)
                        .filter(Matcher::matches)
                        .map(match -> match.group(1))
                        .orElseGet(Trace::fresh));
    }
}
