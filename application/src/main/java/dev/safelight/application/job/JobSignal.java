package dev.safelight.application.job;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those in this process who wait for jobs of some kinds. It counts, so that who noted the count before looking
 * misses nothing: {@code given}, look, {@code awaitAfter}.
 */
public final class JobSignal {

    private static final List<Job.Kind> EVERY_KIND = List.of(Job.Kind.values());

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Map<Job.Kind, Long> counts = new EnumMap<>(Job.Kind.class);

    /** There may be jobs of the kind of this name. A process of another version may ring for kinds that we do not know. */
    public void hear(String kind) {
        give(EVERY_KIND.stream().filter(known -> known.name().equals(kind)).toList());
    }

    /** There may be jobs of any kind: what was rung for may have been missed. */
    public void giveAll() {
        give(EVERY_KIND);
    }

    /** There may be jobs of these kinds. */
    public void give(Collection<Job.Kind> kinds) {
        lock.lock();
        try {
            kinds.forEach(kind -> counts.merge(kind, 1L, Long::sum));
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often it was given for any of {@code kinds}. */
    public long given(Collection<Job.Kind> kinds) {
        lock.lock();
        try {
            return count(kinds);
        } finally {
            lock.unlock();
        }
    }

    private long count(Collection<Job.Kind> kinds) {
        return kinds.stream().mapToLong(kind -> counts.getOrDefault(kind, 0L)).sum();
    }

    /**
     * Waits until it has been given for {@code kinds} more than {@code heard} times; not at all when {@code atMost} is
     * not positive.
     */
    public void awaitAfter(Collection<Job.Kind> kinds, long heard, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (count(kinds) == heard && left > 0) {
                left = given.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
