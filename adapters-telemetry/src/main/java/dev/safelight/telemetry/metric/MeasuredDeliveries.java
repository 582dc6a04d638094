package dev.safelight.telemetry.metric;

import dev.safelight.application.webhook.Deliveries;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.application.webhook.Delivery.Attempt;
import dev.safelight.domain.image.OwnerId;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Counts what becomes of deliveries, once it is written down. */
public final class MeasuredDeliveries implements Deliveries {

    private final Deliveries deliveries;
    private final Metrics metrics;

    public MeasuredDeliveries(Deliveries deliveries, Metrics metrics) {
        this.deliveries = deliveries;
        this.metrics = metrics;
        Stream.of("delivered", "again", "given_up", "unwanted").forEach(this::counter); // at zero before the first time
    }

    private Counter counter(String outcome) {
        return metrics.counter(Measure.WEBHOOK_DELIVERIES, outcome);
    }

    @Override
    public List<Claimed> claim(int max, int perWebhook, Duration lease) {
        return deliveries.claim(max, perWebhook, lease);
    }

    @Override
    public boolean finish(Claimed claimed, Attempt attempt, Outcome outcome) {
        boolean written = deliveries.finish(claimed, attempt, outcome);
        if (written) {
            counter(label(outcome)).increment();
        }
        return written;
    }

    private static String label(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered it -> "delivered";
            case Outcome.Again it -> "again";
            case Outcome.GivenUp it -> "given_up";
            case Outcome.Unwanted it -> "unwanted";
        };
    }

    @Override
    public void giveBack(Claimed claimed) {
        deliveries.giveBack(claimed);
    }

    @Override
    public List<Delivery> page(OwnerId owner, UUID webhook, long before, int limit) {
        return deliveries.page(owner, webhook, before, limit);
    }

    @Override
    public Optional<Delivery> find(OwnerId owner, UUID webhook, UUID delivery) {
        return deliveries.find(owner, webhook, delivery);
    }

    @Override
    public Replayed replay(OwnerId owner, UUID webhook, UUID delivery) {
        return deliveries.replay(owner, webhook, delivery);
    }

    @Override
    public int removeFinished(Instant before, int limit) {
        return deliveries.removeFinished(before, limit);
    }
}
