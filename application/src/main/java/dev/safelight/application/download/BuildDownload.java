package dev.safelight.application.download;

import dev.safelight.application.InWords;
import dev.safelight.application.Outage;
import dev.safelight.application.download.Downloads.Outcome;
import dev.safelight.application.image.ImageQueries;
import dev.safelight.application.image.RetryTerms;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Incident;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.StoredObject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes a download to its archive: lease, plan, copy, write. Whatever goes wrong on the way is ours: it is tried again
 * later, and ends in FAILED with an incident when the tries are used up. Each attempt writes under a name of its own and
 * takes away what the ones before it have left.
 */
public final class BuildDownload {

    private static final String ZIP = "application/zip";

    /** What names, directory and manifest of a thousand photos add, generously. */
    private static final long OVERHEAD = 16L << 20;

    private static final System.Logger LOG = System.getLogger(BuildDownload.class.getName());

    private final Downloads downloads;
    private final ImageQueries images;
    private final PlanArchive plan;
    private final ObjectStore store;
    private final ManifestFormat manifests;
    private final ArchiveKeeper keeper;
    private final ArchiveTerms terms;
    private final RetryTerms retry;

    public BuildDownload(
            Downloads downloads,
            ImageQueries images,
            ObjectStore store,
            ManifestFormat manifests,
            ArchiveKeeper keeper,
            ArchiveTerms terms,
            RetryTerms retry) {
        this.downloads = downloads;
        this.images = images;
        this.plan = new PlanArchive(images, store);
        this.store = store;
        this.manifests = manifests;
        this.keeper = keeper;
        this.terms = terms;
        this.retry = retry;
    }

    /**
     * Does what the download needs now; nothing, if somebody was faster.
     *
     * @return how long to leave it alone, when somebody else is at it
     * @throws InterruptedException when asked to stop; the download was handed back
     * @throws Outage when the database cannot be reached; the lease, if any, runs out by itself
     */
    public Optional<Duration> build(DownloadId id) throws InterruptedException {
        Download found = downloads.find(id).orElse(null);
        Instant now = retry.now();
        return switch (found) {
            case Download.Queued it -> take(it.taken(keeper.fresh(), now));
            case Download.Processing it when it.due().isAfter(now) -> Optional.of(Duration.between(now, it.due()));
            case Download.Processing it
            when retry.usedUp(it.attempts()) -> {
                giveUp(it, RetryTerms.WORKER_DIED);
                yield Optional.empty();
            }
            case Download.Processing it -> take(it.taken(keeper.fresh(), now));
            case null, default -> Optional.empty();
        };
    }

    private Optional<Duration> take(DownloadChange taking) throws InterruptedException {
        if (downloads.apply(taking) == Outcome.APPLIED) {
            Download.Processing taken = (Download.Processing) taking.after();
            buildUnder(taken.lease().orElseThrow(), taken, taking.before());
        }
        return Optional.empty();
    }

    private void buildUnder(Lease lease, Download.Processing taken, Download before) throws InterruptedException {
        try (ArchiveKeeper.Kept kept = keeper.keep(taken.id(), lease)) {
            try {
                if (isFinished(taken, before)) {
                    objects().removeUnfinished(before.id());
                } else {
                    sweep(before);
                    build(lease, taken, kept);
                }
            } catch (InterruptedException stopped) {
                handBack(taken, kept);
            } catch (IOException | RuntimeException failure) {
                if (kept.isLost()) {
                    LOG.log(Level.DEBUG, taken.id() + " is no longer ours: " + failure.getMessage());
                } else if (Thread.interrupted()) {
                    handBack(taken, kept);
                } else {
                    tryLater(taken, failure);
                }
            }
        }
    }

    private void handBack(Download.Processing taken, ArchiveKeeper.Kept kept) throws InterruptedException {
        if (!kept.isLost()) {
            downloads.apply(taken.handedBack(retry.now()));
            throw new InterruptedException("asked to stop");
        }
    }

    /** A worker may have died between the last byte and the note of it: then its archive is there, and known. */
    private boolean isFinished(Download.Processing taken, Download before) {
        if (!(before instanceof Download.Processing earlier)
                || earlier.lease().isEmpty()
                || !isSettled(earlier.items())) {
            return false;
        }
        UUID token = earlier.lease().orElseThrow().token();
        return store.look(DownloadKeys.archive(taken.id().value(), token))
                .filter(archive -> complete(taken, earlier.items(), archive))
                .isPresent();
    }

    private static boolean isSettled(List<Item> items) {
        return items.stream().anyMatch(item -> item.outcome() == Item.Outcome.INCLUDED)
                && items.stream().noneMatch(item -> item.outcome() == Item.Outcome.WAITING);
    }

    /** What attempts before this one have left; of one that was only queued nobody can have written anything. */
    private void sweep(Download before) {
        if (before instanceof Download.Processing) {
            objects().remove(before.id());
        }
    }

    private ObjectsOfDownload objects() {
        return new ObjectsOfDownload(store, retry::now);
    }

    private void build(Lease lease, Download.Processing taken, ArchiveKeeper.Kept kept)
            throws IOException, InterruptedException {
        Archiving archiving = new Archiving(plan.plan(taken.order()));
        kept.follow(archiving);
        if (archiving.entries().isEmpty()) {
            fail(taken, Failure.Code.NOTHING_TO_DELIVER, archiving.items());
        } else if (archiving.totalBytes() > ObjectStore.LARGEST - OVERHEAD) {
            fail(taken, Failure.Code.TOO_LARGE, archiving.items());
        } else {
            StoredObject archive = write(lease, taken, archiving, kept);
            if (archiving.isEmpty()) {
                store.delete(List.of(archive.key()));
                fail(taken, Failure.Code.NOTHING_TO_DELIVER, archiving.items());
            } else if (!complete(taken, archiving.items(), archive)) {
                store.delete(List.of(archive.key()));
            }
        }
    }

    private StoredObject write(Lease lease, Download.Processing taken, Archiving archiving, ArchiveKeeper.Kept kept)
            throws IOException {
        Instant madeAt = retry.now();
        PhotoArchive archive = new PhotoArchive(
                store, archiving.entries(), () -> manifest(taken, archiving, kept, madeAt), madeAt, archiving);
        return store.write(DownloadKeys.archive(taken.id().value(), lease.token()), ZIP, archive);
    }

    /** What is in the archive is noted before it is finished, for {@link #isFinished}. */
    private byte[] manifest(Download.Processing taken, Archiving archiving, ArchiveKeeper.Kept kept, Instant madeAt) {
        kept.note(archiving.items());
        return manifests.write(taken.order(), archiving.items(), madeAt);
    }

    /**
     * Unless a photo was deleted since it was put in, and then all is begun anew.
     *
     * @return false when somebody else has moved the download on, and the archive is nobody's
     */
    private boolean complete(Download.Processing taken, List<Item> items, StoredObject archive) {
        Set<ImageId> included = items.stream()
                .filter(item -> item.outcome() == Item.Outcome.INCLUDED)
                .flatMap(item -> item.content().stream())
                .map(Item.Content::image)
                .collect(Collectors.toSet());
        if (!images.existing(included).containsAll(included)) {
            throw Outage.passing("delivering " + taken.id(), new IllegalStateException("a photo in it was deleted"));
        }
        Instant now = retry.now();
        return downloads.apply(taken.completed(archive, items, now.plus(terms.kept()), now)) == Outcome.APPLIED;
    }

    private void fail(Download.Processing taken, Failure.Code code, List<Item> items) {
        downloads.apply(taken.failed(new Failure(code, Optional.empty(), code.message()), items, retry.now()));
    }

    private void tryLater(Download.Processing taken, Exception failure) {
        String what = InWords.of(failure);
        Level level = failure instanceof Outage ? Level.WARNING : Level.ERROR;
        LOG.log(level, "attempt " + taken.attempts() + " at " + taken.id() + " failed", failure);
        retry.failed(taken.attempts(), failure);
        if (retry.usedUp(taken.attempts())) {
            giveUp(taken, what);
        } else {
            downloads.apply(taken.postponed(what, retry.nextTry(taken.attempts()), retry.now()));
        }
    }

    private void giveUp(Download.Processing stuck, String what) {
        Incident incident = retry.incident(what);
        LOG.log(Level.ERROR, "incident {0}: gave up on {1}: {2}", incident.id(), stuck.id(), what);
        downloads.apply(stuck.failed(
                new Failure(Failure.Code.ERROR, Optional.of(incident.id()), what), stuck.items(), retry.now()));
    }
}
