package dev.safelight.application.event;

import dev.safelight.application.event.Bell.Listener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits at the bell until something is over, for those who would rather hold the line a moment than ask again. */
public final class Watch {

    /** Longer waits die in proxies; the caller gets what there is by then. */
    public static final Duration LONGEST = Duration.ofSeconds(25);

    /** How long a lost ring may go unnoticed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Bell bell;
    private final InstantSource clock;

    public Watch(Bell bell, InstantSource clock) {
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * @param read what it is now; empty when there is no such thing (any more)
     * @param atMost at most {@link #LONGEST} of it are waited
     * @return what was read last: over, gone, or as it is when the time is up
     */
    public <T> Optional<T> until(Predicate<T> over, UUID subject, Supplier<Optional<T>> read, Duration atMost)
            throws InterruptedException {
        Instant end = clock.instant().plus(least(atMost, LONGEST));
        try (Listener listener = bell.listen(subject)) {
            while (true) {
                Optional<T> now = read.get();
                Duration left = Duration.between(clock.instant(), end);
                if (now.isEmpty() || over.test(now.get()) || !left.isPositive()) {
                    return now;
                }
                listener.await(least(left, LOOK_AGAIN));
            }
        }
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
