package dev.safelight.application.download;

import dev.safelight.application.download.Downloads.Added;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Picture;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** Asks for an archive of photos; what there is of them is found out by the worker, one by one. */
public final class RequestDownload {

    private final Downloads downloads;
    private final ArchiveTerms terms;
    private final InstantSource clock;
    private final RandomGenerator random;

    public RequestDownload(Downloads downloads, ArchiveTerms terms, InstantSource clock, RandomGenerator random) {
        this.downloads = downloads;
        this.terms = terms;
        this.clock = clock;
        this.random = random;
    }

    /** @param wanted 1 to {@link Order#MOST} */
    public Added request(OwnerId owner, List<Wanted> wanted, Picture picture) {
        Instant now = clock.instant();
        return downloads.add(new Order(DownloadId.at(now, random), owner, wanted, picture, now), terms.limits(), now);
    }
}
