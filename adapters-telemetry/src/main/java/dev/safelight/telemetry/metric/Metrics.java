package dev.safelight.telemetry.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * All figures of this process, as Prometheus reads them. Counting and timing takes well below a microsecond and waits for
 * nobody. Safe for any number of threads; close it once or more.
 */
public final class Metrics implements AutoCloseable {

    /** The text format that every Prometheus understands. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics();
    private final Readings readings;

    private Metrics(InstantSource clock) {
        this.readings = new Readings(
                clock, name -> counter(Measure.READINGS_FAILED, name).increment());
    }

    /** With the figures of the process and its virtual machine; further ones are added by those who measure. */
    public static Metrics open(InstantSource clock) {
        Metrics metrics = new Metrics(clock);
        metrics.bindProcess();
        return metrics;
    }

    private void bindProcess() {
        collector.bindTo(registry);
        pressure.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Also how much room there is where {@code folder} lies. */
    public void watchDisk(Path folder) {
        new DiskSpaceMetrics(folder.toFile()).bindTo(registry);
    }

    /** Where libraries register figures that they bring themselves. */
    public MeterRegistry registry() {
        return registry;
    }

    /** @param labels the values, in the order of the labels */
    Counter counter(Measure measure, String... labels) {
        Spec spec = measure.spec();
        return Counter.builder(spec.name())
                .baseUnit(spec.unit().isEmpty() ? null : spec.unit())
                .description(spec.help())
                .tags(spec.tags(labels))
                .register(registry);
    }

    /** @param labels the values, in the order of the labels */
    Timer timer(Measure measure, String... labels) {
        Spec spec = measure.spec();
        return Timer.builder(spec.name())
                .description(spec.help())
                .tags(spec.tags(labels))
                .serviceLevelObjectives(spec.buckets().bounds())
                .register(registry);
    }

    /**
     * A figure that is asked for at each scrape, and so must be known without waiting.
     *
     * @param labels the values, in the order of the labels
     */
    void gauge(Measure measure, Supplier<Number> value, String... labels) {
        Spec spec = measure.spec();
        Gauge.builder(spec.name(), value)
                .baseUnit(spec.unit().isEmpty() ? null : spec.unit())
                .description(spec.help())
                .tags(spec.tags(labels))
                .register(registry);
    }

    /** Something that others have to be asked for, before a scrape and not too often; see {@link Readings}. */
    <T> Readings.Reading<T> reading(String name, Callable<T> source) {
        counter(Measure.READINGS_FAILED, name); // so that it is there before anything fails
        return readings.add(name, source);
    }

    /** All figures as they stand, in the format of {@link #CONTENT_TYPE}. */
    public String scrape() {
        readings.refresh();
        return registry.scrape(CONTENT_TYPE);
    }

    /** Listens to the garbage collector no longer. */
    @Override
    public void close() {
        readings.close();
        collector.close();
        pressure.close();
        registry.close();
    }
}
