package dev.safelight.application.image;

import dev.safelight.application.event.Bell;
import dev.safelight.application.event.MemoryEventLog;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.operation.Story;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Gallery;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.Life;
import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetCount;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Images in memory: one lock where the database has one statement. The steps of a write are methods of their own, so
 * that deliberately broken kinds can leave one out.
 */
public class MemoryImages implements Images, ImageQueries, Discards, Backlog {

    private static final Comparator<Image> NEWEST_FIRST =
            Comparator.comparingLong((Image image) -> image.upload().fileId()).reversed();

    private final Availability availability;
    private final MemoryJobQueue queue;
    private final Bell bell;
    private final Duration discardAfter;
    private final Map<ImageId, Image> images = new HashMap<>();
    private final Map<OwnerId, Long> galleries = new HashMap<>();
    private final Map<ImageId, Instant> discards = new HashMap<>();
    private final Map<ImageId, List<Story.Note>> notes = new HashMap<>();
    private final MemoryEventLog log;
    private long lastFileId = Upload.FIRST_FILE_ID - 1;

    /**
     * @param queue gets the job of every state that is due
     * @param bell rung after every write to an image
     * @param discardAfter how long a note outlives its image: until no signed URL for it is valid any more
     */
    public MemoryImages(Availability availability, MemoryJobQueue queue, Bell bell, Duration discardAfter) {
        this.availability = availability;
        this.queue = queue;
        this.bell = bell;
        this.discardAfter = discardAfter;
        this.log = new MemoryEventLog(availability);
    }

    /** The log that it tells its moves to. */
    public MemoryEventLog eventLog() {
        return log;
    }

    // ---- Images

    @Override
    public synchronized Added add(List<Upload.Promise> promises, SetSize size, int most) {
        availability.check();
        Upload.Promise first = promises.getFirst();
        int free = Math.max(0, size.maximum() - places(first.owner(), first.set()));
        if (!hasRoom(promises.size(), free)) {
            return new Added.SetFull(free);
        }
        int freeOfOwner = Math.max(0, most - onTheirWay(first.owner()));
        if (promises.size() > freeOfOwner) {
            return new Added.OwnerFull(freeOfOwner, inWork(first.owner()));
        }
        return new Added.All(promises.stream().map(this::add).toList());
    }

    private Image.AwaitingUpload add(Upload.Promise promise) {
        var image = new Image.AwaitingUpload(new Upload(++lastFileId, promise), Life.begin(promise.createdAt()));
        if (images.putIfAbsent(promise.id(), image) != null) {
            throw new IllegalArgumentException("the id was used before: " + promise.id());
        }
        return image;
    }

    protected boolean hasRoom(int wanted, int free) {
        return wanted <= free;
    }

    protected int onTheirWay(OwnerId owner) {
        return (int) of(owner).filter(image -> !image.status().isFinal()).count();
    }

    private int inWork(OwnerId owner) {
        return (int) of(owner).filter(image -> image.status().isInWork()).count();
    }

    private Stream<Image> of(OwnerId owner) {
        return images.values().stream().filter(image -> image.owner().equals(owner));
    }

    private int places(OwnerId owner, SetId set) {
        return (int)
                inSet(owner, set).filter(image -> image.status().holdsPlace()).count();
    }

    @Override
    public synchronized Optional<Image> find(ImageId id) {
        availability.check();
        return Optional.ofNullable(images.get(id));
    }

    @Override
    public Optional<Image> find(OwnerId owner, ImageId id) {
        return find(id).filter(image -> image.owner().equals(owner));
    }

    @Override
    public Outcome apply(Change change, SetSize size) {
        synchronized (this) {
            availability.check();
            Image current = images.get(change.before().id());
            if (current == null || !isAsRead(current, change) || !isGallerySeen(change)) {
                return Outcome.RACED;
            }
            write(change, size);
        }
        bell.ring(change.after().id().value());
        return Outcome.APPLIED;
    }

    protected synchronized void write(Change change, SetSize size) {
        Image after = change.after();
        images.put(after.id(), after);
        if (change.isMove()) {
            tell(change);
        } else {
            note(change);
        }
        if (change.before().status() == Status.ACCEPTED) {
            advanceGallery(after.owner());
        }
        if (after.status() == Status.ACCEPTED) {
            advanceGallery(after.owner());
            tellIfReady(change, size);
        }
        if (after.status() == Status.UPLOAD_FAILED) {
            discard(after.id(), after.life().since());
        }
        Job.wantedBy(after).ifPresent(this::ring);
    }

    private void note(Change change) {
        int attempt = switch (change.after()) {
            case Image.Verifying it -> it.attempts();
            case Image.Processing it -> it.attempts();
            default -> 0;
        };
        List<Story.Note> kept = notes.computeIfAbsent(change.after().id(), id -> new ArrayList<>());
        kept.add(new Story.Note(change.after().life().since(), attempt, change.why()));
        if (kept.size() > Story.NOTES) {
            kept.removeFirst();
        }
    }

    protected boolean isAsRead(Image current, Change change) {
        Image before = change.before();
        return current.status() == before.status()
                && current.life().version() == before.life().version()
                && token(current).equals(token(before))
                && !takesLivingLease(current, change);
    }

    /** A lease may have been renewed since it was read: then it is not over, and nobody else may take it. */
    private static boolean takesLivingLease(Image current, Change change) {
        boolean takesOver =
                token(change.after()).isPresent() && !token(change.after()).equals(token(current));
        return takesOver
                && lease(current)
                        .filter(held ->
                                held.until().isAfter(change.after().life().since()))
                        .isPresent();
    }

    protected static Optional<UUID> token(Image image) {
        return lease(image).map(Lease::token);
    }

    private static Optional<Lease> lease(Image image) {
        return image instanceof Image.Processing processing ? processing.lease() : Optional.empty();
    }

    protected boolean isGallerySeen(Change change) {
        return change.gallerySeen().isEmpty()
                || change.gallerySeen().getAsLong()
                        == galleryVersion(change.before().owner());
    }

    private long galleryVersion(OwnerId owner) {
        return galleries.getOrDefault(owner, 0L);
    }

    private void advanceGallery(OwnerId owner) {
        galleries.merge(owner, 1L, Long::sum);
    }

    protected void ring(Job job) {
        queue.put(List.of(job));
    }

    protected void tell(Change change) {
        Image after = change.after();
        log.tell(
                EventType.of(after.status()),
                after.owner(),
                after.id().toString(),
                after.life().since(),
                Optional.of(Event.Move.of(change)),
                Optional.empty());
    }

    protected void tellIfReady(Change change, SetSize size) {
        Image after = change.after();
        if (tally(after.owner(), after.upload().set()).accepted() == size.minimum()) {
            log.tell(
                    EventType.SET_READY,
                    after.owner(),
                    after.upload().set().value(),
                    after.life().since(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    @Override
    public synchronized boolean renew(ImageId id, Lease lease, Instant until) {
        availability.check();
        if (!(images.get(id) instanceof Image.Processing it) || !isHolder(it, lease)) {
            return false;
        }
        Lease held = it.lease().orElse(lease);
        Instant end = until.isAfter(it.due()) ? until : it.due();
        images.put(
                id,
                new Image.Processing(
                        it.upload(),
                        it.life(),
                        it.object(),
                        it.attempts(),
                        end,
                        Optional.of(new Lease(held.token(), held.worker(), end))));
        return true;
    }

    protected boolean isHolder(Image.Processing image, Lease lease) {
        return token(image).filter(lease.token()::equals).isPresent();
    }

    @Override
    public Optional<Image> delete(OwnerId owner, ImageId id, Instant now) {
        Optional<Image> deleted = remove(owner, id, now);
        deleted.ifPresent(image -> bell.ring(image.id().value()));
        return deleted;
    }

    private synchronized Optional<Image> remove(OwnerId owner, ImageId id, Instant now) {
        Optional<Image> found = find(owner, id);
        found.ifPresent(image -> {
            images.remove(id);
            notes.remove(id);
            forget(id);
            discard(id, now);
            log.tell(EventType.IMAGE_DELETED, owner, id.toString(), now, Optional.empty(), Optional.empty());
            if (image.status() == Status.ACCEPTED) {
                advanceGallery(owner);
            }
        });
        return found;
    }

    protected void forget(ImageId id) {
        log.unsay(event -> event.subject().equals(id.toString()) && event.type() != EventType.SET_READY);
    }

    // ---- ImageQueries

    @Override
    public synchronized List<Image> page(
            OwnerId owner, Optional<Status> status, Optional<SetId> set, long beforeFileId, int limit) {
        availability.check();
        return images.values().stream()
                .filter(image -> image.owner().equals(owner)
                        && image.upload().fileId() < beforeFileId
                        && status.filter(Predicate.not(Predicate.isEqual(image.status())))
                                .isEmpty()
                        && set.filter(Predicate.not(
                                        Predicate.isEqual(image.upload().set())))
                                .isEmpty())
                .sorted(Comparator.comparingLong((Image image) -> image.upload().fileId())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Image> named(OwnerId owner, Collection<Wanted> names) {
        availability.check();
        return of(owner)
                .filter(image -> names.contains(new Wanted.Id(image.id()))
                        || names.contains(new Wanted.FileNumber(image.upload().fileId())))
                .toList();
    }

    @Override
    public synchronized List<Event> history(OwnerId owner, ImageId id) {
        availability.check();
        return log.all().stream()
                .filter(event -> event.owner().equals(owner)
                        && event.subject().equals(id.toString())
                        && event.move().isPresent())
                .toList();
    }

    @Override
    public synchronized SetCount count(OwnerId owner, SetId set) {
        availability.check();
        return tally(owner, set);
    }

    private SetCount tally(OwnerId owner, SetId set) {
        int accepted = (int) inSet(owner, set)
                .filter(image -> image.status() == Status.ACCEPTED)
                .count();
        int rejected = (int) inSet(owner, set)
                .filter(image -> image.status() == Status.REJECTED)
                .count();
        return new SetCount(accepted, rejected, places(owner, set) - accepted);
    }

    private Stream<Image> inSet(OwnerId owner, SetId set) {
        return of(owner).filter(image -> image.upload().set().equals(set));
    }

    @Override
    public synchronized Gallery gallery(
            OwnerId owner, ImageId newcomer, Sha256 sha256, Optional<Fingerprint> fingerprint, int within) {
        availability.check();
        List<Neighbour> near = images.values().stream()
                .filter(image -> image.owner().equals(owner) && !image.id().equals(newcomer))
                .filter(Image.Accepted.class::isInstance)
                .map(Image.Accepted.class::cast)
                .sorted(Comparator.comparingLong(image -> image.upload().fileId()))
                .flatMap(image -> neighbour(image, sha256, fingerprint).stream())
                .filter(other -> other.identical() || other.distance() <= within)
                .sorted(Comparator.comparing((Neighbour other) -> !other.identical())
                        .thenComparingInt(Neighbour::distance))
                .limit(Gallery.MOST)
                .toList();
        return new Gallery(galleryVersion(owner), near);
    }

    private static Optional<Neighbour> neighbour(
            Image.Accepted image, Sha256 sha256, Optional<Fingerprint> fingerprint) {
        Measurements measured = image.judgement().measurements();
        if (measured.sha256().equals(sha256)) {
            return Optional.of(new Neighbour(image.id(), 0, true));
        }
        return fingerprint.flatMap(mine -> measured.pixels()
                .map(pixels -> new Neighbour(
                        image.id(), mine.distanceEveryWay(pixels.fingerprint()), /* identical= */ false)));
    }

    @Override
    public synchronized List<Image> overdue(Instant before, int limit) {
        availability.check();
        return images.values().stream()
                .filter(image -> image.dueAt().filter(before::isAfter).isPresent())
                .sorted(Comparator.comparing(image -> image.dueAt().orElseThrow()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Image> judged(Instant since, long beforeFileId, int limit) {
        availability.check();
        return images.values().stream()
                .filter(image -> image.status() == Status.ACCEPTED || image.status() == Status.REJECTED)
                .filter(image ->
                        !image.life().since().isBefore(since) && image.upload().fileId() < beforeFileId)
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Set<ImageId> existing(Collection<ImageId> ids) {
        availability.check();
        return ids.stream().filter(images::containsKey).collect(Collectors.toSet());
    }

    // ---- Backlog

    @Override
    public synchronized Load load(int most, Instant now) {
        availability.check();
        List<Image> counted =
                images.values().stream().filter(this::isWork).limit(most).toList();
        List<Instant> finished = log.all().stream()
                .filter(event -> event.move().filter(this::isEndOfWork).isPresent())
                .map(Event::time)
                .filter(time -> time.isAfter(now.minus(WINDOW)))
                .sorted(Comparator.reverseOrder())
                .limit(ENOUGH)
                .toList();
        return new Load(
                counted.size(),
                (int) counted.stream().map(Image::owner).distinct().count(),
                finished.size(),
                finished.isEmpty() ? Duration.ZERO : Duration.between(finished.getLast(), now));
    }

    protected boolean isWork(Image image) {
        return image.status().isInWork();
    }

    protected boolean isEndOfWork(Event.Move move) {
        return move.to().isFinal() && move.from().isInWork();
    }

    // ---- Discards

    private void discard(ImageId id, Instant now) {
        discards.put(id, now.plus(discardAfter));
    }

    @Override
    public synchronized List<ImageId> due(Instant before, int limit) {
        availability.check();
        return discards.entrySet().stream()
                .filter(note -> note.getValue().isBefore(before))
                .sorted(Map.Entry.comparingByValue())
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized void done(List<ImageId> ids) {
        availability.check();
        ids.forEach(discards::remove);
    }

    // ---- what the tests see

    /** What happened to an image without moving it. */
    public synchronized List<Story.Note> notes(ImageId id) {
        return List.copyOf(notes.getOrDefault(id, List.of()));
    }

    /** All of everybody's, in the order in which they were promised. */
    public synchronized List<Image> all() {
        return images.values().stream().sorted(NEWEST_FIRST.reversed()).toList();
    }

    /** Everything that was told to one owner, in order. */
    public synchronized List<Event> log(OwnerId owner) {
        return log.all().stream().filter(event -> event.owner().equals(owner)).toList();
    }
}
