package dev.safelight.application.image;

import dev.safelight.application.image.Backlog.Load;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Lets in no more work than may pile up, and tells those who are sent home when to come again: when as many photos as
 * must be finished before there is room will be, at the rate at which they were finished during the last minute.
 *
 * <p>The load is measured once a second by each process, however many ask; in between, what this process lets in is
 * counted. So one process exceeds the limit only by what it was writing while it measured, and of several each by what the
 * others let in within one second. Safe for any number of threads.
 */
public final class Admission {

    /** Nobody is told to wait longer; by then everything may be different. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** When there is no rate to go by: by then there is one, or somebody has noticed. */
    private static final double UNKNOWN = Backlog.WINDOW.toSeconds();

    /** Those who are sent home at the same moment come back spread over a quarter more than they must wait. */
    private static final double SPREAD = 0.25;

    /** And over at least so many seconds. */
    private static final double LEAST_SPREAD = 2;

    private final Backlog backlog;
    private final BacklogLimits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ReentrantLock measuring = new ReentrantLock();
    private volatile Optional<Measured> last = Optional.empty();

    public Admission(Backlog backlog, BacklogLimits limits, InstantSource clock, RandomGenerator random) {
        this.backlog = backlog;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    /** @param letIn by this process, since then */
    private record Measured(Load load, Instant at, AtomicInteger letIn) {

        int inWork() {
            return load.inWork() + letIn.get();
        }
    }

    /** For how many images more there is room among the work of all owners. */
    int room() {
        return Math.max(0, limits.inAll() - measured().inWork());
    }

    /** How many images of one owner may be on their way. */
    int mostOfOne() {
        return limits.perOwner();
    }

    /** Lets one image in to be worked on, if there is room; otherwise says when to come again. */
    Optional<Duration> enter() {
        Measured now = measured();
        if (now.letIn().incrementAndGet() + now.load().inWork() <= limits.inAll()) {
            return Optional.empty();
        }
        now.letIn().decrementAndGet();
        return Optional.of(untilRoom());
    }

    /**
     * When to come again where there is no room in all: once there is some for a tenth of the limit as well, because he
     * who is called back for a single place finds it taken.
     */
    Duration untilRoom() {
        Measured now = measured();
        int excess = now.inWork() + 1 - limits.inAll();
        return after(Math.max(1, excess) + limits.inAll() / 10, now.load());
    }

    /**
     * When to come again for an owner who has too many images on their way. It is assumed that the queue gives each owner
     * with work his turn, so that for each photo of his one of every other owner is finished too, but no more than there
     * is; and that all photos take the same. Of those whose upload is awaited nobody knows when they are finished.
     *
     * @param excess how many of his must be finished first, at least 1
     * @param inWork how many of his are in work
     */
    Duration untilRoomOfOne(int excess, int inWork) {
        Load load = measured().load();
        if (excess > inWork) {
            return spread(UNKNOWN);
        }
        long inTurn = Math.min((long) excess * Math.max(1, load.owners()), Math.max(excess, load.inWork()));
        return after(inTurn, load);
    }

    private Duration after(long finished, Load load) {
        double rate = load.perSecond();
        return spread(rate == 0 ? UNKNOWN : finished / rate);
    }

    /** Whole seconds, from 1 to {@link #LONGEST}. */
    private Duration spread(double seconds) {
        double least = Math.clamp(seconds, 1, LONGEST.toSeconds() / (1 + SPREAD));
        double more = random.nextDouble() * Math.max(LEAST_SPREAD, least * SPREAD);
        return Duration.ofSeconds((long) Math.ceil(least + more));
    }

    private Measured measured() {
        Optional<Measured> known = last;
        if (known.isPresent() && (isFresh(known.get()) || measuring.isLocked())) {
            return known.get(); // nobody waits for somebody else's measurement but at the very first
        }
        measuring.lock();
        try {
            return last.filter(this::isFresh).orElseGet(this::measure);
        } finally {
            measuring.unlock();
        }
    }

    private boolean isFresh(Measured measured) {
        return clock.instant().isBefore(measured.at().plus(FRESH));
    }

    private Measured measure() {
        Instant now = clock.instant();
        Measured fresh = new Measured(backlog.load(limits.inAll() + 1, now), now, new AtomicInteger());
        last = Optional.of(fresh);
        return fresh;
    }
}
