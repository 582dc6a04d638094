package dev.safelight.bootstrap;

import dev.safelight.application.HealthCheck;
import dev.safelight.application.job.DeadLetters;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.QueueSwitch;
import dev.safelight.application.job.Relay;
import dev.safelight.application.job.RelayedJobQueue;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.persistence.job.PostgresJobQueue;
import dev.safelight.queue.redis.RedisHealth;
import dev.safelight.queue.redis.RedisJobQueue;
import dev.safelight.queue.redis.RedisSettings;
import dev.safelight.queue.sqs.SqsHealth;
import dev.safelight.queue.sqs.SqsJobQueue;
import dev.safelight.queue.sqs.SqsSettings;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * The queue that was chosen, as those see it who use it. In each case jobs are recorded in the database, where a kind is
 * paused too; another queue is told of them by a relay.
 */
record Queue(JobQueue jobs, QueueSwitch pauses, DeadLetters deadLetters, HealthCheck health) {

    static Queue open(
            Config.Queue choice,
            PostgresJobQueue outbox,
            HealthCheck outboxHealth,
            Traced traced,
            InstantSource clock,
            RandomGenerator random,
            Closer open) {
        return switch (choice) {
            case Config.Queue.Postgres postgres -> new Queue(traced.queue(outbox), outbox, outbox, outboxHealth);
            case Config.Queue.Redis redis -> {
                var queue = open.add(new RedisJobQueue(settings(redis), clock, random));
                yield new Queue(traced.queue(relayed(outbox, queue, open)), outbox, queue, new RedisHealth(queue));
            }
            case Config.Queue.Sqs sqs -> {
                var queue = open.add(new SqsJobQueue(settings(sqs), clock));
                yield new Queue(traced.queue(relayed(outbox, queue, open)), outbox, queue, new SqsHealth(queue));
            }
        };
    }

    private static JobQueue relayed(PostgresJobQueue outbox, JobQueue queue, Closer open) {
        open.add(new Relay(outbox, queue)).start();
        return new RelayedJobQueue(outbox, queue);
    }

    static RedisSettings settings(Config.Queue.Redis redis) {
        return new RedisSettings(redis.url().value(), redis.prefix(), RedisSettings.DEFAULT_TIMEOUT);
    }

    static SqsSettings settings(Config.Queue.Sqs sqs) {
        return new SqsSettings(
                sqs.region(),
                sqs.endpoint(),
                sqs.queue(),
                sqs.credentials()
                        .map(keys -> new SqsSettings.Keys(
                                keys.accessKey(), keys.secretKey().value())),
                sqs.createMissing(),
                SqsSettings.Timeouts.USUAL);
    }
}
