package dev.safelight.queue.sqs;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Knows the URLs of the queues, and makes those that are missing if the settings say so. */
final class SqsQueues {

    private static final Duration LIVING = Duration.ofDays(4);

    /** The age of a dead letter counts from when the job was queued, so this must be more than the other one. */
    private static final Duration DEAD = Duration.ofDays(14);

    private final SqsSettings settings;
    private final SqsCalls calls;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    SqsQueues(SqsSettings settings, SqsCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /** The URL of the queue of a kind. */
    String of(Job.Kind kind) {
        return url(kind, settings.queueOf(kind), this::createQueue);
    }

    /** The URL of the queue for what nobody ever completed. */
    String deadOf(Job.Kind kind) {
        return url(kind, settings.deadQueueOf(kind), this::createDeadQueue);
    }

    /** Makes a queue of the name on the client. */
    private interface Creation {

        /** Returns its URL. */
        String create(SqsClient client, Job.Kind kind, String name);
    }

    private String url(Job.Kind kind, String queue, Creation creation) {
        if (queue.contains("/")) {
            return queue;
        }
        String known = urls.get(queue);
        if (known != null) {
            return known;
        }
        String found = calls.call(
                "looking for the queue " + queue,
                client -> findOrCreate(client, kind, queue, creation),
                failure -> failure instanceof QueueDoesNotExistException
                        ? Outage.lasting("there is no queue " + queue + " in SQS", failure)
                        : SqsFailure.outage("looking for the queue " + queue, failure));
        urls.put(queue, Optional.ofNullable(found).orElseThrow(() -> SqsFailure.cutShort("looking for " + queue)));
        return found;
    }

    /** To create a queue that is there already, with the same attributes, is to look it up. */
    private String findOrCreate(SqsClient client, Job.Kind kind, String name, Creation creation) {
        try {
            return client.getQueueUrl(request -> request.queueName(name)).queueUrl();
        } catch (QueueDoesNotExistException missing) {
            if (!settings.createMissing()) {
                throw missing;
            }
            return creation.create(client, kind, name);
        }
    }

    private String createDeadQueue(SqsClient client, Job.Kind kind, String name) {
        Map<QueueAttributeName, String> attributes = settings.isFifo()
                ? Map.of(
                        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                        String.valueOf(DEAD.toSeconds()),
                        QueueAttributeName.FIFO_QUEUE,
                        "true")
                : Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, String.valueOf(DEAD.toSeconds()));
        return client.createQueue(request -> request.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private String createQueue(SqsClient client, Job.Kind kind, String name) {
        String deadQueue = findOrCreate(client, kind, settings.deadQueueOf(kind), this::createDeadQueue);
        String redrive = "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
                .formatted(arn(client, deadQueue), JobQueue.MAX_DELIVERIES);
        Map<QueueAttributeName, String> attributes = new EnumMap<>(Map.of(
                QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                String.valueOf(LIVING.toSeconds()),
                QueueAttributeName.REDRIVE_POLICY,
                redrive));
        if (settings.isFifo()) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            attributes.put(QueueAttributeName.DEDUPLICATION_SCOPE, "messageGroup");
            attributes.put(QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perMessageGroupId");
        }
        return client.createQueue(request -> request.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private static String arn(SqsClient client, String url) {
        return client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, ""); // refused by the service if it is cut short
    }
}
