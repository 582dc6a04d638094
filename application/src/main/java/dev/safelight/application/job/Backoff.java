package dev.safelight.application.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time, up to a bound, and a random part of it, so that those
 * who failed together do not come back together ("full jitter" over the upper half of the wait).
 *
 * @param first wait before the second attempt
 * @param longest no wait is longer
 * @param attempts after so many the retries are used up, at least 1
 */
public record Backoff(Duration first, Duration longest, int attempts) {

    /** About a quarter of an hour in all. */
    public static Backoff defaults() {
        return new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), 10);
    }

    public boolean isUsedUp(int made) {
        return made >= attempts;
    }

    /** @param made how many attempts were made, at least 1 */
    public Duration after(int made, RandomGenerator random) {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(made - 1, 20));
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
