package dev.safelight.application.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the checks of all areas: the areas side by side, the checks of one in their order. Each check has a bounded time;
 * one that takes longer, or throws, has found an error. A checkup is closed whatever became of its checks.
 */
public final class Doctor {

    /** Enough for a dozen requests, each of which gives up earlier by itself. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration patience;

    /** @param patience for each check */
    public Doctor(Duration patience) {
        this.patience = patience;
    }

    /** Makes all checks, closes the checkups, and tells what was found in their order. */
    public List<Finding> examine(List<Checkup> checkups) throws InterruptedException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Callable<List<Finding>>> areas = checkups.stream()
                    .<Callable<List<Finding>>>map(checkup -> () -> examine(checkup, threads))
                    .toList();
            List<Finding> findings = new ArrayList<>();
            for (Future<List<Finding>> area : threads.invokeAll(areas)) {
                findings.addAll(area.resultNow());
            }
            return findings;
        } finally {
            threads.shutdownNow(); // does not wait for a check that does not heed an interrupt
        }
    }

    private List<Finding> examine(Checkup checkup, ExecutorService threads) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try (checkup) {
            for (Check check : checkup.checks()) {
                List<Finding> found = examine(check, threads);
                findings.addAll(found);
                if (check.vital() && worst(found) == Severity.ERROR) {
                    break;
                }
            }
        }
        return findings;
    }

    private List<Finding> examine(Check check, ExecutorService threads) throws InterruptedException {
        Notes notes = new Notes(check.name());
        Future<Void> looking = threads.submit(() -> {
            check.look().at(notes);
            return null;
        });
        try {
            looking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            looking.cancel(true);
            notes.error(
                    "could not be found out in time",
                    "no answer within " + patience.toSeconds() + " s",
                    "Look at the network between this machine and the " + area(check)
                            + ": a firewall that drops packets looks like this.");
        } catch (ExecutionException failed) {
            notes.error("could not be found out", reasons(failed), "See what was seen; then run it again.");
        }
        return notes.findings();
    }

    private static String area(Check check) {
        return check.name().substring(0, check.name().indexOf('.'));
    }

    private static String reasons(ExecutionException failure) {
        List<String> reasons = new ArrayList<>();
        for (Throwable cause = failure.getCause(); cause != null && reasons.size() < 5; cause = cause.getCause()) {
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (reasons.stream().noneMatch(said -> said.contains(reason))) {
                reasons.add(reason);
            }
        }
        return String.join(": ", reasons);
    }

    /** What the worst of them is; OK when there are none. */
    public static Severity worst(List<Finding> findings) {
        return findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.OK);
    }
}
