package dev.safelight.telemetry.trace;

import dev.safelight.application.webhook.WebhookSender;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.net.URI;
import java.util.Optional;

/** Each call of a receiver as a span. Of its address only the host is told: paths of webhooks hold secrets. */
public final class TracedSender implements WebhookSender {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
    private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("messaging.message.id");

    private final WebhookSender sender;
    private final Tracing tracing;

    public TracedSender(WebhookSender sender, Tracing tracing) {
        this.sender = sender;
        this.tracing = tracing;
    }

    @Override
    public Optional<String> objection(URI url) {
        return sender.objection(url);
    }

    @Override
    public Result send(URI url, Message message) throws InterruptedException {
        Attributes attributes = Attributes.of(
                METHOD, "POST", HOST, Optional.ofNullable(url.getHost()).orElse("unknown"), MESSAGE, message.id());
        return tracing.<Result, InterruptedException>child("POST webhook", SpanKind.CLIENT, attributes, span -> {
            Result result = sender.send(url, message);
            describe(span, result);
            return result;
        });
    }

    private static void describe(Span span, Result result) {
        switch (result) {
            case Result.Delivered it -> span.setAttribute(STATUS, (long) it.status());
            case Result.Gone gone -> {
                span.setAttribute(STATUS, 410L);
                Tracing.failed(span, "410");
            }
            case Result.Failed it -> {
                it.status().ifPresent(status -> span.setAttribute(STATUS, (long) status));
                Tracing.failed(span, it.status().map(String::valueOf).orElse("unreachable"));
            }
            case Result.Refused refused -> Tracing.failed(span, "refused");
        }
    }
}
