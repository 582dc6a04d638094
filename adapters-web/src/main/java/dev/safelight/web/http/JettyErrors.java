package dev.safelight.web.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the server below us refuses before we ever see it comes out as the same kind of problem. */
public final class JettyErrors extends ErrorHandler {

    private final Problems problems;

    public JettyErrors(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        HttpFields headers = request.getHeaders();
        RequestIdentity identity = RequestIdentity.of(
                headers.get("X-Request-Id"), headers.getValuesList("traceparent"), headers.getValuesList("tracestate"));
        response.setStatus(ProblemCode.ofStatus(status).status());
        Content.Sink.write(response, true, body(status, identity, response.getHeaders()), callback);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    private String body(int status, RequestIdentity identity, HttpFields.Mutable headers) {
        Answer answer = problems.answer(Problem.of(ProblemCode.ofStatus(status)), identity);
        EveryReply.headers(identity).forEach((name, value) -> headers.put(new HttpField(name, value)));
        headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        if (status == ProblemCode.UNAVAILABLE.status()) {
            headers.put(HttpHeader.RETRY_AFTER, "2");
        }
        return answer.body().orElseThrow();
    }
}
