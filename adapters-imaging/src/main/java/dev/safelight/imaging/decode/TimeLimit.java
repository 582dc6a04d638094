package dev.safelight.imaging.decode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long the present thread may work on one photo. Counted in the CPU time of the thread, since a busy machine is no
 * fault of the photo; a generous wall time besides, for when the machine stands still, and that is our fault.
 *
 * <p>{@link #check()} is called wherever the decoders come back to us: for every few KiB that they read and every row
 * that they report. Once it has halted it halts again whenever it is asked, because some decoders take the first for the
 * end of the file. To be made and asked by one thread.
 */
public final class TimeLimit {

    /** Why the work ended. */
    public enum Cause {
        CPU_TIME,
        WALL_TIME,
        INTERRUPTED
    }

    /** Ends the work on a photo, through whatever decoder is at it. */
    public static final class Halt extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Cause cause;

        Halt(Cause cause) {
            super("halted: " + cause, null, false, false);
            this.cause = cause;
        }

        public Cause cause() {
            return cause;
        }
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final LongSupplier cpuNanos;
    private final InstantSource clock;
    private final long cpuEnd;
    private final Instant wallEnd;
    private Optional<Cause> halted = Optional.empty();

    private TimeLimit(Duration cpu, LongSupplier cpuNanos, Duration wall, InstantSource clock) {
        this.cpuNanos = cpuNanos;
        this.clock = clock;
        this.cpuEnd = cpuNanos.getAsLong() + cpu.toNanos();
        this.wallEnd = clock.instant().plus(wall);
    }

    /** Begins to count. */
    public static TimeLimit begin(Duration cpu, LongSupplier cpuNanos, Duration wall, InstantSource clock) {
        return new TimeLimit(cpu, cpuNanos, wall, clock);
    }

    /**
     * The CPU time of the present thread in nanoseconds; stands still on virtual threads, whose CPU time nobody counts,
     * so that only the wall time bounds them.
     */
    public static long threadCpuNanos() {
        return Thread.currentThread().isVirtual() ? 0 : Math.max(0, THREADS.getCurrentThreadCpuTime());
    }

    /** @throws Halt when the time is up or the thread was interrupted */
    public void check() {
        if (halted.isEmpty()) {
            halted = cause();
        }
        if (halted.isPresent()) {
            throw new Halt(halted.get());
        }
    }

    /** Why the work was halted, if it was. */
    public Optional<Cause> halted() {
        return halted;
    }

    private Optional<Cause> cause() {
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(Cause.INTERRUPTED);
        }
        if (cpuNanos.getAsLong() > cpuEnd) {
            return Optional.of(Cause.CPU_TIME);
        }
        return clock.instant().isAfter(wallEnd) ? Optional.of(Cause.WALL_TIME) : Optional.empty();
    }
}
