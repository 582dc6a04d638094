package dev.safelight.telemetry.trace;

import dev.safelight.application.inspect.InspectionSteps;
import dev.safelight.domain.image.Format;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.Locale;

/** Each step of an inspection as a span, noted when it is over. */
public final class TracedSteps implements InspectionSteps {

    private static final AttributeKey<String> FORMAT = AttributeKey.stringKey("safelight.photo.format");

    private final InspectionSteps others;
    private final Tracing tracing;

    /** @param others are told as well */
    public TracedSteps(InspectionSteps others, Tracing tracing) {
        this.others = others;
        this.tracing = tracing;
    }

    @Override
    public void took(Step step, Format format, Duration time) {
        others.took(step, format, time);
        tracing.was(step.name().toLowerCase(Locale.ROOT), Attributes.of(FORMAT, format.name()), time);
    }
}
