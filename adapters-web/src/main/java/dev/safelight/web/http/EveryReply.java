package dev.safelight.web.http;

import dev.safelight.application.Occasion;
import dev.safelight.application.Trace;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Round every request: its identity and trace, the headers that are on every reply, the questions of CORS, and the pace at
 * which its body must come.
 */
public final class EveryReply implements Filter {

    private static final String IDENTITY = EveryReply.class.getName();

    private final Cors cors;
    private final InstantSource clock;
    private final BooleanSupplier closing;

    /** @param closing whether clients shall connect anew, and elsewhere, for their next request */
    public EveryReply(Cors cors, InstantSource clock, BooleanSupplier closing) {
        this.cors = cors;
        this.clock = clock;
        this.closing = closing;
    }

    /** The headers that every reply has; a page or a picture may set another content security policy. */
    static Map<String, String> headers(RequestIdentity identity) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", identity.requestId());
        headers.put("X-Trace-Id", identity.traceId());
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Strict-Transport-Security", "max-age=31536000");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("Cache-Control", "no-store");
        return headers;
    }

    /** The identity that the request was given when it came in. */
    public static RequestIdentity identity(HttpServletRequest request) {
        return (RequestIdentity) request.getAttribute(IDENTITY);
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = new PacedRequest((HttpServletRequest) anyRequest, clock);
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        RequestIdentity identity = RequestIdentity.of(
                request.getHeader("X-Request-Id"), all(request, "traceparent"), all(request, "tracestate"));
        request.setAttribute(IDENTITY, identity);
        headers(identity).forEach(response::setHeader);
        if (closing.getAsBoolean()) {
            response.setHeader("Connection", "close");
        }
        if (cors.answersPreflight(request, response)) {
            return;
        }
        Map<Occasion.Fact, String> occasion = Map.of(Occasion.Fact.REQUEST, identity.requestId());
        Pass pass = Trace.within(identity.trace(), () -> Occasion.with(occasion, () -> pass(request, response, chain)));
        pass.rethrow();
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }

    private static Pass pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
            return new Pass.Done();
        } catch (ServletException failure) {
            return new Pass.Failed(failure);
        }
    }

    /** A lambda can throw one kind of exception only; the other travels as a value. */
    private sealed interface Pass {
        record Done() implements Pass {}

        record Failed(ServletException failure) implements Pass {}

        default void rethrow() throws ServletException {
            if (this instanceof Failed failed) {
                throw failed.failure();
            }
        }
    }
}
