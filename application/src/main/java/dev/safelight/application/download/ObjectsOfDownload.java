package dev.safelight.application.download;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.Listed;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadKeys;
import java.time.InstantSource;
import java.util.List;

/** All that a download has in the store. */
final class ObjectsOfDownload {

    private static final int PAGE = 1000;

    private final ObjectStore store;
    private final InstantSource clock;

    ObjectsOfDownload(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Removes archives and, first, what unfinished ones have left: who is still writing one cannot finish it then. */
    void remove(DownloadId id) {
        removeUnfinished(id);
        List<Listed> left = store.list(DownloadKeys.prefix(id.value()), "", PAGE);
        store.delete(left.stream().map(Listed::key).toList());
    }

    /**
     * Removes what was begun and not finished, and no archive. There may be some of a finished one, too: where the client
     * dies while it is put together, some stores have the object and the upload.
     */
    void removeUnfinished(DownloadId id) {
        store.removeUnfinished(DownloadKeys.prefix(id.value()), clock.instant());
    }
}
