package dev.safelight.telemetry.trace;

import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.domain.image.Format;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;

/** The inspection of a photo as a span. */
public final class TracedInspector implements PhotoInspector {

    private static final AttributeKey<Long> BYTES = AttributeKey.longKey("safelight.photo.bytes");
    private static final AttributeKey<String> FORMAT = AttributeKey.stringKey("safelight.photo.format");
    private static final AttributeKey<String> DEFECT = AttributeKey.stringKey("safelight.photo.defect");

    private final PhotoInspector inspector;
    private final Tracing tracing;

    public TracedInspector(PhotoInspector inspector, Tracing tracing) {
        this.inspector = inspector;
        this.tracing = tracing;
    }

    @Override
    public Inspection inspect(byte[] bytes, Format promised) throws InterruptedException {
        return tracing.<Inspection, InterruptedException>child(
                "inspect photo", SpanKind.INTERNAL, Attributes.of(BYTES, (long) bytes.length), span -> {
                    Inspection inspection = inspector.inspect(bytes, promised);
                    describe(span, inspection);
                    return inspection;
                });
    }

    private static void describe(Span span, Inspection inspection) {
        inspection.measurements().format().ifPresent(format -> span.setAttribute(FORMAT, format.name()));
        inspection.measurements().defect().ifPresent(defect -> span.setAttribute(DEFECT, defect.name()));
    }
}
