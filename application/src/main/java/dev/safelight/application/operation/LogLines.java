package dev.safelight.application.operation;

import dev.safelight.domain.image.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The recent end of what this process wrote into its log about images. Not the log itself, which is kept by whoever gathers
 * it from all processes: what others wrote is not here, and nothing is after a restart.
 *
 * <p><b>Absent</b>: an image of which nothing was written, or nothing that is still here, has no lines. <b>Ordering</b>:
 * oldest first. <b>Bounds</b>: an answer has the last {@link #MOST}. <b>Failures</b>: none. <b>Threads</b>: safe for any
 * number.
 */
public interface LogLines {

    /** Of one image. */
    int MOST = 100;

    /**
     * @param level such as WARN
     * @param failure what was thrown, in a line; where it was is in the log
     */
    record Line(Instant at, String level, String message, Optional<String> failure, Optional<String> traceId) {}

    /** What this process is called, as among workers. */
    String process();

    List<Line> about(ImageId image);
}
