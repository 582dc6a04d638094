package dev.safelight.application.download;

import dev.safelight.application.event.Bell;
import dev.safelight.application.event.MemoryEventLog;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.operation.Story;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Downloads in memory: one lock where the database has one statement. */
public class MemoryDownloads implements Downloads, DownloadQueries {

    private final Availability availability;
    private final MemoryJobQueue queue;
    private final Bell bell;
    private final MemoryEventLog log;
    private final Predicate<ImageId> images;
    private final Map<DownloadId, Download> downloads = new HashMap<>();
    private final Map<DownloadId, List<Story.Note>> notes = new HashMap<>();
    private final Set<DownloadId> swept = new HashSet<>();

    /** @param images which of them there are */
    public MemoryDownloads(
            Availability availability, MemoryJobQueue queue, Bell bell, MemoryEventLog log, Predicate<ImageId> images) {
        this.images = images;
        this.availability = availability;
        this.queue = queue;
        this.bell = bell;
        this.log = log;
    }

    @Override
    public synchronized Added add(Order order, Limits limits, Instant now) {
        availability.check();
        Optional<Download> same = same(order);
        if (same.isPresent()
                && same.get() instanceof Download.Completed it
                && !it.until().isAfter(now)) {
            write(it.expired(now));
            same = Optional.empty();
        }
        if (same.isPresent()) {
            return new Added.Existing(same.get());
        }
        boolean ownerFull = active().filter(download -> download.owner().equals(order.owner()))
                        .count()
                >= limits.perOwner();
        if (ownerFull || active().count() >= limits.inAll()) {
            return new Added.Full(ownerFull);
        }
        Download.Queued queued = Download.Queued.of(order);
        put(queued);
        tell(EventType.DOWNLOAD_QUEUED, queued, queued.since());
        return new Added.New(queued);
    }

    protected Optional<Download> same(Order order) {
        return downloads.values().stream()
                .filter(download -> download.owner().equals(order.owner())
                        && download.order().fingerprint().equals(order.fingerprint()))
                .filter(download ->
                        download.status().isActive() || (download instanceof Download.Completed it && it.isWhole()))
                .findFirst();
    }

    private Stream<Download> active() {
        return downloads.values().stream().filter(download -> download.status().isActive());
    }

    private void put(Download download) {
        downloads.put(download.id(), download);
        Job.wantedBy(download).ifPresent(job -> queue.put(List.of(job)));
        bell.ring(download.id().value());
    }

    private void tell(EventType type, Download download, Instant time) {
        Optional<String> error = download instanceof Download.Failed failed
                ? Optional.of(failed.failure().code().name())
                : Optional.empty();
        log.tell(
                type,
                download.owner(),
                download.id().toString(),
                time,
                Optional.empty(),
                Optional.of(new Event.Download(download.progress(), error)));
    }

    @Override
    public synchronized Optional<Download> find(DownloadId id) {
        availability.check();
        return Optional.ofNullable(downloads.get(id));
    }

    @Override
    public Optional<Download> find(OwnerId owner, DownloadId id) {
        return find(id).filter(download -> download.owner().equals(owner));
    }

    @Override
    public synchronized Outcome apply(DownloadChange change) {
        availability.check();
        Download current = downloads.get(change.before().id());
        if (current == null || !isAsRead(current, change)) {
            return Outcome.RACED;
        }
        write(change);
        return Outcome.APPLIED;
    }

    private void write(DownloadChange change) {
        put(change.after());
        note(change);
        EventType.of(change)
                .ifPresent(type -> tell(type, change.after(), change.after().since()));
    }

    private void note(DownloadChange change) {
        int attempt = change.after() instanceof Download.Processing it ? it.attempts() : 0;
        List<Story.Note> kept = notes.computeIfAbsent(change.after().id(), id -> new ArrayList<>());
        change.note().ifPresent(why -> kept.add(new Story.Note(change.after().since(), attempt, why)));
        if (kept.size() > Story.NOTES) {
            kept.removeFirst();
        }
    }

    /** Who took it, and why it was put off. */
    public synchronized List<Story.Note> notes(DownloadId id) {
        return List.copyOf(notes.getOrDefault(id, List.of()));
    }

    protected boolean isAsRead(Download current, DownloadChange change) {
        Optional<UUID> held = token(current);
        Optional<UUID> taker = token(change.after());
        boolean takesLiving = taker.isPresent()
                && held.isPresent()
                && !taker.equals(held)
                && current.dueAt().filter(change.after().since()::isBefore).isPresent();
        return areThere(change.after())
                && current.status() == change.before().status()
                && current.version() == change.before().version()
                && held.equals(token(change.before()))
                && !takesLiving;
    }

    private boolean areThere(Download after) {
        return !(after instanceof Download.Completed)
                || after.items().stream()
                        .filter(item -> item.outcome() == Item.Outcome.INCLUDED)
                        .allMatch(
                                item -> images.test(item.content().orElseThrow().image()));
    }

    protected static Optional<UUID> token(Download download) {
        return download instanceof Download.Processing it ? it.lease().map(Lease::token) : Optional.empty();
    }

    @Override
    public synchronized boolean renew(
            DownloadId id, Lease lease, Instant until, Optional<List<Item>> items, Progress progress, Instant now) {
        availability.check();
        if (!(downloads.get(id) instanceof Download.Processing it) || !token(it).equals(Optional.of(lease.token()))) {
            return false;
        }
        Instant end = until.isAfter(it.due()) ? until : it.due();
        Download.Processing renewed = new Download.Processing(
                it.order(),
                it.version(),
                it.since(),
                it.attempts(),
                end,
                it.lease().map(held -> new Lease(held.token(), held.worker(), end)),
                it.begun(),
                items.orElse(it.items()),
                progress);
        put(renewed);
        if (!progress.equals(it.progress())) {
            tell(EventType.DOWNLOAD_PROGRESS, renewed, now);
        }
        return true;
    }

    @Override
    public synchronized int expireWith(OwnerId owner, ImageId image, Instant now) {
        availability.check();
        List<Download.Completed> having = downloads.values().stream()
                .filter(download -> download.owner().equals(owner))
                .filter(Download.Completed.class::isInstance)
                .map(Download.Completed.class::cast)
                .filter(download -> download.items().stream().anyMatch(item -> has(item, image)))
                .toList();
        having.forEach(download -> write(download.expired(now)));
        return having.size();
    }

    private static boolean has(Item item, ImageId image) {
        return item.outcome() == Item.Outcome.INCLUDED
                && item.content()
                        .filter(content -> content.image().equals(image))
                        .isPresent();
    }

    // ---- DownloadQueries

    @Override
    public synchronized List<Download> page(OwnerId owner, Optional<DownloadId> before, int limit) {
        availability.check();
        return downloads.values().stream()
                .filter(download -> download.owner().equals(owner))
                .filter(download -> before.isEmpty()
                        || download.id().toString().compareTo(before.get().toString()) < 0)
                .sorted(Comparator.comparing(
                                (Download download) -> download.id().toString())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Download> overdue(Instant before, int limit) {
        availability.check();
        return downloads.values().stream()
                .filter(download -> download.dueAt().filter(before::isAfter).isPresent())
                .sorted(Comparator.comparing(download -> download.dueAt().orElseThrow()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<DownloadId> unswept(Instant before, int limit) {
        availability.check();
        return ended(before)
                .filter(download -> !swept.contains(download.id()))
                .limit(limit)
                .map(Download::id)
                .toList();
    }

    private Stream<Download> ended(Instant before) {
        return downloads.values().stream()
                .filter(download ->
                        download.status().isEmptied() && download.since().isBefore(before))
                .sorted(Comparator.comparing(Download::since));
    }

    @Override
    public synchronized void swept(Collection<DownloadId> ids) {
        availability.check();
        swept.addAll(ids);
    }

    @Override
    public synchronized Set<DownloadId> withArchive(Collection<DownloadId> ids) {
        availability.check();
        return ids.stream()
                .filter(id ->
                        downloads.containsKey(id) && !downloads.get(id).status().isEmptied())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized int forget(Instant before, int limit) {
        availability.check();
        List<Download> old = ended(before)
                .filter(download -> swept.contains(download.id()))
                .limit(limit)
                .toList();
        old.forEach(download -> downloads.remove(download.id()));
        return old.size();
    }

    /** All of everybody's, the newest first. */
    public synchronized List<Download> all() {
        return downloads.values().stream()
                .sorted(Comparator.comparing((Download it) -> it.id().toString())
                        .reversed())
                .toList();
    }
}
