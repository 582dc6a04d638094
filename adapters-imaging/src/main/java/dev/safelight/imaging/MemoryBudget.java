package dev.safelight.imaging;

import java.util.concurrent.Semaphore;

/**
 * The memory that all photos in hand may take together. Who comes when it is used up waits, first come first served; a
 * photo that needs more than there is takes all of it and so is alone. Safe for any number of threads.
 */
public final class MemoryBudget {

    private static final long UNIT = 1L << 20;

    private final int units;
    private final Semaphore free;

    /** @param bytes at least one MiB */
    public MemoryBudget(long bytes) {
        this.units = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(units, /* fair= */ true);
    }

    /**
     * Waits for {@code bytes}.
     *
     * @throws InterruptedException when the thread is interrupted while it waits: nothing is held then
     */
    public Share take(long bytes) throws InterruptedException {
        int wanted = (int) Math.min(units, Math.ceilDiv(bytes, UNIT));
        free.acquire(wanted);
        return () -> free.release(wanted);
    }

    /** What is not taken, in bytes. */
    public long free() {
        return free.availablePermits() * UNIT;
    }

    /** What one photo has taken; to be closed once. */
    @FunctionalInterface
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }
}
