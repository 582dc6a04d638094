package dev.safelight.bootstrap;

import dev.safelight.application.download.Downloads;
import dev.safelight.application.image.Images;
import dev.safelight.application.inspect.InspectionSteps;
import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.Worker;
import dev.safelight.application.operation.BulkMoves;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.webhook.WebhookSender;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.telemetry.log.LoggedBulkMoves;
import dev.safelight.telemetry.log.LoggedDownloads;
import dev.safelight.telemetry.log.LoggedImages;
import dev.safelight.telemetry.trace.TracedBulkMoves;
import dev.safelight.telemetry.trace.TracedDownloads;
import dev.safelight.telemetry.trace.TracedImages;
import dev.safelight.telemetry.trace.TracedInspector;
import dev.safelight.telemetry.trace.TracedQueue;
import dev.safelight.telemetry.trace.TracedRequests;
import dev.safelight.telemetry.trace.TracedSender;
import dev.safelight.telemetry.trace.TracedSteps;
import dev.safelight.telemetry.trace.TracedStore;
import dev.safelight.telemetry.trace.TracedWork;
import dev.safelight.telemetry.trace.Tracing;
import dev.safelight.telemetry.trace.TracingSettings;
import dev.safelight.web.WebServer;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What stands round ports: lines in the log for each step, and spans when traces are recorded. When they are not, nothing
 * stands there for them and nothing is paid.
 */
record Traced(Optional<Tracing> tracing) {

    static Traced open(Config.Traces choice, Closer open) {
        return new Traced(choice.endpoint()
                .map(endpoint -> new TracingSettings(
                        endpoint, choice.headerMap(), choice.ratio(), choice.service(), Build.VERSION))
                .map(settings -> open.add(new Tracing(settings))));
    }

    Images images(Images images) {
        return round(new LoggedImages(images), TracedImages::new);
    }

    BulkMoves moves(BulkMoves moves) {
        return round(new LoggedBulkMoves(moves), TracedBulkMoves::new);
    }

    Downloads downloads(Downloads downloads) {
        return round(new LoggedDownloads(downloads), TracedDownloads::new);
    }

    ObjectStore store(ObjectStore store) {
        return round(store, TracedStore::new);
    }

    JobQueue queue(JobQueue queue) {
        return round(queue, TracedQueue::new);
    }

    PhotoInspector inspector(PhotoInspector inspector) {
        return round(inspector, TracedInspector::new);
    }

    /** @param steps are told as well */
    InspectionSteps steps(InspectionSteps steps) {
        return round(steps, TracedSteps::new);
    }

    WebhookSender sender(WebhookSender sender) {
        return round(sender, TracedSender::new);
    }

    Worker.Work work(Worker.Work work) {
        return round(work, TracedWork::new);
    }

    /** What stands round every request. */
    List<Filter> requests() {
        return tracing.<Filter>map(it -> new TracedRequests(it, WebServer::routeOf, WebServer::requestIdOf)).stream()
                .toList();
    }

    private <T> T round(T port, BiFunction<T, Tracing, T> decorator) {
        return tracing.map(it -> decorator.apply(port, it)).orElse(port);
    }
}
