package dev.safelight.queue.sqs;

import dev.safelight.application.Outage;
import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Checkup;
import dev.safelight.application.doctor.Notes;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Asks SQS whether the queues are there and as they should be. Sends and receives nothing; creates nothing. */
public final class SqsCheckup implements Checkup {

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Pattern TARGET = Pattern.compile("\"deadLetterTargetArn\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern COUNT = Pattern.compile("\"maxReceiveCount\"\\s*:\\s*\"?(\\d+)");

    private final SqsSettings settings;
    private final SqsCalls calls;

    /** Connects to nothing yet. */
    public SqsCheckup(SqsSettings settings) {
        this.settings = settings;
        this.calls = new SqsCalls(settings);
    }

    /** A queue that is there. */
    private record Found(Job.Kind kind, String name, String url, Map<QueueAttributeName, String> attributes) {

        String attribute(QueueAttributeName name) {
            return attributes.getOrDefault(name, "");
        }

        long number(QueueAttributeName name) {
            return attribute(name).matches("\\d{1,18}") ? Long.parseLong(attribute(name)) : 0;
        }
    }

    /** Something to find out of each queue of jobs that is there. */
    private interface Question {
        void ask(Found queue, Notes notes);
    }

    @Override
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>(List.of(
                Check.vital("queue.reachable", this::reachable),
                Check.vital("queue.queues", this::queues),
                Check.of("queue.redrive", ofEach(this::redrive)),
                Check.of("queue.delay", ofEach(this::delay)),
                Check.of("queue.retention", ofEach(this::retention)),
                Check.of("queue.rights", ofEach(this::rights))));
        if (settings.isFifo()) {
            checks.add(Check.of("queue.throughput", ofEach(this::throughput)));
        }
        return List.copyOf(checks);
    }

    private void reachable(Notes notes) {
        try {
            find(settings.queueOf(Job.Kind.VERIFY));
            notes.ok("SQS answers and knows us", where());
        } catch (Outage outage) {
            notes.error(
                    "SQS does not let us in, or does not answer",
                    String.valueOf(outage.getMessage()),
                    SqsRemedy.of(outage));
        }
    }

    private String where() {
        return settings.endpoint().map(Object::toString).orElse("AWS") + " in " + settings.region();
    }

    /** The URL of a queue, if it is there. */
    private Optional<String> find(String queue) {
        if (queue.contains("/")) {
            return Optional.of(queue);
        }
        return calls.call("looking for the queue " + queue, client -> {
            try {
                return Optional.of(
                        client.getQueueUrl(request -> request.queueName(queue)).queueUrl());
            } catch (QueueDoesNotExistException missing) {
                return Optional.empty();
            }
        });
    }

    private void queues(Notes notes) {
        for (Job.Kind kind : Job.Kind.values()) {
            for (String queue : List.of(settings.queueOf(kind), settings.deadQueueOf(kind))) {
                if (find(queue).isPresent()) {
                    notes.ok("the queue " + queue + " is there");
                } else if (settings.createMissing()) {
                    notes.ok("the queue " + queue + " will be made when it is needed");
                } else {
                    notes.error(
                            "the queue " + queue + " is missing",
                            where(),
                            "SAFELIGHT_SQS_CREATE=true, or: aws sqs create-queue --queue-name " + queue
                                    + (settings.isFifo() ? " --attributes FifoQueue=true" : "")
                                    + " --region " + settings.region());
                }
            }
        }
    }

    private Check.Look ofEach(Question question) {
        return notes -> {
            for (Job.Kind kind : Job.Kind.values()) {
                String name = settings.queueOf(kind);
                Optional<String> url = find(name);
                if (url.isEmpty()) {
                    notes.ok("nothing to look at until " + name + " is made");
                } else {
                    question.ask(new Found(kind, name, url.get(), attributes(url.get())), notes);
                }
            }
        };
    }

    private Map<QueueAttributeName, String> attributes(String url) {
        return calls.call(
                "asking for the attributes of " + url,
                client -> client.getQueueAttributes(
                                request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes());
    }

    private void redrive(Found queue, Notes notes) {
        String policy = queue.attribute(QueueAttributeName.REDRIVE_POLICY);
        Matcher target = TARGET.matcher(policy);
        Matcher count = COUNT.matcher(policy);
        String dead = settings.deadQueueOf(queue.kind()).replaceFirst(".*/", "");
        String fix = "aws sqs set-queue-attributes --queue-url " + queue.url() + " --attributes"
                + " '{\"RedrivePolicy\": \"{\\\"deadLetterTargetArn\\\":\\\"ARN of " + dead
                + "\\\",\\\"maxReceiveCount\\\":\\\"" + JobQueue.MAX_DELIVERIES + "\\\"}\"}'";
        if (!target.find() || !count.find()) {
            notes.warning(
                    "what nobody completes goes round in " + queue.name() + " for days", "no redrive policy", fix);
        } else if (!target.group(1).endsWith(":" + dead)) {
            notes.warning("dead letters of " + queue.name() + " go where nobody looks", target.group(1), fix);
        } else if (Integer.parseInt(count.group(1)) != JobQueue.MAX_DELIVERIES) {
            notes.advice(
                    "jobs of " + queue.name() + " are given up after another number of attempts than elsewhere",
                    "maxReceiveCount " + count.group(1) + " instead of " + JobQueue.MAX_DELIVERIES,
                    fix);
        } else {
            notes.ok("what nobody completes goes from " + queue.name() + " to " + dead);
        }
    }

    /** We say with each message how long it is hidden or held back; what the queue itself adds comes on top. */
    private void delay(Found queue, Notes notes) {
        long seconds = queue.number(QueueAttributeName.DELAY_SECONDS);
        if (seconds > 0) {
            notes.warning(
                    "every job waits in " + queue.name(),
                    "DelaySeconds " + seconds,
                    "aws sqs set-queue-attributes --queue-url " + queue.url() + " --attributes DelaySeconds=0");
        } else {
            notes.ok(
                    queue.name() + " holds nothing back; how long a job is hidden we say ourselves",
                    "VisibilityTimeout " + queue.attribute(QueueAttributeName.VISIBILITY_TIMEOUT));
        }
    }

    private void retention(Found queue, Notes notes) {
        long seconds = queue.number(QueueAttributeName.MESSAGE_RETENTION_PERIOD);
        if (seconds > 0 && seconds < A_DAY.toSeconds()) {
            notes.advice(
                    queue.name() + " forgets jobs soon: after an outage of the workers all have to be queued again",
                    "MessageRetentionPeriod " + seconds + " s",
                    "aws sqs set-queue-attributes --queue-url " + queue.url()
                            + " --attributes MessageRetentionPeriod=345600");
        } else {
            notes.ok(queue.name() + " keeps jobs long enough", seconds + " s");
        }
    }

    /** With a receipt that means nothing: who may not do it is told so, and who may is told that it means nothing. */
    private void rights(Found queue, Notes notes) {
        String nothing = "doctor";
        List<String> refused = new ArrayList<>();
        if (isRefused(() -> calls.callHere(
                "deleting",
                client -> client.deleteMessage(
                        request -> request.queueUrl(queue.url()).receiptHandle(nothing))))) {
            refused.add("sqs:DeleteMessage");
        }
        if (isRefused(() -> calls.callHere(
                "hiding",
                client -> client.changeMessageVisibility(request ->
                        request.queueUrl(queue.url()).receiptHandle(nothing).visibilityTimeout(0))))) {
            refused.add("sqs:ChangeMessageVisibility");
        }
        if (isRefused(() -> calls.callHere(
                "sending",
                client -> client.sendMessageBatch(
                        request -> request.queueUrl(queue.url()).entries(List.of()))))) {
            refused.add("sqs:SendMessage");
        }
        if (refused.isEmpty()) {
            notes.ok("we may send to " + queue.name() + ", hide and delete");
        } else {
            notes.error(
                    "we may not use " + queue.name(),
                    "refused: " + String.join(", ", refused),
                    SqsRemedy.RIGHTS + " on " + queue.attribute(QueueAttributeName.QUEUE_ARN));
        }
    }

    private static boolean isRefused(Runnable call) {
        try {
            call.run();
            return false;
        } catch (Outage outage) {
            return outage.getCause() instanceof AwsServiceException answer && SqsRemedy.isDenial(answer);
        }
    }

    private void throughput(Found queue, Notes notes) {
        boolean high = queue.attribute(QueueAttributeName.DEDUPLICATION_SCOPE).equals("messageGroup")
                && queue.attribute(QueueAttributeName.FIFO_THROUGHPUT_LIMIT).equals("perMessageGroupId");
        if (high) {
            notes.ok(queue.name() + " has the high throughput of FIFO queues");
        } else {
            notes.advice(
                    queue.name() + " takes 300 requests a second at most",
                    "DeduplicationScope and FifoThroughputLimit are for the whole queue",
                    "aws sqs set-queue-attributes --queue-url " + queue.url()
                            + " --attributes DeduplicationScope=messageGroup,FifoThroughputLimit=perMessageGroupId");
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
