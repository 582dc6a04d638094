package dev.safelight.web.http;

import dev.safelight.application.event.Watch;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Requests that wait for something to end. They are sent home with what there is when the server closes. */
public final class Waiting {

    /** Who comes when so many wait already is answered at once, and asks again like those who never waited. */
    private static final int MOST = 2_000;

    private final InstantSource clock;
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    public Waiting(InstantSource clock) {
        this.clock = clock;
    }

    /** Waits for something. */
    @FunctionalInterface
    public interface Waiter<T> {
        T await(Duration atMost) throws InterruptedException;
    }

    /** The wait that a client asks for; empty when it would rather not. */
    public Optional<Wait> wanted(Context ctx) {
        return Preference.wait(ctx, Watch.LONGEST).map(this::of);
    }

    /** Whether a client would rather wait: then to ask again may mean to wait on. */
    public static boolean isWanted(Context ctx) {
        return Preference.wait(ctx, Watch.LONGEST).isPresent();
    }

    /** A wait that begins now. */
    public Wait of(Duration length) {
        return new Wait(length, clock.instant().plus(length));
    }

    /** Ends all waits and lets nobody begin another. */
    public void close() {
        closing = true;
        waiting.forEach(Thread::interrupt);
    }

    /** One request's time, shared by all that it is about. */
    public final class Wait {
        private final Duration length;
        private final Instant end;

        private Wait(Duration length, Instant end) {
            this.length = length;
            this.end = end;
        }

        /** As the header {@code Preference-Applied} has it. */
        public String applied() {
            return "wait=" + length.toSeconds();
        }

        /**
         * What {@code waiter} has waited for, or has when the time is up.
         *
         * @param now answered when so many wait already that this one does not
         * @param later answered when the server closes meanwhile
         */
        public <T> T hold(T now, Waiter<T> waiter, Supplier<T> later) {
            if (waiting.size() >= MOST) {
                return now;
            }
            waiting.add(Thread.currentThread());
            try {
                return closing ? now : waiter.await(left());
            } catch (InterruptedException closed) {
                return later.get();
            } finally {
                waiting.remove(Thread.currentThread());
                Thread.interrupted(); // it was meant for the wait, and must not hit what writes the answer
            }
        }

        private Duration left() {
            Duration left = Duration.between(clock.instant(), end);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
