package dev.safelight.application.download;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.Listed;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to happen to downloads without anybody asking: archives expire, jobs that were lost are rung for again, and
 * what downloads have left in the store is removed. Any number of sweepers may run at once; each write is conditional,
 * and to remove twice is harmless.
 */
public final class DownloadSweeper {

    /** How far a healthy queue may be behind before we think that it lost something. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** By then whoever was working on one that was cancelled has noticed. */
    private static final Duration NOTICED = ArchiveKeeper.TICK.multipliedBy(5);

    /** Nothing younger is taken for an orphan. */
    private static final Duration YOUNG = Duration.ofHours(24);

    private static final int BATCH = 100;
    private static final int PAGE = 1000;

    private final Downloads downloads;
    private final DownloadQueries queries;
    private final JobQueue queue;
    private final ObjectStore store;
    private final ArchiveTerms terms;
    private final InstantSource clock;
    private String listedUpTo = "";

    public DownloadSweeper(
            Downloads downloads,
            DownloadQueries queries,
            JobQueue queue,
            ObjectStore store,
            ArchiveTerms terms,
            InstantSource clock) {
        this.downloads = downloads;
        this.queries = queries;
        this.queue = queue;
        this.store = store;
        this.terms = terms;
        this.clock = clock;
    }

    /** Ends archives whose time has passed, and rings for up to 100 downloads that are overdue. For every few seconds. */
    public void reconcile() {
        Instant now = clock.instant();
        List<Download> due = queries.overdue(now, BATCH);
        due.stream()
                .filter(Download.Completed.class::isInstance)
                .map(Download.Completed.class::cast)
                .forEach(over -> downloads.apply(over.expired(now)));
        List<Job> overdue = due.stream()
                .filter(download ->
                        download.dueAt().filter(now.minus(GRACE)::isAfter).isPresent())
                .flatMap(download -> Job.overdue(download, now).stream())
                .toList();
        if (!overdue.isEmpty()) {
            queue.enqueue(overdue);
        }
    }

    /** Removes what downloads that have ended still have in the store, and forgets those of long ago. For every few seconds. */
    public void sweep() {
        Instant now = clock.instant();
        ObjectsOfDownload objects = new ObjectsOfDownload(store, clock);
        List<DownloadId> ended;
        do {
            ended = queries.unswept(now.minus(NOTICED), BATCH);
            ended.forEach(objects::remove);
            queries.swept(ended);
        } while (ended.size() == BATCH);
        queries.forget(now.minus(terms.remembered()), PAGE);
    }

    /**
     * Looks at the next thousand objects for such as no download has, and beginning anew after the last one. For every few
     * minutes: a net under {@link #sweep}, not its replacement.
     */
    public void searchOrphans() {
        Instant old = clock.instant().minus(YOUNG);
        List<Listed> page = store.list(DownloadKeys.ROOT, listedUpTo, PAGE);
        Set<DownloadId> mentioned = page.stream()
                .flatMap(listed -> DownloadKeys.owner(listed.key()).stream())
                .map(DownloadId::new)
                .collect(Collectors.toSet());
        Set<DownloadId> living = queries.withArchive(mentioned);
        store.delete(page.stream()
                .filter(listed -> listed.storedAt().isBefore(old))
                .filter(listed -> DownloadKeys.owner(listed.key())
                        .filter(id -> !living.contains(new DownloadId(id)))
                        .isPresent())
                .map(Listed::key)
                .toList());
        listedUpTo = page.size() == PAGE ? page.getLast().key() : "";
    }
}
