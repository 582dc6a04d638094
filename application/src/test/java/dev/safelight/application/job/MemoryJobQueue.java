package dev.safelight.application.job;

import dev.safelight.application.operation.Story;
import dev.safelight.application.testing.Availability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A queue in memory. Due times follow the clock it is given; waiting takes real time. */
public class MemoryJobQueue implements Outbox, DeadLetters, QueueSwitch, QueueAges {

    /** How long a waiting worker may oversleep when somebody moves the clock. */
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final InstantSource clock;
    private final Availability availability;
    private final Map<String, Entry> queued = new LinkedHashMap<>();
    private final Map<String, Dead> dead = new LinkedHashMap<>();
    private final Set<Job.Kind> paused = EnumSet.noneOf(Job.Kind.class);

    /**
     * @param turn when it is its owner's turn with it
     * @param visibleAt when it may be given out (again)
     * @param deliveries how often it was given out
     */
    private record Entry(Job job, Instant turn, Instant visibleAt, Optional<String> receipt, int deliveries) {

        boolean isVisible(Instant now) {
            return !visibleAt.isAfter(now);
        }

        boolean isClaimed(Instant now) {
            return receipt.isPresent() && !isVisible(now);
        }

        Entry hidden(Instant until) {
            return new Entry(job, turn, until, receipt, deliveries);
        }

        Entry given(Instant until) {
            return new Entry(job, turn, until, Optional.of(UUID.randomUUID().toString()), deliveries + 1);
        }

        Entry passed(Instant until) {
            return new Entry(job, turn, until, Optional.of("passed on"), deliveries);
        }

        Entry back(Instant at) {
            return new Entry(job, turn, at, Optional.empty(), deliveries);
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
        jobs.forEach(job -> queued.putIfAbsent(job.id(), new Entry(job, turn(job), job.dueAt(), Optional.empty(), 0)));
        notifyAll();
    }

    private Instant turn(Job job) {
        long waiting = queued.values().stream()
                .filter(entry -> entry.job().kind() == job.kind())
                .filter(entry -> entry.job().owner().equals(job.owner()))
                .count();
        return job.dueAt().plus(SHARE.multipliedBy(waiting));
    }

    /** Everything is lost, as when somebody flushes a queue. */
    public synchronized void loseEverything() {
        queued.clear();
        dead.clear();
        paused.clear();
    }

    @Override
    public synchronized List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
        availability.check();
        Instant now = clock.instant();
        bury(now);
        List<Entry> taken = queued.values().stream()
                .filter(entry -> isWanted(entry, kinds, now))
                .sorted(Comparator.comparingInt(
                                (Entry entry) -> kinds.indexOf(entry.job().kind()))
                        .thenComparing(Entry::turn))
                .limit(max)
                .toList();
        return taken.stream()
                .map(entry -> give(entry.given(now.plus(visibility))))
                .toList();
    }

    private void bury(Instant now) {
        List<Entry> killers = queued.values().stream()
                .filter(entry -> entry.isVisible(now) && entry.deliveries() >= MAX_DELIVERIES)
                .toList();
        killers.forEach(entry -> {
            queued.remove(entry.job().id());
            dead.put(entry.job().id(), new Dead(entry.job(), now));
        });
    }

    private boolean isWanted(Entry entry, List<Job.Kind> kinds, Instant now) {
        Job.Kind kind = entry.job().kind();
        return kinds.contains(kind) && !paused.contains(kind) && entry.isVisible(now);
    }

    private Claimed give(Entry entry) {
        queued.put(entry.job().id(), entry);
        return new Claimed(entry.job(), entry.receipt().orElseThrow(), entry.deliveries());
    }

    @Override
    public synchronized boolean extend(Claimed claimed, Duration visibility) {
        availability.check();
        if (!isHeld(claimed)) {
            return false;
        }
        queued.computeIfPresent(
                claimed.job().id(), (id, entry) -> entry.hidden(clock.instant().plus(visibility)));
        return true;
    }

    @Override
    public synchronized void complete(Collection<Claimed> done) {
        availability.check();
        done.stream()
                .filter(this::isHeld)
                .forEach(held -> queued.remove(held.job().id()));
    }

    @Override
    public synchronized void release(Claimed claimed, Duration delay) {
        availability.check();
        if (isHeld(claimed)) {
            queued.computeIfPresent(
                    claimed.job().id(),
                    (id, entry) -> entry.back(clock.instant().plus(delay)));
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
    public synchronized void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException {
        availability.check();
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (left > 0 && !isDue(kinds)) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, GLANCE.toNanos()));
            left = end - System.nanoTime();
        }
    }

    private boolean isDue(List<Job.Kind> kinds) {
        Instant now = clock.instant();
        return queued.values().stream().anyMatch(entry -> isWanted(entry, kinds, now));
    }

    @Override
    public synchronized Depth depth(Job.Kind kind) {
        availability.check();
        Instant now = clock.instant();
        List<Entry> all = queued.values().stream()
                .filter(entry -> entry.job().kind() == kind)
                .toList();
        long ready = all.stream().filter(entry -> entry.isVisible(now)).count();
        long claimed = all.stream().filter(entry -> entry.isClaimed(now)).count();
        return new Depth(
                ready, all.size() - ready - claimed, claimed, deadOf(kind).size());
    }

    @Override
    public synchronized Map<Job.Kind, Instant> dueLongest() {
        availability.check();
        Instant now = clock.instant();
        return queued.values().stream()
                .map(Entry::job)
                .filter(job -> !job.dueAt().isAfter(now))
                .collect(Collectors.toMap(Job::kind, Job::dueAt, (one, other) -> one.isBefore(other) ? one : other));
    }

    private List<Dead> deadOf(Job.Kind kind) {
        return dead.values().stream().filter(one -> one.job().kind() == kind).toList();
    }

    @Override
    public synchronized List<Dead> dead(Job.Kind kind, int limit) {
        availability.check();
        return deadOf(kind).stream().limit(limit).toList();
    }

    @Override
    public synchronized long redrive(Job.Kind kind) {
        availability.check();
        List<Dead> redriven = deadOf(kind);
        redriven.forEach(one -> dead.remove(one.job().id()));
        put(redriven.stream().map(Dead::job).toList());
        return redriven.size();
    }

    @Override
    public synchronized void pause(Job.Kind kind) {
        availability.check();
        paused.add(kind);
    }

    @Override
    public synchronized void resume(Job.Kind kind) {
        availability.check();
        paused.remove(kind);
        notifyAll();
    }

    @Override
    public synchronized Set<Job.Kind> paused() {
        availability.check();
        return Set.copyOf(paused);
    }

    @Override
    public synchronized List<Job> pass(Job.Kind kind, int max, Duration again) {
        availability.check();
        Instant now = clock.instant();
        List<Entry> passed = queued.values().stream()
                .filter(entry -> isWanted(entry, List.of(kind), now))
                .sorted(Comparator.comparing(Entry::turn))
                .limit(max)
                .toList();
        passed.forEach(entry -> queued.put(entry.job().id(), entry.passed(now.plus(again))));
        return passed.stream().map(Entry::job).toList();
    }

    @Override
    public synchronized void forget(Collection<Job> jobs) {
        availability.check();
        jobs.forEach(job -> queued.remove(job.id()));
    }

    @Override
    public synchronized void putOff(Job job, Duration delay) {
        availability.check();
        Instant at = clock.instant().plus(delay);
        queued.merge(job.id(), new Entry(job, turn(job), at, Optional.empty(), 0), (known, given) -> known.back(at));
        notifyAll();
    }

    /** What is queued or was given up for one image or download. */
    public synchronized List<Story.Queued> seen(UUID subject) {
        return Stream.concat(
                        queued.values().stream()
                                .filter(entry -> entry.job().subject().equals(subject))
                                .map(entry -> seen(entry.job(), entry.visibleAt(), entry.deliveries(), false)),
                        dead.values().stream()
                                .filter(gone -> gone.job().subject().equals(subject))
                                .map(gone -> seen(gone.job(), gone.diedAt(), 0, true)))
                .sorted(Comparator.comparing(Story.Queued::dueAt)
                        .thenComparing(Story.Queued::id)
                        .reversed())
                .toList();
    }

    private static Story.Queued seen(Job job, Instant visibleAt, int deliveries, boolean isDead) {
        return new Story.Queued(job.id(), job.kind(), job.dueAt(), visibleAt, deliveries, isDead);
    }
}
