package dev.safelight.imaging.decode;

import dev.safelight.imaging.codec.Checkpoint;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long one photo may be worked on. Counted in the CPU time of the thread that began, and of those that help it, since
 * a busy machine is no fault of the photo; a generous wall time besides, for when the machine stands still, and that is our
 * fault.
 *
 * <p>{@link #check()} is called wherever the decoders come back to us: for every few KiB that they read and every row
 * that they report. Once it has halted it halts again whenever it is asked, because some decoders take the first for the
 * end of the file. To be asked by the thread that made it, and by others while they {@link #help()}.
 */
public final class TimeLimit implements Checkpoint {

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
    private final long cpuLimit;
    private final Instant wallEnd;
    private final AtomicLong spent = new AtomicLong();

    /** Of every thread at work, its CPU time when it was last asked. */
    private final Map<Thread, Long> atWork = new ConcurrentHashMap<>();

    private volatile Optional<Cause> halted = Optional.empty();

    private TimeLimit(Duration cpu, LongSupplier cpuNanos, Duration wall, InstantSource clock) {
        this.cpuNanos = cpuNanos;
        this.clock = clock;
        this.cpuLimit = cpu.toNanos();
        this.wallEnd = clock.instant().plus(wall);
        atWork.put(Thread.currentThread(), cpuNanos.getAsLong());
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

    /** The time of a helper, until it is closed. */
    public interface Helping extends AutoCloseable {
        @Override
        void close();
    }

    /** From now on the present thread's CPU time counts too. Nothing changes for the thread that began. */
    public Helping help() {
        if (atWork.containsKey(Thread.currentThread())) {
            return () -> {};
        }
        atWork.put(Thread.currentThread(), cpuNanos.getAsLong());
        return () -> {
            count();
            atWork.remove(Thread.currentThread());
        };
    }

    /** What all threads have spent so far, as far as they were asked. */
    private long count() {
        long now = cpuNanos.getAsLong();
        Long before = atWork.replace(Thread.currentThread(), now);
        return before == null ? spent.get() : spent.addAndGet(now - before);
    }

    /** @throws Halt when the time is up or the thread was interrupted */
    @Override
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
        if (count() > cpuLimit) {
            return Optional.of(Cause.CPU_TIME);
        }
        return clock.instant().isAfter(wallEnd) ? Optional.of(Cause.WALL_TIME) : Optional.empty();
    }
}
