package dev.safelight.persistence.event;

import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a statement runs in, as parameters: {@code traceId} for those who read the event, and {@code trace} with
 * all that its consequences, jobs and deliveries, need to go on in it.
 */
public final class TraceColumns {

    private TraceColumns() {}

    public static Map<String, @Nullable Object> ofPresent() {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        put(parameters);
        return parameters;
    }

    public static void put(Map<String, @Nullable Object> parameters) {
        parameters.put("traceId", Trace.current());
        parameters.put("trace", Trace.context().map(TraceContext::text).orElse(null));
    }
}
