package dev.safelight.application.operation;

import dev.safelight.application.job.Job;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How things stand across all owners, for who keeps the service running. Not for deciding anything: that is done on rows,
 * one by one.
 *
 * <p><b>Absent</b>: what there is none of is counted as zero, or missing from a list. <b>Repeats</b> read anew.
 * <b>Atomicity</b>: each answer is one statement, and two answers may be of different moments. <b>Ordering</b>: as each
 * says. <b>Bounds</b>: each reads at most so many rows as it is told, and says when there were more. <b>Failures</b>:
 * {@link dev.safelight.application.Outage}; a retry helps. <b>Threads</b>: safe for any number. Held to this by
 * {@code OutlookContract}.
 */
public interface Outlook {

    /**
     * How many there are in each status; all statuses are named.
     *
     * @param overdue images and downloads that are not final and should have been served by now
     */
    record Counts(Map<Status, Long> images, Map<DownloadStatus, Long> downloads, long overdue) {
        public Counts {
            images = Map.copyOf(images);
            downloads = Map.copyOf(downloads);
        }
    }

    /**
     * What a worker holds.
     *
     * @param kind of work: {@link Job.Kind#JUDGE} for an image, {@link Job.Kind#BUILD} for a download
     * @param since when it began
     * @param until when its lease ends, unless it renews it
     * @param attempt which one this is, from 1 on
     */
    record Held(String worker, Job.Kind kind, UUID subject, OwnerId owner, Instant since, Instant until, int attempt) {}

    /** The image in work that was promised first. */
    record Oldest(ImageId image, OwnerId owner, Status status, Instant createdAt, Instant since, Instant due) {}

    /**
     * Work that came to an end within one span of time.
     *
     * @param ends how often it ended in each status; those that did not occur are missing
     * @param median from the upload, or from being sent back to work, to the end; empty when nothing ended
     */
    record Span(Instant from, Map<Status, Long> ends, Optional<Duration> median, Optional<Duration> p95) {
        public Span {
            ends = Map.copyOf(ends);
        }
    }

    /**
     * @param spans in order of time; those in which nothing ended are missing
     * @param counted how many ends there are in all of them
     */
    record Series(List<Span> spans, long counted) {
        public Series {
            spans = List.copyOf(spans);
        }
    }

    /** @param most no status is counted further than this */
    Counts counts(Instant now, int most);

    /** What workers hold, also where the lease has run out and nobody took it over; longest first. */
    List<Held> held(int limit);

    /** Empty when nothing is in work. */
    Optional<Oldest> oldest();

    /**
     * What became of work, in spans of one length that begin at {@code since}.
     *
     * @param most only so many ends are read, the latest
     */
    Series series(Instant since, Duration span, int most);
}
