package dev.safelight.telemetry.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Whoever says that a trace is not recorded is obeyed; whoever says that it is has the same share recorded as others:
 * browsers say so of everything. The share goes by the id of the trace, so all of a trace is recorded or nothing.
 */
final class OurShare implements Sampler {

    private final Sampler share;

    OurShare(double ratio) {
        this.share = Sampler.traceIdRatioBased(ratio);
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        SpanContext before = Span.fromContext(parent).getSpanContext();
        return before.isValid() && !before.isSampled()
                ? SamplingResult.drop()
                : share.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "OurShare{" + share.getDescription() + "}";
    }
}
