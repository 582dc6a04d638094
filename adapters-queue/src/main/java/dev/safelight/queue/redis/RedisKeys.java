package dev.safelight.queue.redis;

import dev.safelight.application.job.Job;
import java.util.Locale;

/**
 * What our keys are called. All have one hash tag, so that a cluster keeps them on one node and a script may use several
 * of them; every script is given all the keys that it touches.
 *
 * <ul>
 *   <li>{@code waiting} of a kind: ids of jobs by when they are due (ms)
 *   <li>{@code held}: ids of jobs that were given out, by when they are no longer hidden (ms)
 *   <li>{@code jobs}: of each id, how often it was given out, the receipt or {@code -}, and what the job says. A job is
 *       queued when it is here and in one of the two above
 *   <li>{@code dead}: of each id when it died (ms), and what the job says; expires a while after the last death
 *   <li>{@code paused}: the kinds that are
 *   <li>{@code taken:TOKEN}: what a claim took, for as long as it may be repeated
 * </ul>
 *
 * Dead letters and what was paused apart, no key outlives what is queued by more than a visibility.
 */
record RedisKeys(String prefix) {

    private String key(String name) {
        return "{" + prefix + "}:" + name;
    }

    private String key(Job.Kind kind, String name) {
        return key(kind.name().toLowerCase(Locale.ROOT) + ":" + name);
    }

    String waiting(Job.Kind kind) {
        return key(kind, "waiting");
    }

    String held(Job.Kind kind) {
        return key(kind, "held");
    }

    String jobs(Job.Kind kind) {
        return key(kind, "jobs");
    }

    String dead(Job.Kind kind) {
        return key(kind, "dead");
    }

    String paused() {
        return key("paused");
    }

    String taken(String token) {
        return key("taken:" + token);
    }

    String probe() {
        return key("probe");
    }

    /** What the doctor tries things with; gone when it is done. */
    String doctor(String name) {
        return key("doctor:" + name);
    }

    /** The channel on which is told of which kind there may be something to claim. */
    String bell() {
        return key("bell");
    }
}
