package dev.safelight.application.image;

import dev.safelight.application.job.Leases;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Keeps the leases of images alive while this process's workers are at them: renews each at a third of its length. */
public final class LeaseKeeper implements AutoCloseable {

    private final Images images;
    private final Duration every;
    private final Leases leases;

    /**
     * @param worker the name of this process among the workers, for the operator
     * @param length of a lease, from each renewal on: how long a dead worker's image waits
     */
    public LeaseKeeper(Images images, String worker, Duration length, InstantSource clock, RandomGenerator random) {
        this.images = images;
        this.every = length.dividedBy(3);
        this.leases = new Leases("lease-keeper", worker, length, clock, random);
    }

    /** A lease that nobody has had before, to be written into the image's row. */
    Lease fresh() {
        return leases.fresh();
    }

    /** Renews {@code lease} until the returned is closed, on behalf of the calling thread. */
    Leases.Kept keep(ImageId image, Lease lease) {
        return leases.keep(image.toString(), lease, every, until -> images.renew(image, lease, until));
    }

    /** Stops renewing; leases then run out by themselves. */
    @Override
    public void close() {
        leases.close();
    }
}
