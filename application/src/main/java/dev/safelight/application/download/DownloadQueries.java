package dev.safelight.application.download;

import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looking around among the downloads, and sweeping up after them. Reads see every write that was acknowledged before they
 * began. Throws {@link dev.safelight.application.Outage} when the database cannot be reached. Safe for any number of
 * threads. Held to this by {@code DownloadsContract}.
 */
public interface DownloadQueries {

    /**
     * The owner's downloads, newest first.
     *
     * @param before only those made before this one; empty to begin
     * @param limit 1 to 201
     */
    List<Download> page(OwnerId owner, Optional<DownloadId> before, int limit);

    /**
     * Downloads that were due before {@code before}, longest overdue first: active ones, and complete ones whose time has
     * passed. The cost does not grow with the number of downloads.
     */
    List<Download> overdue(Instant before, int limit);

    /**
     * Downloads whose objects are to be removed: they ended before {@code before}, and nobody has swept up after them.
     *
     * @param limit 1 to 1000
     */
    List<DownloadId> unswept(Instant before, int limit);

    /** They have left nothing behind. */
    void swept(Collection<DownloadId> ids);

    /** Those of {@code ids} that exist and have an archive, or are getting one. */
    Set<DownloadId> withArchive(Collection<DownloadId> ids);

    /**
     * Forgets downloads that ended before {@code before} and were swept up after.
     *
     * @param limit 1 to 1000
     * @return how many
     */
    int forget(Instant before, int limit);
}
