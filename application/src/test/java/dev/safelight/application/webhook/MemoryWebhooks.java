package dev.safelight.application.webhook;

import dev.safelight.application.event.EventLog;
import dev.safelight.application.operation.Story;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.webhook.Delivery.Attempt;
import dev.safelight.application.webhook.Delivery.Status;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Webhooks and their deliveries in memory. */
public class MemoryWebhooks implements Webhooks, FanOut, Deliveries {

    private final EventLog log;
    private final InstantSource clock;
    private final Availability availability;
    private final Map<UUID, Entry> webhooks = new LinkedHashMap<>();
    private final Map<UUID, Parcel> parcels = new HashMap<>();
    private long place;

    private record Entry(Webhook webhook, long beginsAfter, boolean caughtUp) {

        Entry with(Webhook other) {
            return new Entry(other, beginsAfter, caughtUp);
        }
    }

    private record Parcel(Delivery delivery, String body, Optional<UUID> token) {

        boolean isDue(Instant now) {
            return delivery.due().filter(due -> !due.isAfter(now)).isPresent();
        }
    }

    public MemoryWebhooks(EventLog log, InstantSource clock, Availability availability) {
        this.log = log;
        this.clock = clock;
        this.availability = availability;
    }

    @Override
    public synchronized Added add(Webhook webhook, int most) {
        availability.check();
        List<Webhook> others = webhooks.values().stream()
                .map(Entry::webhook)
                .filter(other -> other.owner().equals(webhook.owner())
                        && other.download().equals(webhook.download()))
                .toList();
        Optional<Webhook> same = others.stream()
                .filter(other -> webhook.download().isPresent() && other.url().equals(webhook.url()))
                .findFirst();
        if (same.isPresent()) {
            return new Added.Known(same.get().id());
        }
        if (others.size() >= most) {
            return new Added.Full();
        }
        boolean everything = webhook.download().isEmpty();
        webhooks.put(webhook.id(), new Entry(webhook, everything ? log.end() : 0, everything));
        return new Added.Fresh();
    }

    @Override
    public synchronized List<Webhook> of(OwnerId owner) {
        availability.check();
        return webhooks.values().stream()
                .map(Entry::webhook)
                .filter(webhook ->
                        webhook.owner().equals(owner) && webhook.download().isEmpty())
                .sorted(Comparator.comparing(Webhook::createdAt))
                .toList();
    }

    @Override
    public synchronized Optional<Webhook> find(OwnerId owner, UUID id) {
        availability.check();
        return Optional.ofNullable(webhooks.get(id))
                .map(Entry::webhook)
                .filter(webhook -> webhook.owner().equals(owner));
    }

    @Override
    public synchronized boolean remove(OwnerId owner, UUID id) {
        boolean there = find(owner, id).isPresent();
        if (there) {
            webhooks.remove(id);
            parcels.values().removeIf(parcel -> parcel.delivery().webhook().equals(id));
        }
        return there;
    }

    @Override
    public synchronized Optional<Webhook> rotate(OwnerId owner, UUID id, WebhookSecret fresh, Instant previousUntil) {
        Optional<Webhook> found = find(owner, id);
        found.ifPresent(it -> webhooks.computeIfPresent(
                id,
                (key, entry) -> entry.with(new Webhook(
                        id,
                        owner,
                        it.url(),
                        fresh,
                        Optional.of(new Webhook.Previous(it.secret(), previousUntil)),
                        it.types(),
                        it.download(),
                        it.createdAt(),
                        it.disabled()))));
        return find(owner, id);
    }

    @Override
    public synchronized boolean enable(OwnerId owner, UUID id) {
        Optional<Webhook> found = find(owner, id);
        if (found.isPresent() && found.get().disabled().isPresent()) {
            webhooks.put(id, new Entry(disabled(found.get(), Optional.empty()), log.end(), true));
        }
        return found.isPresent();
    }

    private static Webhook disabled(Webhook it, Optional<Webhook.Disabled> disabled) {
        return new Webhook(
                it.id(),
                it.owner(),
                it.url(),
                it.secret(),
                it.previous(),
                it.types(),
                it.download(),
                it.createdAt(),
                disabled);
    }

    @Override
    public synchronized int removeOldCallbacks(Instant before) {
        availability.check();
        List<Webhook> old = webhooks.values().stream()
                .filter(Entry::caughtUp)
                .map(Entry::webhook)
                .filter(it -> it.download().isPresent() && it.createdAt().isBefore(before))
                .filter(it -> parcels.values().stream()
                        .map(Parcel::delivery)
                        .noneMatch(owed -> owed.webhook().equals(it.id()) && owed.status() == Status.PENDING))
                .toList();
        old.forEach(it -> remove(it.owner(), it.id()));
        return old.size();
    }

    @Override
    public synchronized long place() {
        availability.check();
        return place;
    }

    @Override
    public synchronized boolean tell(long from, long upTo, List<Told> events) {
        availability.check();
        if (place != from) {
            return false;
        }
        place = upTo;
        for (Told told : events) {
            webhooks.values().stream()
                    .filter(entry -> told.sequence() > entry.beginsAfter())
                    .map(Entry::webhook)
                    .filter(webhook -> webhook.owner().equals(told.owner())
                            && webhook.disabled().isEmpty()
                            && webhook.wants(told.type(), told.subject()))
                    .forEach(webhook -> write(webhook, told));
        }
        return true;
    }

    private void write(Webhook webhook, Told told) {
        boolean there = parcels.values().stream()
                .map(Parcel::delivery)
                .anyMatch(other ->
                        other.webhook().equals(webhook.id()) && other.event().equals(told.id()));
        if (!there) {
            Delivery delivery = new Delivery(
                    UUID.randomUUID(),
                    webhook.id(),
                    told.id(),
                    told.sequence(),
                    Optional.of(told.type()),
                    Status.PENDING,
                    0,
                    Optional.of(clock.instant()),
                    clock.instant(),
                    Optional.empty(),
                    List.of());
            parcels.put(delivery.id(), new Parcel(delivery, told.body(), Optional.empty()));
        }
    }

    @Override
    public synchronized List<Latecomer> latecomers(int limit) {
        availability.check();
        return webhooks.values().stream()
                .filter(entry -> !entry.caughtUp())
                .map(Entry::webhook)
                .limit(limit)
                .map(it -> new Latecomer(it.id(), it.owner(), it.download().orElseThrow()))
                .toList();
    }

    @Override
    public synchronized void catchUp(UUID webhook, List<Told> events) {
        availability.check();
        Entry entry =
                webhooks.computeIfPresent(webhook, (id, late) -> new Entry(late.webhook(), late.beginsAfter(), true));
        if (entry != null) {
            events.forEach(told -> write(entry.webhook(), told));
        }
    }

    @Override
    public synchronized List<Claimed> claim(int max, int perWebhook, Duration lease) {
        availability.check();
        Instant now = clock.instant();
        Map<UUID, Long> held = new HashMap<>();
        parcels.values().stream()
                .filter(parcel -> parcel.token().isPresent() && !parcel.isDue(now))
                .forEach(parcel -> held.merge(parcel.delivery().webhook(), 1L, Long::sum));
        List<Parcel> due = parcels.values().stream()
                .filter(parcel -> parcel.isDue(now))
                .sorted(Comparator.comparing(parcel -> parcel.delivery().due().orElseThrow()))
                .toList();
        List<Claimed> claimed = new ArrayList<>();
        for (Parcel parcel : due) {
            UUID webhook = parcel.delivery().webhook();
            if (claimed.size() < max && held.getOrDefault(webhook, 0L) < perWebhook) {
                held.merge(webhook, 1L, Long::sum);
                claimed.add(claim(parcel, now.plus(lease)));
            }
        }
        return claimed;
    }

    private Claimed claim(Parcel parcel, Instant until) {
        Delivery it = parcel.delivery();
        UUID token = UUID.randomUUID();
        put(parcel, Status.PENDING, it.attempts() + 1, Optional.of(until), Optional.of(token), it.log());
        Webhook to = Objects.requireNonNull(webhooks.get(it.webhook())).webhook();
        return new Claimed(it.id(), token, it.attempts() + 1, to, it.event(), parcel.body(), Optional.empty());
    }

    private void put(
            Parcel parcel,
            Status status,
            int attempts,
            Optional<Instant> due,
            Optional<UUID> token,
            List<Attempt> attemptLog) {
        Delivery it = parcel.delivery();
        Optional<Instant> finished = status == Status.PENDING ? Optional.empty() : Optional.of(clock.instant());
        Delivery changed = new Delivery(
                it.id(),
                it.webhook(),
                it.event(),
                it.sequence(),
                it.type(),
                status,
                attempts,
                due,
                it.createdAt(),
                finished,
                attemptLog);
        parcels.put(it.id(), new Parcel(changed, parcel.body(), token));
    }

    private Optional<Parcel> held(Claimed claimed) {
        return Optional.ofNullable(parcels.get(claimed.id()))
                .filter(parcel -> parcel.token().equals(Optional.of(claimed.token())));
    }

    @Override
    public synchronized boolean finish(Claimed claimed, Attempt attempt, Outcome outcome) {
        availability.check();
        Optional<Parcel> held = held(claimed);
        held.ifPresent(parcel -> finish(parcel, attempt, outcome));
        return held.isPresent();
    }

    private void finish(Parcel parcel, Attempt attempt, Outcome outcome) {
        Delivery it = parcel.delivery();
        List<Attempt> all = new ArrayList<>(it.log());
        all.add(attempt);
        List<Attempt> last = all.subList(Math.max(0, all.size() - Delivery.LOG_LENGTH), all.size());
        Status status = switch (outcome) {
            case Outcome.Delivered done -> Status.DELIVERED;
            case Outcome.Again again -> Status.PENDING;
            case Outcome.GivenUp failed -> Status.FAILED;
            case Outcome.Unwanted gone -> Status.FAILED;
        };
        Optional<Instant> due = outcome instanceof Outcome.Again(Instant then) ? Optional.of(then) : Optional.empty();
        put(parcel, status, it.attempts(), due, Optional.empty(), last);
        if (outcome instanceof Outcome.Unwanted(String why)) {
            disable(it.webhook(), why);
        }
    }

    private void disable(UUID id, String why) {
        Webhook.Disabled disabled = new Webhook.Disabled(clock.instant(), why);
        webhooks.computeIfPresent(id, (key, entry) -> entry.with(disabled(entry.webhook(), Optional.of(disabled))));
        parcels.values().stream()
                .filter(parcel -> parcel.delivery().webhook().equals(id)
                        && parcel.delivery().status() == Status.PENDING)
                .toList()
                .forEach(parcel -> put(
                        parcel,
                        Status.FAILED,
                        parcel.delivery().attempts(),
                        Optional.empty(),
                        Optional.empty(),
                        parcel.delivery().log()));
    }

    @Override
    public synchronized void giveBack(Claimed claimed) {
        availability.check();
        held(claimed).ifPresent(parcel -> {
            Delivery it = parcel.delivery();
            Optional<Instant> now = Optional.of(clock.instant());
            put(parcel, Status.PENDING, it.attempts() - 1, now, Optional.empty(), it.log());
        });
    }

    @Override
    public synchronized List<Delivery> page(OwnerId owner, UUID webhook, long before, int limit) {
        boolean own = find(owner, webhook).isPresent();
        return parcels.values().stream()
                .map(Parcel::delivery)
                .filter(it -> own && it.webhook().equals(webhook) && it.sequence() < before)
                .sorted(Comparator.comparingLong(Delivery::sequence).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Delivery> find(OwnerId owner, UUID webhook, UUID delivery) {
        boolean own = find(owner, webhook).isPresent();
        return Optional.ofNullable(parcels.get(delivery))
                .map(Parcel::delivery)
                .filter(it -> own && it.webhook().equals(webhook));
    }

    @Override
    public synchronized Replayed replay(OwnerId owner, UUID webhook, UUID delivery) {
        Parcel parcel = parcels.get(delivery);
        if (parcel == null || find(owner, webhook, delivery).isEmpty()) {
            return Replayed.ABSENT;
        }
        if (find(owner, webhook).filter(it -> it.disabled().isPresent()).isPresent()) {
            return Replayed.DISABLED;
        }
        Delivery it = parcel.delivery();
        if (parcel.token().isEmpty()) {
            int attempts = it.status() == Status.PENDING ? it.attempts() : 0;
            put(parcel, Status.PENDING, attempts, Optional.of(clock.instant()), Optional.empty(), it.log());
        }
        return Replayed.DONE;
    }

    @Override
    public synchronized int removeFinished(Instant before, int limit) {
        availability.check();
        List<UUID> old = parcels.values().stream()
                .map(Parcel::delivery)
                .filter(it -> it.finished().filter(end -> end.isBefore(before)).isPresent())
                .map(Delivery::id)
                .limit(limit)
                .toList();
        old.forEach(parcels::remove);
        return old.size();
    }

    /** Of all owners, the youngest first. */
    public synchronized List<Webhook> all() {
        availability.check();
        return webhooks.values().stream()
                .map(Entry::webhook)
                .sorted(Comparator.comparing((Webhook webhook) -> webhook.id().toString())
                        .reversed())
                .toList();
    }

    /** Of all owners, the latest event first. */
    public synchronized List<Delivery> deliveries() {
        availability.check();
        return parcels.values().stream()
                .map(Parcel::delivery)
                .sorted(Comparator.comparingLong(Delivery::sequence).reversed())
                .toList();
    }

    /** Whether somebody has it and is carrying it. */
    public synchronized boolean isOnItsWay(UUID delivery) {
        Parcel parcel = parcels.get(delivery);
        return parcel != null && parcel.token().isPresent() && !parcel.isDue(clock.instant());
    }

    /** Deliveries of these events, oldest event first. */
    public synchronized List<Story.Delivered> delivered(Set<UUID> events) {
        return parcels.values().stream()
                .map(Parcel::delivery)
                .filter(it -> events.contains(it.event()))
                .sorted(Comparator.comparingLong(Delivery::sequence))
                .map(it -> new Story.Delivered(
                        it,
                        Objects.requireNonNull(webhooks.get(it.webhook()))
                                .webhook()
                                .url()))
                .toList();
    }
}
