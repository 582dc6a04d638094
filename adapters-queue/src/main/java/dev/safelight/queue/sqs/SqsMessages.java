package dev.safelight.queue.sqs;

import dev.safelight.application.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** What is done with messages, ten at a time. Each batch is answered message by message, and so it is read here. */
final class SqsMessages {

    /** As many as the service takes and gives at once. */
    static final int BATCH = 10;

    /** What the service takes as a visibility at most, counted from when the message was given out. */
    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final SqsCalls calls;
    private final boolean fifo;

    /**
     * @param group which other messages it must not overtake; a FIFO queue only
     * @param repeat two with the same are one for five minutes; a FIFO queue only
     * @param delay before it can be received, cut to 15 minutes; a FIFO queue knows none
     */
    record Outgoing(String body, String group, String repeat, Duration delay) {}

    /** @param fifo whether the queues are FIFO queues */
    SqsMessages(SqsCalls calls, boolean fifo) {
        this.calls = calls;
        this.fifo = fifo;
    }

    /** @throws Outage when some could not be sent; the others were */
    void send(String url, List<Outgoing> messages) {
        inBatches("queueing jobs", messages, code -> false, (client, batch) -> {
            var entries = numbered(batch, this::entry);
            var answer =
                    client.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
            return new Answer(answer.successful().size(), answer.failed());
        });
    }

    private SendMessageBatchRequestEntry entry(String id, Outgoing message) {
        var entry = SendMessageBatchRequestEntry.builder().id(id).messageBody(message.body());
        return fifo
                ? entry.messageGroupId(message.group())
                        .messageDeduplicationId(message.repeat())
                        .build()
                : entry.delaySeconds(seconds(message.delay(), LONGEST_DELAY)).build();
    }

    /** Up to ten messages, none if there are none. */
    List<Message> receive(String url, int max, Duration visibility) {
        return calls.call("receiving jobs", client -> receive(client, url, max, visibility, Duration.ZERO));
    }

    /** Up to ten messages; waits at the service while there are none. An interrupt ends it. */
    List<Message> await(String url, int max, Duration visibility, Duration atMost) {
        return calls.callHere("waiting for jobs", client -> receive(client, url, max, visibility, atMost));
    }

    private List<Message> receive(SqsClient client, String url, int max, Duration visibility, Duration wait) {
        return client.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(max)
                        .visibilityTimeout(seconds(visibility, LONGEST_VISIBILITY))
                        .waitTimeSeconds((int) wait.toSeconds())
                        .messageSystemAttributeNames(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                MessageSystemAttributeName.SENT_TIMESTAMP,
                                MessageSystemAttributeName.MESSAGE_GROUP_ID)
                        .overrideConfiguration(calls.waiting(wait)))
                .messages();
    }

    /** Hides a message for so long from now on, 12 hours at most; false when the receipt is void. */
    boolean hide(String url, String receipt, Duration visibility) {
        return calls.call("keeping a job", client -> {
            try {
                client.changeMessageVisibility(request -> request.queueUrl(url)
                        .receiptHandle(receipt)
                        .visibilityTimeout(seconds(visibility, LONGEST_VISIBILITY)));
                return true;
            } catch (AwsServiceException refused) {
                if (SqsFailure.isVoidReceipt(refused)) {
                    return false;
                }
                throw refused;
            }
        });
    }

    /** Lets messages be received by others at once. Void receipts are ignored. */
    void show(String url, List<String> receipts) {
        inBatches("giving jobs back", receipts, SqsFailure::isVoidReceipt, (client, batch) -> {
            var entries = numbered(
                    batch,
                    (id, receipt) -> ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(id)
                            .receiptHandle(receipt)
                            .visibilityTimeout(0)
                            .build());
            var answer = client.changeMessageVisibilityBatch(
                    request -> request.queueUrl(url).entries(entries));
            return new Answer(answer.successful().size(), answer.failed());
        });
    }

    /** Void receipts are ignored. */
    void delete(String url, Collection<String> receipts) {
        List<String> each = receipts.stream().distinct().toList();
        inBatches("completing jobs", each, SqsFailure::isVoidReceipt, (client, batch) -> {
            var entries = numbered(
                    batch,
                    (id, receipt) -> DeleteMessageBatchRequestEntry.builder()
                            .id(id)
                            .receiptHandle(receipt)
                            .build());
            var answer =
                    client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
            return new Answer(answer.successful().size(), answer.failed());
        });
    }

    /** What became of a batch. An answer that was cut short may be taken for a good one that names nothing at all. */
    private record Answer(int succeeded, List<BatchResultErrorEntry> failed) {}

    private <T> void inBatches(
            String doing, List<T> all, Predicate<String> harmless, BiFunction<SqsClient, List<T>, Answer> request) {
        int unanswered = 0;
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            List<T> batch = all.subList(from, Math.min(from + BATCH, all.size()));
            Answer answer = calls.call(doing, client -> request.apply(client, batch));
            unanswered += batch.size() - answer.succeeded() - answer.failed().size();
            failed.addAll(answer.failed());
        }
        insistOnAll(
                doing,
                unanswered,
                failed.stream().filter(one -> !harmless.test(one.code())).toList());
    }

    private static void insistOnAll(String doing, int unanswered, List<BatchResultErrorEntry> failed) {
        if (!failed.isEmpty()) {
            BatchResultErrorEntry first = failed.getFirst();
            String what = doing + " in SQS: " + failed.size() + " failed, the first with " + first.code();
            var cause = new IllegalStateException(String.valueOf(first.message()));
            throw Boolean.TRUE.equals(first.senderFault()) ? Outage.lasting(what, cause) : Outage.passing(what, cause);
        }
        if (unanswered > 0) {
            throw SqsFailure.cutShort(doing);
        }
    }

    private static <T, E> List<E> numbered(List<T> batch, BiFunction<String, T, E> entry) {
        return IntStream.range(0, batch.size())
                .mapToObj(i -> entry.apply(String.valueOf(i), batch.get(i)))
                .toList();
    }

    /** SQS counts in seconds: rather too long than too short. */
    private static int seconds(Duration duration, Duration atMost) {
        Duration kept = duration.compareTo(atMost) < 0 ? duration : atMost;
        return (int) Math.max(0, kept.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
