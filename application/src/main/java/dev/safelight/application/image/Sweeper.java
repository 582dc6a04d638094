package dev.safelight.application.image;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.Listed;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes objects that no image wants: of deleted images and failed uploads, bytes that came after their row was gone,
 * uploads that never finished. Any number of sweepers may run at once; to remove twice is harmless.
 */
public final class Sweeper {

    /** Nothing younger is taken for an orphan or for unfinished: no upload takes that long. */
    static final Duration YOUNG = Duration.ofHours(24);

    private static final int BATCH = 100;
    private static final int PAGE = 1000;

    private final ImageQueries images;
    private final Discards discards;
    private final ObjectStore store;
    private final InstantSource clock;
    private String listedUpTo = "";

    public Sweeper(ImageQueries images, Discards discards, ObjectStore store, InstantSource clock) {
        this.images = images;
        this.discards = discards;
        this.store = store;
        this.clock = clock;
    }

    /** Removes the objects of images that are known to be gone. Cheap; for every minute. */
    public void discard() {
        List<ImageId> due;
        do {
            due = discards.due(clock.instant(), BATCH);
            due.forEach(new ObjectsOf(store)::remove);
            discards.done(due);
        } while (due.size() == BATCH);
    }

    /**
     * Looks at the next thousand objects for such as no row knows, and beginning anew after the last one; and for what
     * broken uploads have left. For every few minutes: a net under {@link #discard}, not its replacement.
     */
    public void searchOrphans() {
        Instant old = clock.instant().minus(YOUNG);
        store.removeUnfinished(ObjectKeys.ROOT, old);
        store.removeUnfinished(DownloadKeys.ROOT, old);
        List<Listed> page = store.list(ObjectKeys.ROOT, listedUpTo, PAGE);
        Set<ImageId> mentioned = page.stream()
                .flatMap(listed -> ObjectKeys.owner(listed.key()).stream())
                .collect(Collectors.toSet());
        Set<ImageId> living = images.existing(mentioned);
        store.delete(page.stream()
                .filter(listed -> listed.storedAt().isBefore(old))
                .filter(listed -> isOrphan(listed, living))
                .map(Listed::key)
                .toList());
        listedUpTo = page.size() == PAGE ? page.getLast().key() : "";
    }

    private static boolean isOrphan(Listed listed, Set<ImageId> living) {
        Optional<ImageId> image = ObjectKeys.owner(listed.key());
        return image.isPresent() && !living.contains(image.get());
    }
}
