package dev.safelight.application.operation;

import dev.safelight.application.webhook.Deliveries.Replayed;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.application.webhook.MemoryWebhooks;
import dev.safelight.application.webhook.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Many replays in memory, under the lock of the webhooks. */
public final class MemoryBulkReplays implements BulkReplays {

    private final MemoryWebhooks webhooks;
    private final MemoryAudit audit;
    private final InstantSource clock;

    public MemoryBulkReplays(MemoryWebhooks webhooks, MemoryAudit audit, InstantSource clock) {
        this.webhooks = webhooks;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Batch apply(UUID id, Instant since, long before, int limit, UUID entry) {
        synchronized (webhooks) {
            List<Delivery> failing = webhooks.deliveries().stream()
                    .filter(it -> it.webhook().equals(id) && it.sequence() < before && MemoryReceivers.isFailing(it))
                    .limit(limit)
                    .toList();
            List<Delivery> meant = failing.stream()
                    .filter(it -> !it.createdAt().isBefore(since))
                    .toList();
            Optional<Webhook> webhook =
                    webhooks.all().stream().filter(it -> it.id().equals(id)).findFirst();
            int replayed = (int) meant.stream()
                    .filter(this::waits)
                    .filter(it -> webhook.isPresent() && replay(webhook.get(), it))
                    .count();
            audit.count(entry, replayed);
            boolean more = failing.size() == limit && meant.size() == limit;
            return new Batch(
                    replayed, meant.size(), more ? Optional.of(failing.getLast().sequence()) : Optional.empty());
        }
    }

    private boolean waits(Delivery it) {
        boolean due = it.due().filter(then -> !then.isAfter(clock.instant())).isPresent();
        return !due && !webhooks.isOnItsWay(it.id());
    }

    private boolean replay(Webhook webhook, Delivery it) {
        return webhooks.replay(webhook.owner(), webhook.id(), it.id()) == Replayed.DONE;
    }
}
