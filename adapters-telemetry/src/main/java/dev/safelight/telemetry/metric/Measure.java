package dev.safelight.telemetry.metric;

import static dev.safelight.telemetry.metric.Spec.counter;
import static dev.safelight.telemetry.metric.Spec.gauge;
import static dev.safelight.telemetry.metric.Spec.timer;

/**
 * Every figure of ours: its name, what it means, and its labels, each of which has few values that are known beforehand.
 * No label ever carries an id, an owner, a path as it was sent or any other text from outside. {@code docs/metrics.md} is
 * made from this list.
 */
public enum Measure {
    HTTP_REQUESTS(timer(
            "http.request.duration",
            "From a request's head to the end of its answer, streams left out; waited tells who preferred to wait.",
            Buckets.QUICK,
            "route",
            "method",
            "status",
            "waited")),
    HTTP_REFUSED(
            counter("http.refused", "Requests turned away because there is too much: 429 or 503.", "route", "status")),
    STREAMS(timer("sse.stream.duration", "How long clients stayed who listened to events.", Buckets.LONG)),
    STREAM_CLIENTS(gauge("sse.clients", "Clients that listen to events now.")),
    STREAM_LIMIT(gauge("sse.clients.limit", "How many may, SAFELIGHT_MAX_STREAMS.")),
    IMAGES_PROMISED(counter("images.promised", "Uploads that were signed for.")),
    IMAGES_FINISHED(counter("images.finished", "Photos that came to an end of a chapter, by outcome.", "outcome")),
    IMAGE_REASONS(counter(
            "image.reasons",
            "Why: rules that rejected or warned, and faults of uploads; a photo counts for each of its reasons.",
            "severity",
            "reason")),
    IMAGE_STATES(timer(
            "image.state.duration",
            "How long a photo was in a state before the next write; PROCESSING is waiting without and working with a worker.",
            Buckets.LONG,
            "state")),
    IMAGES_IN_WORK(gauge("images.in.work", "Photos VERIFYING or PROCESSING, counted up to the limit.")),
    IMAGES_IN_WORK_LIMIT(
            gauge("images.in.work.limit", "From here on newcomers are turned away, SAFELIGHT_MAX_BACKLOG.")),
    WORK_ATTEMPTS(counter("work.attempts", "Work that was begun under a lease.", "kind")),
    WORK_RETRIES(counter("work.retries", "Work that failed on us and was put off.", "kind")),
    LEASES_LOST(counter(
            "leases.lost",
            "Workers that found their lease taken, or what they worked on cancelled or deleted.",
            "kind")),
    WRITES_RACED(
            counter("writes.raced", "Changes that lost against a faster one; harmless in small numbers.", "subject")),
    OUTAGES(counter("outages", "Calls that failed because something that we depend on did.", "port")),
    QUEUE_JOBS(gauge("queue.jobs", "Jobs in the queue; dead ones were given up.", "kind", "state")),
    QUEUE_OLDEST(gauge("queue.oldest.age", "How long the job has been due that has been longest.", "kind")
            .in("seconds")),
    QUEUE_PAUSED(gauge("queue.paused", "1 while a kind is paused by an operator.", "kind")),
    JOBS_CLAIMED(counter("jobs.claimed", "Jobs that workers took.", "kind")),
    JOBS_REDELIVERED(counter("jobs.redelivered", "Those of them that had been given out before.", "kind")),
    JOBS_PUT_OFF(counter("jobs.put.off", "Jobs that workers gave back for later.", "kind")),
    WORKERS_BUSY(gauge("workers.busy", "Jobs that this process is at.", "kind")),
    WORKERS_SLOTS(gauge("workers.slots", "How many it can be at.", "kind")),
    INSPECTIONS(timer(
            "inspection.duration",
            "All of looking at a photo: decoding, measuring, faces, pictures; waiting for memory as well.",
            Buckets.WORK,
            "format",
            "result")),
    DECODING(timer("decode.duration", "Bytes to pixels, of photos that could be decoded.", Buckets.WORK, "format")),
    FACES(timer("faces.duration", "Looking for faces in one photo.", Buckets.WORK)),
    STORE_CALLS(timer("store.call.duration", "Calls to the object store.", Buckets.QUICK, "operation", "outcome")),
    EVENT_LAG(timer("event.lag", "From an event to the moment it is read to be passed on.", Buckets.QUICK, "reader")),
    WEBHOOK_CALLS(timer("webhook.call.duration", "Calls to receivers.", Buckets.QUICK, "result")),
    WEBHOOK_DELIVERIES(counter("webhook.deliveries", "What came of attempts to deliver an event.", "outcome")),
    DOWNLOADS_ORDERED(counter("downloads.ordered", "Orders, and whether they led to a new download.", "answer")),
    DOWNLOADS_FINISHED(counter("downloads.finished", "Downloads that came to an end, by outcome.", "outcome")),
    DOWNLOAD_FAILURES(counter("download.failures", "Why downloads failed.", "code")),
    DOWNLOAD_STATES(timer(
            "download.state.duration",
            "How long a download was in a state before the next write.",
            Buckets.LONG,
            "state")),
    DOWNLOAD_BYTES(counter("download.archive", "Bytes of archives that were completed.")
            .in("bytes")),
    DEPENDENCY_UP(gauge("dependency.up", "1 while what we depend on works, as /health sees it.", "dependency")),
    READINGS_FAILED(
            counter("readings.failed", "Gauges that could not be read for a scrape and are NaN there.", "reading")),
    BUILD_INFO(gauge("build.info", "1; the labels say what runs.", "version", "role"));

    private final Spec spec;

    Measure(Spec spec) {
        this.spec = spec;
    }

    Spec spec() {
        return spec;
    }
}
