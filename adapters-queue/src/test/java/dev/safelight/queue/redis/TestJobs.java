package dev.safelight.queue.redis;

import dev.safelight.application.job.Job;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Jobs that differ, due at once. */
record TestJobs(InstantSource clock, AtomicInteger made) {

    static final Duration VISIBILITY = Duration.ofSeconds(20);
    static final List<Job.Kind> KINDS = List.of(Job.Kind.JUDGE);

    TestJobs(InstantSource clock) {
        this(clock, new AtomicInteger());
    }

    Job next() {
        int number = made.incrementAndGet();
        return new Job("judge:" + number, Job.Kind.JUDGE, new UUID(0, number), new OwnerId("anna"), clock.instant());
    }

    List<Job> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }
}
