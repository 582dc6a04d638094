package dev.safelight.telemetry.metric;

import dev.safelight.application.inspect.InspectionSteps;
import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.domain.image.Format;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Times looking at photos, by their format. */
public final class MeasuredInspector implements PhotoInspector {

    private static final String DECODED = "decoded";

    private final PhotoInspector inspector;
    private final Metrics metrics;

    public MeasuredInspector(PhotoInspector inspector, Metrics metrics) {
        this.inspector = inspector;
        this.metrics = metrics;
        metrics.timer(Measure.INSPECTIONS, label(Optional.of(Format.JPEG)), DECODED); // before the first of them
    }

    /** Times the steps of those who tell of them. */
    public static InspectionSteps steps(Metrics metrics) {
        Stream.of(Format.JPEG, Format.PNG, Format.WEBP, Format.HEIC) // those that are decoded, before the first of them
                .forEach(format -> metrics.timer(Measure.DECODING, label(Optional.of(format))));
        Timer faces = metrics.timer(Measure.FACES);
        return (step, format, took) -> {
            switch (step) {
                case DECODE ->
                    metrics.timer(Measure.DECODING, label(Optional.of(format))).record(took);
                case FACES -> faces.record(took);
            }
        };
    }

    private static String label(Optional<Format> format) {
        return format.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("unknown");
    }

    @Override
    public Inspection inspect(byte[] bytes, Format promised) throws InterruptedException {
        long begun = System.nanoTime();
        Inspection inspection = inspector.inspect(bytes, promised);
        metrics.timer(Measure.INSPECTIONS, label(inspection.measurements().format()), result(inspection))
                .record(Duration.ofNanos(System.nanoTime() - begun));
        return inspection;
    }

    private static String result(Inspection inspection) {
        if (inspection.pictures().isPresent()) {
            return DECODED;
        }
        return inspection
                .measurements()
                .defect()
                .map(defect -> defect.name().toLowerCase(Locale.ROOT))
                .orElse("not_tried");
    }
}
