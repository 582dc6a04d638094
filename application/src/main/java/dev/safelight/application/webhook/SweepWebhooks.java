package dev.safelight.application.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Forgets deliveries that came to an end long ago, and receivers for downloads that have. For every few minutes. */
public final class SweepWebhooks {

    /** How long owners can look at a delivery, and replay it, after its end. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final int BATCH = 1000;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final InstantSource clock;

    public SweepWebhooks(Webhooks webhooks, Deliveries deliveries, InstantSource clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    public void run() {
        Instant before = clock.instant().minus(KEPT);
        int removed;
        do {
            removed = deliveries.removeFinished(before, BATCH);
        } while (removed == BATCH);
        // Twice as long: a download may take its time to end.
        webhooks.removeOldCallbacks(before.minus(KEPT));
    }
}
