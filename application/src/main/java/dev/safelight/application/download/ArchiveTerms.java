package dev.safelight.application.download;

import java.time.Duration;

/**
 * How long things last and how many there may be.
 *
 * @param kept how long an archive can be fetched
 * @param remembered how long one can see what became of a download that has ended
 * @param urlValidFor how long a signed URL to an archive is good; one that has begun is not cut off
 * @param limits of active downloads
 */
public record ArchiveTerms(Duration kept, Duration remembered, Duration urlValidFor, Downloads.Limits limits) {

    public static ArchiveTerms defaults() {
        return new ArchiveTerms(
                Duration.ofHours(1), Duration.ofDays(30), Duration.ofMinutes(15), new Downloads.Limits(20, 10_000));
    }
}
