package dev.safelight.queue.sqs;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Depth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Counts jobs. The service knows the numbers approximately, some seconds late, and each time it is asked costs money; so
 * it is asked once in {@link #ASKED_EVERY} at most, however often somebody here asks, and what this process has queued
 * since is added. What it claims or gives back makes it ask anew. Dead letters are few and nothing waits for them: they
 * are counted once in {@link #DEAD_ASKED_EVERY}, or when they were redriven here.
 */
final class SqsDepths {

    static final Duration ASKED_EVERY = Duration.ofMillis(250);
    static final Duration DEAD_ASKED_EVERY = Duration.ofSeconds(10);

    private final SqsQueues queues;
    private final SqsCalls calls;
    private final InstantSource clock;
    private final Map<Job.Kind, Known> known = new ConcurrentHashMap<>();
    private final Map<Job.Kind, KnownDead> knownDead = new ConcurrentHashMap<>();

    private record KnownDead(long dead, Instant at) {}

    private record Known(Depth depth, Instant at) {

        private Known plus(long ready, long delayed) {
            return new Known(
                    new Depth(depth.ready() + ready, depth.delayed() + delayed, depth.claimed(), depth.dead()), at);
        }
    }

    SqsDepths(SqsQueues queues, SqsCalls calls, InstantSource clock) {
        this.queues = queues;
        this.calls = calls;
        this.clock = clock;
    }

    Depth of(Job.Kind kind) {
        Instant stale = clock.instant().minus(ASKED_EVERY);
        return Optional.ofNullable(known.get(kind))
                .filter(last -> last.at().isAfter(stale))
                .map(Known::depth)
                .orElseGet(() -> ask(kind));
    }

    private Depth ask(Job.Kind kind) {
        Instant now = clock.instant();
        Count living = count(queues.of(kind));
        Depth depth = new Depth(living.visible(), living.delayed(), living.hidden(), dead(kind));
        known.put(kind, new Known(depth, now));
        return depth;
    }

    private long dead(Job.Kind kind) {
        Instant stale = clock.instant().minus(DEAD_ASKED_EVERY);
        return Optional.ofNullable(knownDead.get(kind))
                .filter(last -> last.at().isAfter(stale))
                .map(KnownDead::dead)
                .orElseGet(() -> askForDead(kind));
    }

    private long askForDead(Job.Kind kind) {
        Instant now = clock.instant();
        long dead = count(queues.deadOf(kind)).all();
        knownDead.put(kind, new KnownDead(dead, now));
        return dead;
    }

    /** Asks for everything, whatever is known. */
    void probe(Job.Kind kind) {
        ask(kind);
        askForDead(kind);
    }

    /** These have been queued; those of them that are due are ready. */
    void queued(Job.Kind kind, Collection<Job> jobs) {
        Instant now = clock.instant();
        long later = jobs.stream().filter(job -> job.dueAt().isAfter(now)).count();
        known.computeIfPresent(kind, (same, last) -> last.plus(jobs.size() - later, later));
    }

    /** Jobs of the kind were given out, given back or done with. */
    void changed(Job.Kind kind) {
        known.remove(kind);
    }

    /** Dead letters of the kind were queued again. */
    void redriven(Job.Kind kind) {
        knownDead.remove(kind);
        changed(kind);
    }

    private record Count(long visible, long hidden, long delayed) {

        private long all() {
            return visible + hidden + delayed;
        }
    }

    private Count count(String url) {
        Map<QueueAttributeName, String> attributes = calls.call(
                "counting jobs",
                client -> client.getQueueAttributes(request -> request.queueUrl(url)
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                        .attributes());
        return new Count(
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    private static long number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        return Optional.ofNullable(attributes.get(name))
                .map(Long::parseLong)
                .orElseThrow(() -> SqsFailure.cutShort("counting jobs"));
    }
}
