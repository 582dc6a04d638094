package dev.safelight.web.caller;

import dev.safelight.application.caller.ApiKey;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.caller.TokenBuckets.Taken;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Refuses those who ask too often, and tells everybody else how much is left. */
public final class RateLimiter {

    private final Optional<TokenBuckets> owners;
    private final Optional<TokenBuckets> addresses;
    private final Optional<TokenBuckets> programs;
    private final Optional<TokenBuckets> objects;
    private final ClientAddress address;

    public RateLimiter(RateLimits limits, ClientAddress address, InstantSource clock) {
        this.owners = limits.api().map(rate -> new TokenBuckets(rate, clock));
        this.addresses = limits.api().map(rate -> new TokenBuckets(rate.times(RateLimits.OWNERS_AN_ADDRESS), clock));
        this.programs = limits.api().map(rate -> new TokenBuckets(rate.times(RateLimits.OWNERS_A_PROGRAM), clock));
        this.objects = limits.objects().map(rate -> new TokenBuckets(rate, clock));
        this.address = address;
    }

    /**
     * Counts a request to the API against its address.
     *
     * @throws Problem when there were too many
     */
    void countAddress(Context ctx) {
        addresses.ifPresent(buckets -> count(ctx, buckets.take(address.of(ctx))));
    }

    /** Counts a request to the API against the program that sends it, whichever of its users it is for. */
    void countProgram(Context ctx, ApiKey key) {
        programs.ifPresent(buckets -> count(ctx, buckets.take(key.id())));
    }

    /** Counts a request to the API against its owner; an owner is known only once the address was counted. */
    void countOwner(Context ctx, OwnerId owner) {
        owners.ifPresent(buckets -> count(ctx, buckets.take(owner.value())));
    }

    /** Counts an upload or a download. */
    public void countObject(Context ctx) {
        objects.ifPresent(buckets -> count(ctx, buckets.take(address.of(ctx))));
    }

    private static void count(Context ctx, Taken taken) {
        ctx.header("RateLimit-Limit", Integer.toString(taken.limit()));
        ctx.header("RateLimit-Remaining", Integer.toString(taken.remaining()));
        ctx.header("RateLimit-Reset", seconds(taken.untilFull()));
        if (!taken.taken()) {
            throw Problem.of(ProblemCode.RATE_LIMITED).retryAfter(taken.untilNext());
        }
    }

    private static String seconds(Duration time) {
        return Long.toString((time.toMillis() + 999) / 1000);
    }
}
