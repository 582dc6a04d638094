package dev.safelight.application.image;

import dev.safelight.domain.image.SetSize;
import java.time.Duration;

/**
 * The terms on which uploads are taken.
 *
 * @param urlValidFor how long a signed URL is good, 1 s to 7 days (what S3 allows)
 * @param deadline until when the bytes must have come, counted from the first signature; URLs can be had again until then
 * @param set how many photos a set needs and takes
 * @param backlog how much work may pile up
 */
public record UploadTerms(Duration urlValidFor, Duration deadline, SetSize set, BacklogLimits backlog) {

    public static UploadTerms defaults() {
        return new UploadTerms(
                Duration.ofMinutes(15), Duration.ofHours(1), SetSize.defaults(), BacklogLimits.defaults());
    }
}
