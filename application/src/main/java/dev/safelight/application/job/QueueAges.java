package dev.safelight.application.job;

import java.time.Instant;
import java.util.Map;

/**
 * How far behind the workers are: for operators, and for what decides how many workers there are. Not how many jobs there
 * are; that is {@link JobQueue#depth}.
 *
 * <p>Nothing is changed, so a repeat is harmless. <b>Failures</b>: {@link dev.safelight.application.Outage}; a retry
 * helps. <b>Threads</b>: safe for any number. Held to this by {@code QueueAgesContract}.
 */
public interface QueueAges {

    /**
     * When that job of each kind became due that has been due for longest and is not done, whether a worker has it or not,
     * and whether or not its kind is paused. A kind of which none is due is absent; a dead letter is not a job.
     */
    Map<Job.Kind, Instant> dueLongest();
}
