package dev.safelight.application.download;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.download.Download;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Hands out a URL to fetch an archive; it is fresh each time and soon expires. */
public final class FetchArchive {

    private final ObjectStore store;
    private final ArchiveTerms terms;
    private final InstantSource clock;

    public FetchArchive(ObjectStore store, ArchiveTerms terms, InstantSource clock) {
        this.store = store;
        this.terms = terms;
        this.clock = clock;
    }

    /** Empty unless the download is complete and its time has not passed. */
    public Optional<URI> url(Download download) {
        if (!(download instanceof Download.Completed it)) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), it.until());
        Duration validFor = left.compareTo(terms.urlValidFor()) < 0 ? left : terms.urlValidFor();
        return validFor.toSeconds() < 1
                ? Optional.empty()
                : Optional.of(store.signDownload(it.archive().key(), name(it), "application/zip", validFor));
    }

    private static String name(Download.Completed download) {
        LocalDate day = LocalDate.ofInstant(download.order().createdAt(), ZoneOffset.UTC);
        String id = download.id().toString();
        return "photos-" + day + "-" + id.substring(id.length() - 6) + ".zip";
    }
}
