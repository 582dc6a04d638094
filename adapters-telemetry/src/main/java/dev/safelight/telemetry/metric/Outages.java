package dev.safelight.telemetry.metric;

import dev.safelight.application.Outage;
import io.micrometer.core.instrument.Counter;
import java.util.function.Supplier;

/** Counts the outages of one port, and lets them through. */
final class Outages {

    private final Counter count;

    Outages(Metrics metrics, String port) {
        this.count = metrics.counter(Measure.OUTAGES, port);
    }

    <R> R of(Supplier<R> call) {
        try {
            return call.get();
        } catch (Outage outage) {
            count.increment();
            throw outage;
        }
    }
}
