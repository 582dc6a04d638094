package dev.safelight.telemetry.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Each request as a span, named after its route; the path itself may hold a secret. To stand inside what binds the trace
 * of the request. Of a stream of events it is the time until it begins.
 */
public final class TracedRequests implements Filter {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> REQUEST = AttributeKey.stringKey("safelight.request.id");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    /** Probes ask all the time, and nobody ever asks what became of one. */
    private static final Set<String> PROBES = Set.of("/livez", "/readyz", "/startupz", "/health", "/metrics");

    private final Tracing tracing;
    private final Function<HttpServletRequest, Optional<String>> route;
    private final Function<HttpServletRequest, String> requestId;

    /**
     * @param route as documented, with the names of parameters in it; known once the request has been served
     * @param requestId as it is told to the caller
     */
    public TracedRequests(
            Tracing tracing,
            Function<HttpServletRequest, Optional<String>> route,
            Function<HttpServletRequest, String> requestId) {
        this.tracing = tracing;
        this.route = route;
        this.requestId = requestId;
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        if (PROBES.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
        Attributes attributes =
                Attributes.of(METHOD, method, SCHEME, request.getScheme(), REQUEST, requestId.apply(request));
        Optional<ServletException> failure = tracing.<Optional<ServletException>, IOException>span(
                method, SpanKind.SERVER, attributes, List.of(), span -> {
                    Optional<ServletException> refused = pass(request, response, chain);
                    describe(span, method, request, response);
                    return refused;
                });
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** A lambda can throw one kind of exception only; the other travels as a value. */
    private static Optional<ServletException> pass(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException {
        try {
            chain.doFilter(request, response);
            return Optional.empty();
        } catch (ServletException failure) {
            return Optional.of(failure);
        }
    }

    private void describe(Span span, String method, HttpServletRequest request, HttpServletResponse response) {
        route.apply(request).ifPresent(known -> {
            span.updateName(method + " " + known);
            span.setAttribute(ROUTE, known);
        });
        span.setAttribute(STATUS, (long) response.getStatus());
        if (response.getStatus() >= 500) {
            Tracing.failed(span, String.valueOf(response.getStatus()));
        }
    }
}
