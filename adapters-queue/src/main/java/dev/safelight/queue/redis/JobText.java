package dev.safelight.queue.redis;

import dev.safelight.application.job.Job;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.UUID;

/** What a job says, apart from its id and kind: {@code image seconds nanoseconds owner}. An owner may be anything, so it is last. */
final class JobText {

    private JobText() {}

    static String of(Job job) {
        Instant due = job.dueAt();
        return job.subject() + " " + due.getEpochSecond() + " " + due.getNano() + " "
                + job.owner().value();
    }

    static Job read(String id, Job.Kind kind, String text) {
        int image = text.indexOf(' ');
        int seconds = text.indexOf(' ', image + 1);
        int nanos = text.indexOf(' ', seconds + 1);
        return new Job(
                id,
                kind,
                UUID.fromString(text.substring(0, image)),
                new OwnerId(text.substring(nanos + 1)),
                Instant.ofEpochSecond(
                        Long.parseLong(text, image + 1, seconds, 10), Integer.parseInt(text, seconds + 1, nanos, 10)));
    }
}
