package dev.safelight.application.operation;

import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finding images and downloads of all owners. Not for owners: what one may see is decided by {@code ImageQueries}.
 *
 * <p><b>Bounds.</b> A page costs the same whatever there is: it looks at no more than {@link #WINDOW} candidates, in the
 * order of an index, and keeps those that fit. So a page may have fewer images than were asked for, or none, and still
 * say where to go on. <b>Ordering</b>: newest first; by name where only a name was given. <b>Absent</b>: what does not
 * fit any more when its turn comes is left out; what fits only since is found if it lies ahead. <b>Repeats</b> read anew.
 * <b>Failures</b>: {@link dev.safelight.application.Outage}; a retry helps. <b>Threads</b>: safe for any number. Held to
 * this by {@code SearchContract}.
 */
public interface Search {

    /** No page looks at more candidates. */
    int WINDOW = 10_000;

    /**
     * After which image a page goes on.
     *
     * @param name of the file, in small letters; empty unless sorted by name
     */
    record Place(long fileId, String name) {}

    /** @param next empty when there is no more */
    record Found(List<Image> images, Optional<Place> next) {
        public Found {
            images = List.copyOf(images);
        }
    }

    /** @param limit 1 to 1000 */
    Found images(ImageFilter filter, Optional<Place> after, int limit);

    /** Those that there are, in no order. */
    List<Image> named(Collection<ImageId> ids);

    /** The one with that number. */
    Optional<Image> numbered(long fileId);

    /**
     * Those of which the trace tells that they came, were sent back to work, or failed, in no order.
     *
     * @param traceId 32 hexadecimal digits
     */
    List<Image> imagesOfTrace(String traceId, int limit);

    /** The same of downloads. */
    List<Download> downloadsOfTrace(String traceId, int limit);

    /**
     * Newest first.
     *
     * @param before where the last page ended
     * @param limit 1 to 1000
     */
    List<Download> downloads(
            Optional<DownloadStatus> status, Optional<OwnerId> owner, Optional<DownloadId> before, int limit);
}
