package dev.safelight.web.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A bucket of tokens for each caller, full at first and refilled evenly. Of the callers seen of late, at most a hundred
 * thousand are remembered; one who is forgotten has a full bucket again, as he would have after a minute of rest.
 */
final class TokenBuckets {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final InstantSource clock;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(MINUTE).build();

    /** @param perMinute the size of each bucket, and how many tokens it gets in a minute */
    TokenBuckets(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
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
            before[0] = refilled(bucket == null ? new Bucket(perMinute, now) : bucket, now);
            return before[0].tokens() < 1 ? before[0] : new Bucket(before[0].tokens() - 1, now);
        });
        boolean taken = before[0].tokens() >= 1;
        return new Taken(
                taken, perMinute, (int) after.tokens(), time(1 - after.tokens()), time(perMinute - after.tokens()));
    }

    private Bucket refilled(Bucket bucket, Instant now) {
        double gained = Math.max(0, (double) Duration.between(bucket.at(), now).toMillis() / MINUTE.toMillis());
        return new Bucket(Math.min(perMinute, bucket.tokens() + gained * perMinute), now);
    }

    private Duration time(double tokens) {
        return Duration.ofMillis((long) Math.ceil(Math.max(0, tokens) * MINUTE.toMillis() / perMinute));
    }
}
