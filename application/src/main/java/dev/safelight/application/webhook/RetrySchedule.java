package dev.safelight.application.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again: the schedule that Standard Webhooks gives as an example, about three days
 * and four hours in all. Nobody is called earlier than it says; up to a tenth later, so that those who failed together do
 * not come back together.
 *
 * @param waits before the second attempt, the third, and so on; after the last of them there are no more
 */
public record RetrySchedule(List<Duration> waits) {

    /** What a receiver asks for with {@code Retry-After} is granted up to this. */
    static final Duration LONGEST_ASKED = Duration.ofHours(24);

    public RetrySchedule {
        waits = List.copyOf(waits);
    }

    public static RetrySchedule standard() {
        return new RetrySchedule(List.of(
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofHours(2),
                Duration.ofHours(5),
                Duration.ofHours(10),
                Duration.ofHours(14),
                Duration.ofHours(20),
                Duration.ofHours(24)));
    }

    /** How often a delivery is tried at most. */
    public int attempts() {
        return waits.size() + 1;
    }

    /**
     * How long to wait after a failed attempt; empty when it was the last.
     *
     * @param made how many attempts were made, at least 1
     * @param asked what the receiver asked for; honoured when it is later than the schedule
     */
    public Optional<Duration> after(int made, Optional<Duration> asked, RandomGenerator random) {
        if (made > waits.size()) {
            return Optional.empty();
        }
        Duration planned = waits.get(made - 1);
        Duration spread = planned.plusMillis(random.nextLong(planned.toMillis() / 10 + 1));
        Duration granted = asked.map(RetrySchedule::bounded).orElse(Duration.ZERO);
        return Optional.of(spread.compareTo(granted) < 0 ? granted : spread);
    }

    private static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    }
}
