package dev.safelight.telemetry.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;

/** Counts and times requests, as the web server tells of them. */
public final class RequestFigures {

    /** What no route is at counts together: strangers make up paths and methods. */
    private static final String OTHER = "other";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");
    private static final Set<Integer> TOO_MUCH = Set.of(429, 503);

    private final Metrics metrics;
    private final Timer streams;

    public RequestFigures(Metrics metrics) {
        this.metrics = metrics;
        TOO_MUCH.forEach(status -> refused(OTHER, status)); // at zero before the first time
        this.streams = metrics.timer(Measure.STREAMS);
    }

    private Counter refused(String route, int status) {
        return metrics.counter(Measure.HTTP_REFUSED, route, Integer.toString(status));
    }

    /**
     * A request was answered to the end.
     *
     * @param route as it is declared, such as {@code /v1/images/{imageId}}; empty when there is none
     * @param waited whether the client preferred to wait for what it asked for
     */
    public void answered(String route, String method, int status, boolean waited, Duration took) {
        String where = route.isEmpty() ? OTHER : route;
        metrics.timer(
                        Measure.HTTP_REQUESTS,
                        where,
                        METHODS.contains(method) ? method : OTHER,
                        status / 100 + "xx",
                        waited ? "yes" : "no")
                .record(took);
        if (TOO_MUCH.contains(status)) {
            refused(where, status).increment();
        }
    }

    /** A client listens to events no longer. */
    public void listened(Duration length) {
        streams.record(length);
    }
}
