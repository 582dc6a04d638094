package dev.safelight.telemetry.trace;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The how manieth attempt at a job this process is making: no more entries than jobs that it holds. */
final class Attempts {

    private final Map<String, Integer> byJob = new ConcurrentHashMap<>();

    void begun(Claimed claimed) {
        byJob.put(claimed.job().id(), claimed.delivery());
    }

    void ended(Claimed claimed) {
        byJob.remove(claimed.job().id(), claimed.delivery());
    }

    int at(Job job) {
        return byJob.getOrDefault(job.id(), 1);
    }
}
