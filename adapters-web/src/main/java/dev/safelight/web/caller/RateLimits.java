package dev.safelight.web.caller;

import java.util.Optional;

/**
 * How often callers may ask. Each caller has a bucket that holds a minute's worth, refilled evenly.
 *
 * @param apiPerMinute requests of one owner to the API; empty for no limit
 * @param objectsPerMinute uploads and downloads from one address, where we serve the store's URLs; empty for no limit
 */
public record RateLimits(Optional<Integer> apiPerMinute, Optional<Integer> objectsPerMinute) {

    /** Many owners may sit behind one address, and anybody can become a new owner: an address has so many times more. */
    static final int OWNERS_AN_ADDRESS = 10;

    /** Far above what a page needs, low enough to stop a loop gone wild. */
    public static RateLimits defaults() {
        return new RateLimits(Optional.of(3_000), Optional.of(6_000));
    }

    public static RateLimits off() {
        return new RateLimits(Optional.empty(), Optional.empty());
    }
}
