package dev.safelight.application.image;

import dev.safelight.application.job.Backoff;
import dev.safelight.application.job.FailedAttempts;
import dev.safelight.domain.image.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** What our own failures lead to: another try later, or, when the tries are used up, an incident. */
public final class RetryTerms {

    /** What is said of work whose attempts were all begun and never ended. */
    public static final String WORKER_DIED = "its worker died each time";

    private final Backoff backoff;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final FailedAttempts reports;

    /** Of which nobody else is told. */
    public RetryTerms(Backoff backoff, InstantSource clock, RandomGenerator random) {
        this(backoff, clock, random, FailedAttempts.UNHEARD);
    }

    /** @param reports is told of each failure */
    public RetryTerms(Backoff backoff, InstantSource clock, RandomGenerator random, FailedAttempts reports) {
        this.backoff = backoff;
        this.clock = clock;
        this.random = random;
        this.reports = reports;
    }

    /** To be said of each attempt that failed for a reason of ours, before what comes of it is written. */
    public void failed(int attempt, Exception failure) {
        reports.failed(attempt, failure);
    }

    /** Whether no further attempt is to be made after so many. */
    public boolean usedUp(int attempts) {
        return backoff.isUsedUp(attempts);
    }

    /** When to try again after so many attempts, at least 1. */
    public Instant nextTry(int attempts) {
        return now().plus(backoff.after(attempts, random));
    }

    /** Between the looks for an upload that is said to be there: 5 to 15 s. */
    Instant nextLook() {
        return now().plus(Duration.ofMillis(5_000 + random.nextLong(10_000)));
    }

    /** A fresh one. */
    public Incident incident(String summary) {
        return new Incident("inc_" + HexFormat.of().toHexDigits(random.nextLong()), summary);
    }

    public Instant now() {
        return clock.instant();
    }
}
