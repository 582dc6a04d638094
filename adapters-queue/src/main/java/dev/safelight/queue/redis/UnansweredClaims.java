package dev.safelight.queue.redis;

import dev.safelight.application.job.Job;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Claims that may have taken jobs and were not answered. To ask again with the same token gets those jobs, which would
 * else be hidden from everybody until their visibility has passed. As many at most as there are claims at the same time:
 * who claims asks for one of these first.
 */
final class UnansweredClaims {

    /** @param token by which the server knows it, and the receipt of what it took */
    record Claim(List<Job.Kind> kinds, int max, String token) {}

    private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();

    void add(Claim claim) {
        claims.add(claim);
    }

    /** One that gives no more and nothing else than is asked for; it is taken out. */
    Optional<Claim> take(List<Job.Kind> kinds, int max) {
        Optional<Claim> found = claims.stream()
                .filter(claim -> claim.kinds().equals(kinds) && claim.max() <= max)
                .findFirst();
        return found.filter(claims::remove); // unless another was quicker
    }
}
