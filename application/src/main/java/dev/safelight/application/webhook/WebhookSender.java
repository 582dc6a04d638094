package dev.safelight.application.webhook;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Calls receivers, once for each {@link #send}: signed, and nobody whom a stranger should not make us call. Not for
 * deciding when to call again; that is {@link DeliverWebhooks}.
 *
 * <p><b>Repeats</b> are further calls, told by the receiver by the message's id. <b>Bounds</b>: a call ends after about
 * 15 s whatever the receiver does, and little of its answer is read. <b>Failures</b> of a receiver are returned, never
 * thrown. <b>Threads</b>: safe for any number, each of which waits for its receiver.
 */
public interface WebhookSender {

    /**
     * What is sent.
     *
     * @param id the event's; the same however often it is sent, and without a full stop
     * @param time of this attempt
     * @param secrets to sign with, at least one
     * @param body JSON
     */
    record Message(String id, Instant time, List<WebhookSecret> secrets, String body) {

        public Message {
            secrets = List.copyOf(secrets);
            if (secrets.isEmpty() || id.isEmpty() || id.contains(".")) {
                throw new IllegalArgumentException("a message has an id without a full stop, and a secret");
            }
        }
    }

    /** What became of a call. */
    sealed interface Result {

        /** How long it took. */
        Duration took();

        /** The receiver has it: it answered 2xx in time. */
        record Delivered(int status, Duration took) implements Result {}

        /** The receiver wants no more of this, ever: 410. */
        record Gone(Duration took) implements Result {}

        /**
         * The receiver answered something else, or nothing.
         *
         * @param status what it answered, if it did
         * @param why in plain words
         * @param retryAfter how long it asked to be left alone
         * @param answer how its answer began, for people to read
         */
        record Failed(Optional<Integer> status, String why, Optional<Duration> retryAfter, String answer, Duration took)
                implements Result {}

        /** The URL led to where we do not go; nothing was sent there. */
        record Refused(String why, Duration took) implements Result {}
    }

    /**
     * What speaks against ever calling this URL, as far as can be told without asking anybody; empty when nothing does.
     * A courtesy to whoever registers it: what counts is whom {@link #send} finds at the other end.
     *
     * @param url as {@link WebhookUrl} found good
     */
    Optional<String> objection(URI url);

    /** @throws InterruptedException when the caller was interrupted; the receiver may have got it or not */
    Result send(URI url, Message message) throws InterruptedException;
}
