package dev.safelight.application.image;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Why the queue may forget everything: whatever is not final and overdue is rung for again. This is also how uploads
 * that never came are ended and how the images of dead workers come back to work.
 */
public final class Reconciler {

    /** How far a healthy queue may be behind before we think that it lost something. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final int BATCH = 500;

    private final ImageQueries images;
    private final JobQueue queue;
    private final InstantSource clock;

    public Reconciler(ImageQueries images, JobQueue queue, InstantSource clock) {
        this.images = images;
        this.queue = queue;
        this.clock = clock;
    }

    /** Rings for up to 500 images, the longest overdue first. */
    public void run() {
        var now = clock.instant();
        List<Job> overdue = images.overdue(now.minus(GRACE), BATCH).stream()
                .flatMap(image -> Job.overdue(image, now).stream())
                .toList();
        if (!overdue.isEmpty()) {
            queue.enqueue(overdue);
        }
    }
}
