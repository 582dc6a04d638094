package dev.safelight.application.operation;

import dev.safelight.application.operation.BulkReplays.Batch;
import dev.safelight.application.webhook.Deliveries;
import dev.safelight.application.webhook.Deliveries.Replayed;
import dev.safelight.application.webhook.Webhook;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An operator has webhooks told again what they could not be told: one delivery, or all that failed since a moment. It is
 * written down. Said again it finds what is due already, and leaves that.
 */
public final class ReplayDeliveries {

    /** So many at once; they are sent a few at a time, whatever their number. */
    public static final int MOST = 10_000;

    private final Deliveries deliveries;
    private final BulkReplays replays;
    private final WriteDown writeDown;

    public ReplayDeliveries(Deliveries deliveries, BulkReplays replays, WriteDown writeDown) {
        this.deliveries = deliveries;
        this.replays = replays;
        this.writeDown = writeDown;
    }

    /**
     * @param described what is meant as JSON, to be written down
     * @param reason in the operator's words, or none
     */
    public record Order(Operator operator, Webhook webhook, String described, String reason) {}

    /** One, whether it failed or not. */
    public Replayed one(Order order, UUID delivery) {
        Webhook webhook = order.webhook();
        return writeDown.with(
                () -> deliveries.replay(webhook.owner(), webhook.id(), delivery),
                replayed -> told(order),
                replayed -> replayed == Replayed.DONE);
    }

    /**
     * All that failed of what was to be told since then, the latest first.
     *
     * @param atMost 1 to {@link #MOST}
     * @throws dev.safelight.application.Outage in the midst of it: what was done by then is written down
     */
    public Outcome since(Order order, Instant since, int atMost) {
        UUID entry = writeDown.begin(told(order));
        int done = 0;
        int lookedAt = 0;
        Optional<Long> before = Optional.of(Long.MAX_VALUE);
        while (before.isPresent() && lookedAt < atMost) {
            int limit = Math.min(BulkReplays.MOST, atMost - lookedAt);
            Batch batch = replays.apply(order.webhook().id(), since, before.get(), limit, entry);
            done += batch.replayed();
            lookedAt += batch.lookedAt();
            before = batch.next();
        }
        writeDown.finish(entry, lookedAt - done);
        return new Outcome(entry, done, lookedAt - done, before.isPresent());
    }

    private static WriteDown.Told told(Order order) {
        return new WriteDown.Told(order.operator(), Deed.REPLAY, order.described(), order.reason());
    }
}
