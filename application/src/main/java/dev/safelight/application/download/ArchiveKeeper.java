package dev.safelight.application.download;

import dev.safelight.application.job.Leases;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.image.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps the leases of downloads that are being built here, and notes each second how far they have come. A lease is lost
 * when the download was cancelled, too.
 */
public final class ArchiveKeeper implements AutoCloseable {

    /** So soon a cancelled download is noticed, and so often progress is told. */
    static final Duration TICK = Duration.ofSeconds(1);

    private final Downloads downloads;
    private final InstantSource clock;
    private final Leases leases;

    /**
     * @param worker the name of this process among the workers, for the operator
     * @param length of a lease, from each renewal on: how long a dead worker's download waits
     */
    public ArchiveKeeper(
            Downloads downloads, String worker, Duration length, InstantSource clock, RandomGenerator random) {
        this.downloads = downloads;
        this.clock = clock;
        this.leases = new Leases("archive-keeper", worker, length, clock, random);
    }

    /** A lease that nobody has had before, to be written into the download's row. */
    Lease fresh() {
        return leases.fresh();
    }

    /** Renews {@code lease} until the returned is closed, on behalf of the calling thread. */
    Kept keep(DownloadId download, Lease lease) {
        return new Kept(download, lease);
    }

    /** Stops renewing; leases then run out by themselves. */
    @Override
    public void close() {
        leases.close();
    }

    /** A lease that is being renewed, and what its renewals tell. */
    final class Kept implements AutoCloseable {

        private final DownloadId download;
        private final Lease lease;
        private final Leases.Kept kept;
        private volatile Optional<Archiving> followed = Optional.empty();

        private Kept(DownloadId download, Lease lease) {
            this.download = download;
            this.lease = lease;
            this.kept = leases.keep(download.toString(), lease, TICK, until -> renew(until, Optional.empty()));
        }

        /** From now on its progress is noted, and at once what is planned. */
        void follow(Archiving archiving) {
            followed = Optional.of(archiving);
            note(archiving.items());
        }

        /**
         * Notes what is known of the photos.
         *
         * @throws dev.safelight.application.Outage when that cannot be noted now
         * @throws IllegalStateException when the lease is lost
         */
        void note(List<Item> items) {
            if (!kept.renew(until -> renew(until, Optional.of(items)))) {
                throw new IllegalStateException("the lease is lost");
            }
        }

        private boolean renew(Instant until, Optional<List<Item>> items) {
            Progress progress = followed.map(Archiving::progress).orElse(Progress.NONE);
            return downloads.renew(download, lease, until, items, progress, clock.instant());
        }

        /** Whether somebody else may have the download by now. */
        boolean isLost() {
            return kept.isLost();
        }

        @Override
        public void close() {
            kept.close();
        }
    }
}
