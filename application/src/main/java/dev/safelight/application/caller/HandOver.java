package dev.safelight.application.caller;

import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Lets somebody without an account go on on another device: the one device shows a token, the other takes it. A token is
 * 128 random bits, short enough for a picture that a phone reads at arm's length, and nobody guesses one within its
 * {@link #VALID_FOR ten minutes}; so it needs no signature, and a hash is all that is kept of it.
 */
public final class HandOver {

    /** Long enough to fetch the phone. */
    public static final Duration VALID_FOR = Duration.ofMinutes(10);

    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final Handovers handovers;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random fit for keys: {@link java.security.SecureRandom} */
    public HandOver(Handovers handovers, InstantSource clock, RandomGenerator random) {
        this.handovers = handovers;
        this.clock = clock;
        this.random = random;
    }

    /** @param token 22 characters of Base64url; who has it can become the owner, once */
    public record Offer(String token, Instant expiresAt) {

        /** Without the token, wherever it is printed. */
        @Override
        public String toString() {
            return "Offer until " + expiresAt;
        }
    }

    public Offer offer(OwnerId owner) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant expiresAt = clock.instant().plus(VALID_FOR).truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        handovers.add(hash(token), owner, expiresAt);
        return new Offer(token, expiresAt);
    }

    /** Whom the token makes of its holder; empty when it is none of ours, was taken or is too old. */
    public Optional<OwnerId> look(String token) {
        return parse(token).flatMap(hash -> handovers.find(hash, clock.instant()));
    }

    /** The same, for the one who goes on; afterwards the token is good for nothing. */
    public Optional<OwnerId> take(String token) {
        return parse(token).flatMap(hash -> handovers.take(hash, clock.instant()));
    }

    /** Removes tokens that are too old. For every few minutes. */
    public void sweep() {
        handovers.removeExpired(clock.instant());
    }

    private static Optional<Sha256> parse(String token) {
        return FORM.matcher(token).matches() ? Optional.of(hash(token)) : Optional.empty();
    }

    private static Sha256 hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.US_ASCII));
    }
}
