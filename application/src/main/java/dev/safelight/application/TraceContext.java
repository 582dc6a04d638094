package dev.safelight.application;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as the recommendation W3C Trace Context has it passed on from one system to the next.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId the piece of work that all further work is part of, 16 hexadecimal digits; empty when none has begun yet
 * @param sampled whether whoever came before us records the trace
 * @param state what other systems want to be told further on, as it came; empty for nothing
 */
public record TraceContext(String traceId, Optional<String> spanId, boolean sampled, TraceState state) {

    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String FIRST_VERSION = "00";

    /** A trace of which nothing has been done yet. */
    public static TraceContext begun(String traceId) {
        return new TraceContext(traceId, Optional.empty(), false, TraceState.NONE);
    }

    /**
     * From the headers of a request. Empty when there is no such header, or more than one, or none that is
     * whole: then the trace begins anew, and its state is not passed on. Of a version that we do not know yet we take
     * what the first version has.
     */
    public static Optional<TraceContext> received(List<String> traceparents, List<String> tracestates) {
        return traceparents.size() == 1
                ? parse(traceparents.getFirst(), TraceState.received(tracestates))
                : Optional.empty();
    }

    private static Optional<TraceContext> parse(String traceparent, TraceState state) {
        Matcher match = TRACEPARENT.matcher(traceparent.strip());
        boolean whole =
                match.matches() && (match.group(5) == null || !match.group(1).equals(FIRST_VERSION));
        return whole
                ? Optional.of(
                        new TraceContext(match.group(2), Optional.of(match.group(3)), isSampled(match.group(4)), state))
                : Optional.empty();
    }

    private static boolean isSampled(String flags) {
        return (Integer.parseInt(flags, 16) & 1) == 1;
    }

    /** The header that whoever is called now is sent: always of the version that we know, with the flag that we know. */
    public String traceparent() {
        return FIRST_VERSION + "-" + traceId + "-" + spanId.orElseGet(Trace::freshSpan) + (sampled ? "-01" : "-00");
    }

    /** All of it in one line, for {@link #ofText}. */
    public String text() {
        return state.isEmpty() ? traceparent() : traceparent() + " " + state.header();
    }

    /** What {@link #text} wrote; empty for anything else. */
    public static Optional<TraceContext> ofText(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? parse(text, TraceState.NONE)
                : parse(text.substring(0, space), TraceState.received(List.of(text.substring(space + 1))));
    }
}
