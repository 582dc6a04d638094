package dev.safelight.application.job;

import java.util.Set;

/**
 * Stops and starts the giving out of jobs, for all processes at once. What is being worked on goes on, so that to drain
 * is to pause and wait until {@link JobQueue.Depth#claimed()} is zero; what is queued meanwhile waits. Repeats change
 * nothing. Throws {@link dev.safelight.application.Outage}; a retry helps. Held to this by {@code QueueSwitchContract}.
 */
public interface QueueSwitch {

    /** From now on no job of the kind is given out. */
    void pause(Job.Kind kind);

    /** Jobs are given out again, and those who wait for one are woken. */
    void resume(Job.Kind kind);

    /** The kinds that are paused. */
    Set<Job.Kind> paused();
}
