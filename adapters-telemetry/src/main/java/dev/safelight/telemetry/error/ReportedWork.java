package dev.safelight.telemetry.error;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells of attempts at jobs that failed on a bug, each of them. Something that we depend on being down is none: that is
 * tried again, and told when an image or a download is given up for it.
 */
public final class ReportedWork implements Worker.Work {

    private final Worker.Work work;
    private final Errors errors;

    public ReportedWork(Worker.Work work, Errors errors) {
        this.work = work;
        this.errors = errors;
    }

    @Override
    public Optional<Duration> on(Job job) throws InterruptedException {
        Attempt attempt = new Attempt(job);
        try {
            return attempt.make(() -> work.on(job));
        } catch (RuntimeException | Error failure) {
            attempt.failed(failure);
            throw failure;
        } finally {
            tell(attempt);
        }
    }

    private void tell(Attempt attempt) {
        if (!attempt.isReported()) {
            attempt.failure()
                    .filter(failure -> !(failure instanceof Outage))
                    .ifPresent(failure -> errors.tell(new Report(
                            "ATTEMPT_FAILED",
                            where(attempt.job()),
                            "An attempt failed on a bug; there will be another",
                            Optional.of(failure),
                            tags(attempt))));
        }
    }

    static String where(Job job) {
        return "job " + kind(job);
    }

    private static String kind(Job job) {
        return job.kind().name().toLowerCase(Locale.ROOT);
    }

    static Map<String, String> tags(Attempt attempt) {
        Map<String, String> tags = new HashMap<>();
        tags.put("job_kind", kind(attempt.job()));
        if (attempt.number() > 0) {
            tags.put("attempt", Integer.toString(attempt.number()));
        }
        return tags;
    }
}
