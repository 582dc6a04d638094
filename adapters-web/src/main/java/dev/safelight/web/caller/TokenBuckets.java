package dev.safelight.web.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.safelight.web.caller.RateLimits.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A bucket of tokens for each caller, full at first and refilled evenly. Of the callers seen of late, at most a hundred
 * thousand are remembered; one who is forgotten has a full bucket again.
 */
final class TokenBuckets {

    private final Rate rate;
    private final InstantSource clock;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(100_000).build();

    /** @param rate the size of each bucket, and the time in which an empty one is full again */
    TokenBuckets(Rate rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
    }

    private record Bucket(double tokens, Instant at) {}

    /**
     * What is left after one was taken, or would have been.
     *
     * @param taken false when the bucket was empty
     * @param untilNext until there is one to take
     * @param untilFull until the bucket is full again
     */
    record Taken(boolean taken, int limit, int remaining, Duration untilNext, Duration untilFull) {}

    Taken take(String caller) {
        Instant now = clock.instant();
        Bucket[] before = new Bucket[1];
        Bucket after = buckets.asMap().compute(caller, (name, bucket) -> {
            before[0] = refilled(bucket == null ? new Bucket(rate.requests(), now) : bucket, now);
            return before[0].tokens() < 1 ? before[0] : new Bucket(before[0].tokens() - 1, now);
        });
        boolean taken = before[0].tokens() >= 1;
        return new Taken(
                taken,
                rate.requests(),
                (int) after.tokens(),
                time(1 - after.tokens()),
                time(rate.requests() - after.tokens()));
    }

    private Bucket refilled(Bucket bucket, Instant now) {
        double gained = Math.max(
                0,
                (double) Duration.between(bucket.at(), now).toMillis()
                        / rate.per().toMillis());
        return new Bucket(Math.min(rate.requests(), bucket.tokens() + gained * rate.requests()), now);
    }

    private Duration time(double tokens) {
        return Duration.ofMillis(
                (long) Math.ceil(Math.max(0, tokens) * rate.per().toMillis() / rate.requests()));
    }
}
