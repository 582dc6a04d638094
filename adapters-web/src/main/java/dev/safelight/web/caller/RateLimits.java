package dev.safelight.web.caller;

import java.time.Duration;
import java.util.Optional;

/**
 * How often callers may ask.
 *
 * @param api requests of one owner; an address, behind which there may be many owners, has ten times as many, and so
 *     has a program with an API key. Empty for no limit
 * @param objects uploads and downloads from one address, where we serve the store's URLs; empty for no limit
 */
public record RateLimits(Optional<Rate> api, Optional<Rate> objects) {

    /** Anybody can become a new owner, but not a new address. */
    static final int OWNERS_AN_ADDRESS = 10;

    /** A program can name as many users as it likes, but has one key. */
    static final int OWNERS_A_PROGRAM = 10;

    /**
     * So many may come at once, and come again when as much time has passed.
     *
     * @param requests at least 1
     * @param per at least 1 ms
     */
    public record Rate(int requests, Duration per) {
        public Rate {
            if (requests < 1 || per.toMillis() < 1) {
                throw new IllegalArgumentException("a rate is at least one request in at least a millisecond");
            }
        }

        Rate times(int factor) {
            return new Rate(Math.multiplyExact(requests, factor), per);
        }
    }

    /** Far above what pages and their polling need, low enough to stop a loop gone wild. */
    public static RateLimits defaults() {
        return of(new Rate(6_000, Duration.ofMinutes(1)));
    }

    /** The same for the API and, by address, for objects. */
    public static RateLimits of(Rate rate) {
        return new RateLimits(Optional.of(rate), Optional.of(rate.times(OWNERS_AN_ADDRESS)));
    }

    public static RateLimits off() {
        return new RateLimits(Optional.empty(), Optional.empty());
    }
}
