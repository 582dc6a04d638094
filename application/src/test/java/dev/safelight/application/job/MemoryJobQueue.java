package dev.safelight.application.job;

import dev.safelight.application.testing.Availability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A queue in memory. Due times follow the clock it is given; waiting takes real time. */
public class MemoryJobQueue implements JobQueue {

    /** How long a waiting worker may oversleep when somebody moves the clock. */
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final InstantSource clock;
    private final Availability availability;
    private final Map<String, Entry> queued = new LinkedHashMap<>();

    /** @param visibleAt when it may be given out (again) */
    private record Entry(Job job, Instant visibleAt, Optional<UUID> receipt) {

        boolean isVisible(Instant now) {
            return !visibleAt.isAfter(now);
        }

        boolean isClaimed(Instant now) {
            return receipt.isPresent() && !isVisible(now);
        }
    }

    public MemoryJobQueue(InstantSource clock, Availability availability) {
        this.clock = clock;
        this.availability = availability;
    }

    @Override
    public synchronized void enqueue(Collection<Job> jobs) {
        availability.check();
        put(jobs);
    }

    /** Rings from within the statement that moves an image: it cannot fail by itself. */
    public synchronized void put(Collection<Job> jobs) {
        jobs.forEach(job -> queued.putIfAbsent(job.id(), new Entry(job, job.dueAt(), Optional.empty())));
        notifyAll();
    }

    /** Everything is lost, as when somebody flushes a queue. */
    public synchronized void loseEverything() {
        queued.clear();
    }

    @Override
    public synchronized List<Claimed> claim(Job.Kind kind, int max, Duration visibility) {
        availability.check();
        Instant now = clock.instant();
        List<Entry> taken = queued.values().stream()
                .filter(entry -> entry.job().kind() == kind && entry.isVisible(now))
                .sorted(Comparator.comparing(Entry::visibleAt))
                .limit(max)
                .toList();
        return taken.stream().map(entry -> hide(entry, now.plus(visibility))).toList();
    }

    private Claimed hide(Entry entry, Instant until) {
        UUID receipt = UUID.randomUUID();
        queued.put(entry.job().id(), new Entry(entry.job(), until, Optional.of(receipt)));
        return new Claimed(entry.job(), receipt);
    }

    @Override
    public synchronized boolean extend(Claimed claimed, Duration visibility) {
        availability.check();
        if (!isHeld(claimed)) {
            return false;
        }
        Instant until = clock.instant().plus(visibility);
        queued.put(claimed.job().id(), new Entry(claimed.job(), until, Optional.of(claimed.receipt())));
        return true;
    }

    @Override
    public synchronized void complete(Claimed claimed) {
        availability.check();
        if (isHeld(claimed)) {
            queued.remove(claimed.job().id());
        }
    }

    @Override
    public synchronized void release(Claimed claimed, Duration delay) {
        availability.check();
        if (isHeld(claimed)) {
            queued.put(
                    claimed.job().id(), new Entry(claimed.job(), clock.instant().plus(delay), Optional.empty()));
            notifyAll();
        }
    }

    /** A delivery that nobody else has taken over is still good, even if its time has passed. */
    protected boolean isHeld(Claimed claimed) {
        return Optional.ofNullable(queued.get(claimed.job().id()))
                .flatMap(Entry::receipt)
                .filter(claimed.receipt()::equals)
                .isPresent();
    }

    @Override
    public synchronized void await(Job.Kind kind, Duration atMost) throws InterruptedException {
        availability.check();
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (left > 0 && !isDue(kind)) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, GLANCE.toNanos()));
            left = end - System.nanoTime();
        }
    }

    private boolean isDue(Job.Kind kind) {
        Instant now = clock.instant();
        return queued.values().stream().anyMatch(entry -> entry.job().kind() == kind && entry.isVisible(now));
    }

    @Override
    public synchronized long depth(Job.Kind kind) {
        availability.check();
        Instant now = clock.instant();
        return queued.values().stream()
                .filter(entry -> entry.job().kind() == kind && !entry.isClaimed(now))
                .count();
    }
}
