package dev.safelight.web.http;

import dev.safelight.application.Outage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ExceptionHandler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that can go wrong into {@code application/problem+json} (RFC 9457), and never into a stack trace. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** Where {@code type} leads: a page that says what each code means. */
    public static final String PAGE = "/docs/problems";

    private static final Duration SOON = Duration.ofSeconds(2);

    private final String baseUrl;

    /** @param baseUrl of this server as clients see it, without a slash at the end */
    public Problems(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Sees to everything that endpoints throw. */
    public void register(RoutesConfig routes) {
        ExceptionHandler<Exception> handler =
                (failure, ctx) -> answer(failure, identity(ctx)).write(ctx);
        routes.exception(Exception.class, handler);
        routes.exception(HttpResponseException.class, handler); // it has a handler of its own otherwise
    }

    /** The answer to a request that failed. What is our fault is logged. */
    public Answer answer(Exception failure, RequestIdentity identity) {
        return answer(problem(failure, identity), identity);
    }

    /** The answer to a problem. */
    public Answer answer(Problem problem, RequestIdentity identity) {
        Answer answer = Answer.problem(problem.code().status(), body(problem, identity));
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    /** The body of the answer, for those that carry a problem inside. */
    public Map<String, Object> body(Problem problem, RequestIdentity identity) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", baseUrl + PAGE + "#" + problem.code());
        body.put("title", problem.code().title());
        body.put("status", problem.code().status());
        body.put("detail", problem.detail());
        body.put("code", problem.code().name());
        body.put("requestId", identity.requestId());
        body.put("traceId", identity.traceId());
        if (!problem.mistakes().isEmpty()) {
            body.put("errors", problem.mistakes());
        }
        Optional.ofNullable(problem.headers().get(Problem.RETRY_AFTER))
                .ifPresent(seconds -> body.put("retryAfter", Integer.valueOf(seconds)));
        body.put("error", problem.code().title()); // this and the next: what the older service's clients read
        body.put("message", problem.detail());
        return body;
    }

    private static Problem problem(Exception failure, RequestIdentity identity) {
        return switch (failure) {
            case Problem problem -> problem;
            case MethodNotAllowedResponse refused ->
                Problem.of(ProblemCode.METHOD_NOT_ALLOWED)
                        .with("Allow", String.join(", ", refused.getDetails().values()));
            case HttpResponseException refused -> Problem.of(code(refused));
            case Outage outage -> {
                LOG.warn("request {} met an outage: {}", identity.requestId(), outage.getMessage(), outage);
                yield Problem.of(ProblemCode.UNAVAILABLE).retryAfter(SOON);
            }
            default -> {
                LOG.error("request {} failed, trace {}", identity.requestId(), identity.traceId(), failure);
                yield Problem.of(ProblemCode.INTERNAL_ERROR);
            }
        };
    }

    /** The code that a failure is answered with. */
    public static ProblemCode code(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem.code();
            case HttpResponseException refused -> ProblemCode.ofStatus(refused.getStatus());
            case Outage outage -> ProblemCode.UNAVAILABLE;
            default -> ProblemCode.INTERNAL_ERROR;
        };
    }

    /** The answer to a failure so deep that nothing but the response is left: out of memory, a stack that overflowed. */
    public void writeError(HttpServletResponse response, Error error) {
        RequestIdentity identity = RequestIdentity.of(response.getHeader("X-Request-Id"), List.of(), List.of());
        LOG.error("request {} failed", identity.requestId(), error);
        Answer answer = answer(Problem.of(ProblemCode.INTERNAL_ERROR), identity);
        try {
            response.setStatus(answer.status());
            response.setContentType(answer.contentType());
            response.getOutputStream().write(answer.body().orElseThrow().getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            LOG.debug("nobody is left to hear of the failure", gone);
        }
    }

    /** The identity of the request that {@code ctx} is about. */
    public static RequestIdentity identity(Context ctx) {
        return EveryReply.identity(ctx.req());
    }
}
