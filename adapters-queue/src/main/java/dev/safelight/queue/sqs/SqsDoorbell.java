package dev.safelight.queue.sqs;

import dev.safelight.application.Outage;
import dev.safelight.application.job.JobQueue.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Waits at the service for jobs of one kind, on behalf of everybody in this process who waits for one: there is at most
 * one request, and it goes on when those who wait give up, so that an idle process makes one request in each
 * {@link SqsSettings.Timeouts#longPoll}.
 *
 * <p>SQS answers such a request by giving a message out. So that nothing is held hostage it is asked for one only, hidden
 * for no longer than {@link #KEPT}; it lies here until somebody claims it, who then makes its visibility what he needs.
 * If nobody does, it is visible again by itself, which costs it one delivery.
 */
final class SqsDoorbell implements AutoCloseable {

    /** How long a message that nobody here claims is kept from others. */
    static final Duration KEPT = Duration.ofSeconds(5);

    /** Less, by a slow answer: nobody claims here what another may have already. */
    private static final Duration FRESH = Duration.ofSeconds(4);

    /** @param at when it came */
    private record Kept(Claimed claimed, Instant at) {}

    private final Supplier<Optional<Claimed>> request;
    private final Runnable ring;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Thread> listener = Optional.empty();
    private Optional<Kept> kept = Optional.empty();
    private Optional<Outage> failure = Optional.empty();
    private boolean closed;

    /**
     * @param request waits at the service; empty when nothing came
     * @param ring called whenever the request has been answered, or has failed
     */
    SqsDoorbell(Supplier<Optional<Claimed>> request, Runnable ring, InstantSource clock) {
        this.request = request;
        this.ring = ring;
        this.clock = clock;
    }

    /** Sees to it that somebody listens, unless there is something already; says whether there is nothing yet. */
    boolean listen() {
        lock.lock();
        try {
            boolean nothing = freshlyKept().isEmpty();
            if (nothing && listener.isEmpty() && !closed) {
                listener =
                        Optional.of(Thread.ofVirtual().name("waiting for SQS").start(this::listenOnce));
            }
            return nothing;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the service has been asked and will tell of the first message to come. */
    boolean isListening() {
        lock.lock();
        try {
            return listener.isPresent() && !closed;
        } finally {
            lock.unlock();
        }
    }

    private void listenOnce() {
        try {
            Optional<Claimed> came = request.get();
            answered(came.map(claimed -> new Kept(claimed, clock.instant())), Optional.empty());
        } catch (Outage outage) {
            answered(Optional.empty(), Optional.of(outage));
        } catch (RuntimeException bug) {
            answered(Optional.empty(), Optional.of(Outage.passing("waiting for SQS: " + bug.getMessage(), bug)));
        }
    }

    private void answered(Optional<Kept> came, Optional<Outage> failed) {
        lock.lock();
        try {
            listener = Optional.empty();
            kept = came;
            failure = failed;
        } finally {
            lock.unlock();
        }
        ring.run();
    }

    /** What came, if it is still ours; the caller has it then. */
    Optional<Claimed> take() {
        lock.lock();
        try {
            Optional<Claimed> taken = freshlyKept();
            kept = Optional.empty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Claimed> freshlyKept() {
        Instant stale = clock.instant().minus(FRESH);
        return kept.filter(one -> one.at().isAfter(stale)).map(Kept::claimed);
    }

    /** Why nobody listens any more, told once. */
    Optional<Outage> takeFailure() {
        lock.lock();
        try {
            Optional<Outage> told = failure;
            failure = Optional.empty();
            return told;
        } finally {
            lock.unlock();
        }
    }

    /** Listens no more. What is kept can still be taken. May be called twice. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            listener.ifPresent(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }
}
