package dev.safelight.web.caller;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a token says. What is not of the type that RFC 7519 gives it counts as never said, or else spoils the token. */
record Claims(Map<String, Object> json) {

    /** The end of the year 9999, beyond which no token means anything. */
    private static final double LAST = 253_402_300_799d;

    Optional<String> text(String name) {
        return json.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * Seconds since 1970; empty when it says nothing about it.
     *
     * @throws IllegalArgumentException when it says something else than a time
     */
    Optional<Instant> time(String name) {
        if (!json.containsKey(name)) {
            return Optional.empty();
        }
        if (json.get(name) instanceof Number seconds && Math.abs(seconds.doubleValue()) <= LAST) {
            return Optional.of(Instant.ofEpochSecond(seconds.longValue()));
        }
        throw new IllegalArgumentException(name + " is no time");
    }

    /** Whether it is for {@code wanted}, alone or among others. */
    boolean isFor(String wanted) {
        Object audience = json.get("aud");
        return audience instanceof List<?> several ? several.contains(wanted) : wanted.equals(audience);
    }
}
