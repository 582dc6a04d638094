package dev.safelight.web.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import dev.safelight.application.Outage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that an issuer publishes, fetched when they are needed and remembered. They may change at any time: a token of a key
 * that we have not heard of makes us look again. While they cannot be fetched, those that we know are good for a day; who
 * cannot be judged by them is told that we are at fault, and is not taken for a forger.
 */
final class PublishedKeys implements TokenKeys {

    /** After so long they are fetched again: a key that was withdrawn is good for no longer. */
    static final Duration FRESH = Duration.ofMinutes(15);

    /** After so long without an answer from the issuer they are good no more. */
    static final Duration USABLE = Duration.ofHours(24);

    /** Names of keys are free: whoever invents one makes us ask the issuer, but only so often. */
    static final Duration BETWEEN_SURPRISES = Duration.ofMinutes(1);

    /** An issuer that is down is not asked by every request. */
    static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);

    private final KeySetFetch source;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Known known;
    private volatile Optional<Exception> failure = Optional.empty();
    private Instant lastTried = Instant.MIN;
    private Instant lastSurprise = Instant.MIN;

    PublishedKeys(URI url, InstantSource clock) {
        this.source = new KeySetFetch(url);
        this.clock = clock;
    }

    private record Known(List<UsableKey> keys, Instant at) {

        boolean isYounger(Duration age, Instant now) {
            return now.isBefore(at.plus(age));
        }

        List<UsableKey> that(JWSHeader header) {
            return keys.stream().filter(key -> key.suits(header)).toList();
        }
    }

    @Override
    public boolean signed(SignedJWT token) throws JOSEException {
        if (!UsableKey.ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
            return false;
        }
        List<UsableKey> candidates = current().that(token.getHeader());
        if (candidates.isEmpty()) {
            candidates = afterSurprise().that(token.getHeader());
        }
        for (UsableKey candidate : candidates) {
            if (token.verify(candidate.verifier())) {
                return true;
            }
        }
        return false;
    }

    private Known current() {
        Instant now = clock.instant();
        Known found = known;
        if (found != null && found.isYounger(FRESH, now)) {
            return found;
        }
        if (found != null && found.isYounger(USABLE, now)) {
            if (fetching.tryLock()) { // one asks, and the others go on with what we have
                fetchAndUnlock(now);
            }
        } else {
            fetching.lock();
            fetchAndUnlock(now);
        }
        return usable(now);
    }

    private void fetchAndUnlock(Instant now) {
        try {
            if (!now.isBefore(lastTried.plus(AFTER_FAILURE))) {
                fetch(now);
            }
        } finally {
            fetching.unlock();
        }
    }

    /** Nobody we know signed it: perhaps the issuer has a new key. */
    private Known afterSurprise() {
        Instant now = clock.instant();
        fetching.lock();
        try {
            if (!now.isBefore(lastSurprise.plus(BETWEEN_SURPRISES))) {
                lastSurprise = now;
                fetch(now);
            }
        } finally {
            fetching.unlock();
        }
        if (failure.isPresent()) {
            throw unknown();
        }
        return usable(now);
    }

    private void fetch(Instant now) {
        lastTried = now;
        try {
            List<UsableKey> keys = source.fetch().stream()
                    .flatMap(key -> UsableKey.of(key).stream())
                    .toList();
            known = new Known(keys, now);
            failure = Optional.empty();
        } catch (IOException notThere) {
            failure = Optional.of(notThere);
            LOG.warn("cannot fetch the issuer's keys: {}", notThere.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            failure = Optional.of(stopping);
        }
    }

    private Known usable(Instant now) {
        Known found = known;
        if (found == null || !found.isYounger(USABLE, now)) {
            throw unknown();
        }
        return found;
    }

    private Outage unknown() {
        return Outage.passing(
                "the keys of the tokens' issuer cannot be fetched",
                failure.orElseGet(() -> new IOException("they have not been asked for")));
    }
}
