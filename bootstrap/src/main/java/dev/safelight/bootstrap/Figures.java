package dev.safelight.bootstrap;

import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.safelight.application.HealthCheck;
import dev.safelight.application.download.Downloads;
import dev.safelight.application.event.EventLog;
import dev.safelight.application.image.Backlog;
import dev.safelight.application.image.Images;
import dev.safelight.application.inspect.InspectionSteps;
import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.application.job.QueueAges;
import dev.safelight.application.job.Worker;
import dev.safelight.application.operation.BulkMoves;
import dev.safelight.application.webhook.Deliveries;
import dev.safelight.application.webhook.WebhookSender;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.bootstrap.config.Secret;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.DatabaseConfig;
import dev.safelight.telemetry.metric.MeasuredBulkMoves;
import dev.safelight.telemetry.metric.MeasuredDeliveries;
import dev.safelight.telemetry.metric.MeasuredDownloads;
import dev.safelight.telemetry.metric.MeasuredEventLog;
import dev.safelight.telemetry.metric.MeasuredImages;
import dev.safelight.telemetry.metric.MeasuredInspector;
import dev.safelight.telemetry.metric.MeasuredQueue;
import dev.safelight.telemetry.metric.MeasuredSender;
import dev.safelight.telemetry.metric.MeasuredStore;
import dev.safelight.telemetry.metric.Metrics;
import dev.safelight.telemetry.metric.RequestFigures;
import dev.safelight.telemetry.metric.Standing;
import dev.safelight.web.metric.Measuring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Everything that is measured, put together: each {@code of} gives back the same with somebody round it who counts. */
final class Figures implements AutoCloseable {

    private final Metrics metrics;
    private final Standing standing;
    private final InstantSource clock;

    private Figures(Metrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.standing = new Standing(metrics, clock);
        this.clock = clock;
    }

    static Figures open(Config.Role role, InstantSource clock) {
        Figures figures = new Figures(Metrics.open(clock), clock);
        figures.standing.build(Build.VERSION, role.name().toLowerCase(Locale.ROOT));
        return figures;
    }

    Database database(DatabaseConfig config) {
        return Database.open(config, new MicrometerMetricsTrackerFactory(metrics.registry()));
    }

    Images of(Images images) {
        return new MeasuredImages(images, metrics);
    }

    BulkMoves of(BulkMoves moves) {
        return new MeasuredBulkMoves(moves, metrics);
    }

    Downloads of(Downloads downloads) {
        return new MeasuredDownloads(downloads, metrics);
    }

    Queue of(Queue queue) {
        return new Queue(new MeasuredQueue(queue.jobs(), metrics), queue.pauses(), queue.deadLetters(), queue.health());
    }

    Storage of(Storage storage) {
        return new Storage(
                new MeasuredStore(storage.objects(), metrics),
                storage.selfServed(),
                storage.health(),
                storage.origins());
    }

    PhotoInspector of(PhotoInspector inspector) {
        return new MeasuredInspector(inspector, metrics);
    }

    InspectionSteps steps() {
        return MeasuredInspector.steps(metrics);
    }

    /** As those read it who tell clients that listen. */
    EventLog forStreams(EventLog events) {
        return new MeasuredEventLog(events, MeasuredEventLog.Reader.STREAMS, metrics, clock);
    }

    /** As those read it who tell webhooks. */
    EventLog forWebhooks(EventLog events) {
        return new MeasuredEventLog(events, MeasuredEventLog.Reader.WEBHOOKS, metrics, clock);
    }

    WebhookSender of(WebhookSender sender) {
        return new MeasuredSender(sender, metrics);
    }

    Deliveries of(Deliveries deliveries) {
        return new MeasuredDeliveries(deliveries, metrics);
    }

    /** How things stand, as far as all processes see it alike. */
    void watch(Queue queue, QueueAges ages, Backlog backlog, int backlogLimit, List<HealthCheck> checks) {
        standing.queue(queue.jobs()::depth, ages, queue.pauses());
        standing.backlog(backlog, backlogLimit);
        standing.dependencies(checks);
    }

    /** What this process is at. */
    void watch(List<Worker> workers, Path data) {
        standing.workers(workers);
        if (Files.isDirectory(data)) { // there is none where a server and a bucket keep everything
            metrics.watchDisk(data);
        }
    }

    /** The clients that listen. */
    void watch(IntSupplier clients, int limit) {
        standing.streams(clients, limit);
    }

    /** What the web server tells, and what it shows. */
    Measuring measuring(Config.Metrics choice) {
        RequestFigures requests = new RequestFigures(metrics);
        return new Measuring(
                choice.access(),
                choice.token().map(Secret::value),
                metrics::scrape,
                Metrics.CONTENT_TYPE,
                new Measuring.Ear() {
                    @Override
                    public void answered(String route, String method, int status, boolean waited, Duration took) {
                        requests.answered(route, method, status, waited, took);
                    }

                    @Override
                    public void listened(Duration length) {
                        requests.listened(length);
                    }
                });
    }

    @Override
    public void close() {
        metrics.close();
    }
}
