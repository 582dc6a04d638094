package dev.safelight.bootstrap;

import dev.safelight.application.HealthCheck;
import dev.safelight.application.job.JobQueue;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.persistence.job.PostgresJobQueue;
import java.time.InstantSource;

/** The queue that was chosen. In each case jobs are recorded in the database; the others are told of them by a relay. */
record Queue(JobQueue jobs, HealthCheck health) {

    static Queue open(
            Config.Queue choice, PostgresJobQueue outbox, HealthCheck outboxHealth, InstantSource clock, Closer open) {
        return switch (choice) {
            case Config.Queue.Postgres postgres -> new Queue(outbox, outboxHealth);
            case Config.Queue.Redis redis -> throw new IllegalStateException("not there");
            case Config.Queue.Sqs sqs -> throw new IllegalStateException("not there");
        };
    }
}
