package dev.safelight.application.caller;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** An operator gives a program a key. */
public final class IssueApiKey {

    private final ApiKeys keys;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random fit for keys: {@link java.security.SecureRandom} */
    public IssueApiKey(ApiKeys keys, InstantSource clock, RandomGenerator random) {
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /** @param text for its holder; this is the only time that it can be had */
    public record Issued(ApiKey key, KeyText text) {}

    /** @param operator who gives it */
    public Issued issue(String name, Set<Scope> scopes, String operator) {
        KeyText text = KeyText.random(random);
        ApiKey key = new ApiKey(
                text.id(),
                name,
                scopes,
                clock.instant().truncatedTo(ChronoUnit.MICROS), // as the database keeps it
                operator,
                Optional.empty(),
                Optional.empty());
        keys.add(key, text.hash());
        return new Issued(key, text);
    }
}
