package dev.safelight.application.operation;

import dev.safelight.application.webhook.Delivery;
import dev.safelight.application.webhook.Delivery.Status;
import dev.safelight.application.webhook.MemoryWebhooks;
import dev.safelight.application.webhook.Webhook;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** How webhooks in memory fare. */
public final class MemoryReceivers implements Receivers {

    private final MemoryWebhooks webhooks;

    public MemoryReceivers(MemoryWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    static boolean isFailing(Delivery delivery) {
        boolean triedInVain =
                !delivery.log().isEmpty() && delivery.log().getLast().error().isPresent();
        return delivery.status() == Status.FAILED || (delivery.status() == Status.PENDING && triedInVain);
    }

    @Override
    public List<Standing> page(Which which, Optional<UUID> before, int limit) {
        return webhooks.all().stream()
                .filter(it -> before.isEmpty()
                        || it.id().toString().compareTo(before.get().toString()) < 0)
                .filter(it -> which.owner().isEmpty() || which.owner().get().equals(it.owner()))
                .map(this::standing)
                .filter(it -> !which.failing() || it.failing().isPresent())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Standing> find(UUID webhook) {
        return webhooks.all().stream()
                .filter(it -> it.id().equals(webhook))
                .map(this::standing)
                .findFirst();
    }

    private Standing standing(Webhook webhook) {
        List<Delivery> last = of(webhook.id()).limit(LATELY).toList();
        return new Standing(
                webhook,
                count(webhook.id(), Status.PENDING),
                count(webhook.id(), Status.FAILED),
                new Lately(
                        last.size(),
                        (int) last.stream()
                                .filter(it -> it.status() == Status.DELIVERED)
                                .count(),
                        last.stream()
                                .filter(it -> it.status() == Status.DELIVERED)
                                .map(it -> it.finished().orElseThrow())
                                .max(Comparator.<Instant>naturalOrder())),
                of(webhook.id()).filter(MemoryReceivers::isFailing).findFirst());
    }

    private long count(UUID webhook, Status status) {
        return of(webhook)
                .filter(it -> it.status() == status)
                .limit(MOST_COUNTED)
                .count();
    }

    private Stream<Delivery> of(UUID webhook) {
        return webhooks.deliveries().stream().filter(it -> it.webhook().equals(webhook));
    }

    @Override
    public List<Delivery> deliveries(UUID webhook, Optional<Status> status, long before, int limit) {
        return of(webhook)
                .filter(it -> it.sequence() < before)
                .filter(it -> status.isEmpty() || status.get() == it.status())
                .limit(limit)
                .toList();
    }
}
