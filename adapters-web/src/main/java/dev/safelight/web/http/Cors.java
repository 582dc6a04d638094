package dev.safelight.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which other sites' pages may call us, and which may change anything. Configured origins may do all that our own pages
 * may, cookies included; {@code *} lets every page call, but without cookies.
 *
 * <p><b>Forged requests.</b> Browsers say in {@code Origin} whose page sends a change, and cannot be made to lie. So a
 * change with an {@code Origin} is taken only from our own pages and from configured origins, whatever its body. Who
 * sends no {@code Origin} is no browser, and nobody's cookie can be borrowed through it; who sends a token in
 * {@code Authorization} has it from somewhere, while forgers count on what the browser adds by itself. Together with
 * {@code SameSite=Lax} on the cookie that is all there is to it; reading is protected by CORS itself.
 */
public final class Cors {

    private static final String ANY = "*";
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String TAKEN =
            "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, Prefer, Range,"
                    + " X-Operator-Key, X-Request-Id, traceparent, tracestate, x-amz-checksum-sha256, x-amz-sdk-checksum-algorithm";
    private static final String SHOWN = "Content-Disposition, ETag, Idempotent-Replayed, Location, Preference-Applied,"
            + " RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id, X-Trace-Id";

    private final Set<String> origins;
    private final String ownOrigin;

    /**
     * @param origins such as {@code https://app.example.com}, or {@code *}
     * @param ownOrigin ours, as browsers see it
     */
    public Cors(Set<String> origins, String ownOrigin) {
        this.origins = Set.copyOf(origins);
        this.ownOrigin = ownOrigin;
    }

    /** Sets what the browser needs to know; true when the request was a mere question and is answered now. */
    boolean answersPreflight(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null && isListed(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
            response.setHeader("Access-Control-Expose-Headers", SHOWN);
        } else if (origin != null && origins.contains(ANY)) {
            response.setHeader("Access-Control-Allow-Origin", ANY);
            response.setHeader("Access-Control-Expose-Headers", SHOWN);
        }
        boolean asks =
                "OPTIONS".equals(request.getMethod()) && request.getHeader("Access-Control-Request-Method") != null;
        if (asks) {
            response.setHeader("Access-Control-Allow-Methods", METHODS);
            response.setHeader("Access-Control-Allow-Headers", TAKEN);
            response.setHeader("Access-Control-Max-Age", "7200");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
        return asks;
    }

    /** Whether a change may come from a page of {@code origin}; {@code host} is the request's own. */
    public boolean mayChange(@Nullable String origin, @Nullable String host) {
        return origin == null || origin.equals(ownOrigin) || isListed(origin) || isHost(origin, host);
    }

    private boolean isListed(String origin) {
        return !origin.equals(ANY) && origins.contains(origin);
    }

    /** Behind a proxy we cannot know the scheme that the browser used; the host and port must be the same. */
    private static boolean isHost(String origin, @Nullable String host) {
        int authority = origin.indexOf("://");
        return host != null && authority > 0 && origin.substring(authority + 3).equalsIgnoreCase(host);
    }
}
