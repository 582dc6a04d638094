package dev.safelight.telemetry.error;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells of each request that was answered with 500 or above, by its route; never by its address, which may hold a secret.
 * What a client did wrong is answered with less. To stand inside what binds the trace of the request.
 */
public final class ReportedRequests implements Filter {

    /** Who asks them knows what the answer means, and asks again in a second. */
    private static final Set<String> PROBES = Set.of("/livez", "/readyz", "/startupz", "/health", "/metrics");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
    private static final int OURS = 500;

    /** What a client asked for that HTTP has and we have not. */
    private static final Set<Integer> THEIRS = Set.of(501, 505);

    private final Errors errors;
    private final Function<HttpServletRequest, Optional<String>> route;
    private final Function<HttpServletRequest, Optional<Throwable>> failure;
    private final Function<Throwable, String> code;

    /**
     * @param route as documented, with the names of parameters in it; known once the request has been served
     * @param failure what was thrown, if anything was; known then too
     * @param code that the client is told when this is thrown
     */
    public ReportedRequests(
            Errors errors,
            Function<HttpServletRequest, Optional<String>> route,
            Function<HttpServletRequest, Optional<Throwable>> failure,
            Function<Throwable, String> code) {
        this.errors = errors;
        this.route = route;
        this.failure = failure;
        this.code = code;
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | Error thrown) {
            tell(request, OURS, Optional.of(thrown));
            throw thrown;
        }
        int status = response.getStatus();
        if (status >= OURS && !THEIRS.contains(status) && !PROBES.contains(request.getRequestURI())) {
            tell(request, status, failure.apply(request));
        }
    }

    private void tell(HttpServletRequest request, int status, Optional<Throwable> thrown) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
        String where = method + " " + route.apply(request).orElse("(no route)");
        String told = thrown.map(code).orElse("HTTP_" + status);
        errors.tell(new Report(
                told,
                where,
                where + " was answered with " + status + " " + told,
                thrown,
                Map.of("route", where, "status", Integer.toString(status))));
    }
}
