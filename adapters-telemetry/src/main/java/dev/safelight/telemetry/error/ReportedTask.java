package dev.safelight.telemetry.error;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Periodic;
import java.util.Map;
import java.util.Optional;

/** Tells of what is done again and again and failed on a bug; of what was down at the time others tell. */
public final class ReportedTask implements Periodic.Task {

    private final String name;
    private final Periodic.Task task;
    private final Errors errors;

    public ReportedTask(String name, Periodic.Task task, Errors errors) {
        this.name = name;
        this.task = task;
        this.errors = errors;
    }

    @Override
    public void run() throws InterruptedException {
        try {
            task.run();
        } catch (Outage outage) {
            throw outage;
        } catch (RuntimeException | Error failure) {
            errors.tell(new Report(
                    "TASK_FAILED", name, "A task in the background failed: " + name, Optional.of(failure), Map.of()));
            throw failure;
        }
    }
}
