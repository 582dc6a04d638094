package dev.safelight.queue.sqs;

import dev.safelight.application.job.DeadLetters.Dead;
import dev.safelight.application.job.Job;
import dev.safelight.queue.sqs.SqsMessages.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The dead-letter queues. SQS puts into them what was received {@code maxReceiveCount} times; to look into one is to
 * receive from it and to give everything back.
 *
 * <p>What is redriven is received, sent anew and deleted, rather than moved by {@code StartMessageMoveTask}: that would
 * go on after we have said how many there were, refuses while another one runs, and keeps what it moves the same message,
 * which a FIFO queue may take for a repeat. A crash in between leaves a repeat, which does no harm.
 */
final class SqsDeadLetters {

    /** Who looks or redrives and dies gives everything back after this. */
    private static final Duration LOOKING = Duration.ofSeconds(30);

    /** With a wait, however short, the service looks everywhere; without one, in some of its places. */
    private static final Duration THOROUGHLY = Duration.ofSeconds(1);

    private final SqsQueues queues;
    private final SqsMessages messages;

    SqsDeadLetters(SqsQueues queues, SqsMessages messages) {
        this.queues = queues;
        this.messages = messages;
    }

    List<Dead> dead(Job.Kind kind, int limit) {
        String url = queues.deadOf(kind);
        List<Message> seen = new ArrayList<>();
        try {
            int before;
            do {
                before = seen.size();
                seen.addAll(messages.await(url, Math.min(SqsMessages.BATCH, limit - before), LOOKING, THOROUGHLY));
            } while (seen.size() > before && seen.size() < limit);
        } finally {
            messages.show(url, seen.stream().map(Message::receiptHandle).toList());
        }
        return seen.stream().flatMap(message -> dead(message).stream()).toList();
    }

    /** SQS does not say when a message died: a FIFO queue counts its age from then, a standard one from the sending. */
    private static Optional<Dead> dead(Message message) {
        long sent = Long.parseLong(message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0"));
        return SqsBody.parse(message.body()).map(job -> new Dead(job, Instant.ofEpochMilli(sent)));
    }

    long redrive(Job.Kind kind) {
        String from = queues.deadOf(kind);
        String to = queues.of(kind);
        long redriven = 0;
        List<Message> some = messages.await(from, SqsMessages.BATCH, LOOKING, THOROUGHLY);
        while (!some.isEmpty()) {
            messages.send(to, some.stream().map(SqsDeadLetters::again).toList());
            messages.delete(from, some.stream().map(Message::receiptHandle).toList());
            redriven += some.size();
            some = messages.await(from, SqsMessages.BATCH, LOOKING, THOROUGHLY);
        }
        return redriven;
    }

    private static Outgoing again(Message dead) {
        String group = dead.attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, dead.messageId());
        return new Outgoing(dead.body(), group, dead.messageId(), Duration.ZERO);
    }
}
