package dev.safelight.application.job;

/** Whether jobs of a kind flow to the workers. */
public enum Flow {
    RUNNING,
    /** No more are given out, but some that were are still being worked on. */
    DRAINING,
    /** No more are given out, and nobody is at any. */
    PAUSED;

    public static Flow of(boolean paused, JobQueue.Depth depth) {
        if (!paused) {
            return RUNNING;
        }
        return depth.claimed() > 0 ? DRAINING : PAUSED;
    }
}
