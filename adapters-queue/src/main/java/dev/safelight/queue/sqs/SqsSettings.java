package dev.safelight.queue.sqs;

import dev.safelight.application.job.Job;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the queues are and how to get in. Each kind of job has a queue and a dead-letter queue of its own, whose names
 * come from one: {@code photos} stands for {@code photos-verify}, {@code photos-verify-dead}, {@code photos-judge} and
 * {@code photos-judge-dead}; {@code photos.fifo} for {@code photos-verify.fifo} and so on, which are FIFO queues.
 *
 * @param region as AWS calls it; any word for a server that has none
 * @param endpoint of another server than the one of the region; empty for AWS itself
 * @param queue what the names begin with, or a URL that ends with it. With a URL no queue is looked up by its name, so
 *     that the right to do so is not needed
 * @param keys empty for what the SDK finds by itself: environment, profile, container or instance
 * @param createMissing whether queues that are not there are created; not those named by a URL
 */
public record SqsSettings(
        String region,
        Optional<URI> endpoint,
        String queue,
        Optional<Keys> keys,
        boolean createMissing,
        Timeouts timeouts) {

    private static final Pattern QUEUE = Pattern.compile("(https?://[^?#]+/)?([A-Za-z0-9_-]{1,60})(\\.fifo)?");

    /** Of a user or a role of AWS. Says nothing of the secret. */
    public record Keys(String accessKey, String secretKey) {

        @Override
        public String toString() {
            return "Keys[" + accessKey + "]";
        }
    }

    /**
     * How long things may take.
     *
     * @param connect until a connection is there
     * @param attempt until one request is answered
     * @param call until a request and its one repetition are answered
     * @param longPoll how long a request for a message waits at the service when there is none, 1 to 20 s. Longer costs
     *     less; when a connection dies unnoticed, what it waited for is heard of this much later
     */
    public record Timeouts(Duration connect, Duration attempt, Duration call, Duration longPoll) {

        /** For a service in the same region. */
        public static final Timeouts USUAL = new Timeouts(
                Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(8), Duration.ofSeconds(10));

        public Timeouts {
            if (longPoll.compareTo(Duration.ofSeconds(1)) < 0 || longPoll.compareTo(Duration.ofSeconds(20)) > 0) {
                throw new IllegalArgumentException("SQS lets a request wait for 1 to 20 seconds");
            }
        }
    }

    public SqsSettings {
        if (!QUEUE.matcher(queue).matches()) {
            throw new IllegalArgumentException(
                    "an SQS queue's name is up to 60 letters, digits, - and _, and .fifo for a FIFO queue;"
                            + " its URL ends with such a name");
        }
    }

    /** Whether the queues are FIFO queues. */
    public boolean isFifo() {
        return queue.endsWith(".fifo");
    }

    /** The name, or URL, of the queue of a kind. */
    String queueOf(Job.Kind kind) {
        return named(kind, "");
    }

    /** The name, or URL, of the queue for what nobody ever completed. */
    String deadQueueOf(Job.Kind kind) {
        return named(kind, "-dead");
    }

    private String named(Job.Kind kind, String ending) {
        Matcher parts = QUEUE.matcher(queue);
        if (!parts.matches()) {
            throw new IllegalStateException("checked when it was made");
        }
        return Optional.ofNullable(parts.group(1)).orElse("")
                + parts.group(2)
                + "-"
                + kind.name().toLowerCase(Locale.ROOT)
                + ending
                + Optional.ofNullable(parts.group(3)).orElse("");
    }
}
