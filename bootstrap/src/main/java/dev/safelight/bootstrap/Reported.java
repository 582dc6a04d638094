package dev.safelight.bootstrap;

import dev.safelight.application.download.Downloads;
import dev.safelight.application.image.Images;
import dev.safelight.application.job.FailedAttempts;
import dev.safelight.application.job.Periodic;
import dev.safelight.application.job.Worker;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.telemetry.error.ErrorSettings;
import dev.safelight.telemetry.error.Errors;
import dev.safelight.telemetry.error.ReportedDownloads;
import dev.safelight.telemetry.error.ReportedImages;
import dev.safelight.telemetry.error.ReportedRequests;
import dev.safelight.telemetry.error.ReportedTask;
import dev.safelight.telemetry.error.ReportedWork;
import dev.safelight.web.WebServer;
import dev.safelight.web.page.PageReports;
import jakarta.servlet.Filter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What tells Sentry where things go wrong that should not. It stands inside what traces, so that a report names its span.
 * When nobody is to be told, nothing stands there and no thread waits.
 */
record Reported(Optional<Errors> errors) {

    static Reported open(Config.Errors choice, InstantSource clock, Closer open) {
        return new Reported(choice.dsn()
                .map(URI::toString)
                .map(dsn -> new ErrorSettings(dsn, choice.environment(), Build.RELEASE))
                .map(settings -> open.add(new Errors(settings, clock))));
    }

    /** What our pages tell themselves, if anybody wants to know. */
    static Optional<PageReports> byPages(Config.Errors choice) {
        return choice.pageDsn().map(dsn -> new PageReports(dsn, choice.environment(), Build.RELEASE));
    }

    Images images(Images images) {
        return round(images, ReportedImages::new);
    }

    Downloads downloads(Downloads downloads) {
        return round(downloads, ReportedDownloads::new);
    }

    Worker.Work work(Worker.Work work) {
        return round(work, ReportedWork::new);
    }

    FailedAttempts attempts() {
        return errors.map(Errors::attempts).orElse(FailedAttempts.UNHEARD);
    }

    Periodic periodic(String name, Duration pause, Periodic.Task task) {
        return new Periodic(name, pause, round(task, (it, told) -> new ReportedTask(name, it, told)));
    }

    /** What stands round every request, inside {@code others}. */
    List<Filter> requests(List<Filter> others) {
        Optional<Filter> ours =
                errors.map(it -> new ReportedRequests(it, WebServer::routeOf, WebServer::failureOf, WebServer::codeOf));
        return Stream.concat(others.stream(), ours.stream()).toList();
    }

    private <T> T round(T port, BiFunction<T, Errors, T> decorator) {
        return errors.map(it -> decorator.apply(port, it)).orElse(port);
    }
}
