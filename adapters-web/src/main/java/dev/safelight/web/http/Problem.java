package dev.safelight.web.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request that cannot be answered as asked. Thrown by endpoints, written by {@link Problems}. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String RETRY_AFTER = "Retry-After";

    /**
     * One thing wrong with a request.
     *
     * @param pointer a JSON pointer into the body, {@code ?name} for a query parameter, {@code Name:} for a header
     * @param code what is wrong with it, stable
     * @param detail in plain words
     */
    public record Mistake(String pointer, String code, String detail) {}

    private final ProblemCode code;
    private final String detail;
    private final transient List<Mistake> mistakes;
    private final transient Map<String, String> headers;

    private Problem(ProblemCode code, String detail, List<Mistake> mistakes, Map<String, String> headers) {
        super(code + ": " + detail, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.code = code;
        this.detail = detail;
        this.mistakes = List.copyOf(mistakes);
        this.headers = Map.copyOf(headers);
    }

    /** A problem with the code's own advice as its detail. */
    public static Problem of(ProblemCode code) {
        return of(code, code.advice());
    }

    /** @param detail what exactly is wrong, in plain words */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of());
    }

    /** All that is wrong with a request, at once. */
    public static Problem invalid(List<Mistake> mistakes) {
        String detail =
                mistakes.getFirst().pointer() + ": " + mistakes.getFirst().detail()
                        + (mistakes.size() > 1 ? " (and " + (mistakes.size() - 1) + " more, see errors)" : "");
        return new Problem(ProblemCode.INVALID_REQUEST, detail, mistakes, Map.of());
    }

    /** The same problem, which will be over after a while: in the header and, for parts of a batch, in the body. */
    public Problem retryAfter(Duration wait) {
        return with(RETRY_AFTER, Long.toString(wait.plusSeconds(1).minusNanos(1).toSeconds()));
    }

    /** The same problem with one more header on the reply. */
    public Problem with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Problem(code, detail, mistakes, more);
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
