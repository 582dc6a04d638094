package dev.safelight.application.operation;

import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.operation.Search.Found;
import dev.safelight.application.operation.Search.Place;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an operator does to one image or to thousands: batch by batch, each of them whole, all of it written down. Said
 * again it finds nothing left to do; two at once share the work.
 */
public final class ActOnImages {

    /** So many can be named. */
    public static final int MOST_NAMED = 1_000;

    /** So many can be meant by a filter. */
    public static final int MOST = 10_000;

    /** The store has to be asked for each. */
    public static final int MOST_DELETED = 1_000;

    private final Search search;
    private final GroupErrors errors;
    private final BulkMoves moves;
    private final DeleteImage delete;
    private final Audit audit;
    private final WriteDown writeDown;
    private final SetSize size;
    private final InstantSource clock;

    public ActOnImages(
            Search search,
            GroupErrors errors,
            BulkMoves moves,
            DeleteImage delete,
            Audit audit,
            WriteDown writeDown,
            SetSize size,
            InstantSource clock) {
        this.search = search;
        this.errors = errors;
        this.moves = moves;
        this.delete = delete;
        this.audit = audit;
        this.writeDown = writeDown;
        this.size = size;
        this.clock = clock;
    }

    /** What there is to do. */
    public enum Action {
        /** Back to work, from ERROR. */
        RETRY,
        /** Forgotten for good, whatever state it is in. */
        DELETE,
        /** Accepted against the verdict, from REJECTED. */
        ACCEPT,
        /** Rejected against the verdict, from ACCEPTED. */
        REJECT;

        /** What it can be done to; empty for all. */
        Optional<Status> from() {
            return switch (this) {
                case RETRY -> Optional.of(Status.ERROR);
                case ACCEPT -> Optional.of(Status.REJECTED);
                case REJECT -> Optional.of(Status.ACCEPTED);
                case DELETE -> Optional.empty();
            };
        }

        private Deed deed() {
            return switch (this) {
                case RETRY -> Deed.RETRY;
                case ACCEPT -> Deed.ACCEPT;
                case REJECT -> Deed.REJECT;
                case DELETE -> Deed.DELETE;
            };
        }
    }

    /** What it is done to. */
    public sealed interface Selection {
        record Named(List<ImageId> ids) implements Selection {}

        /** @param atMost no more than these are looked at, the newest */
        record Fitting(ImageFilter filter, int atMost) implements Selection {}

        /** Those of a {@link GroupErrors.Group} that stopped since then. */
        record Failed(String fingerprint, Instant since) implements Selection {}
    }

    /**
     * @param described the selection as JSON, to be written down
     * @param reason in the operator's words
     */
    public record Order(Operator operator, Action action, Selection selection, String described, String reason) {}

    /** @throws dev.safelight.application.Outage in the midst of it: what was done by then is written down */
    public Outcome act(Order order) {
        UUID entry = writeDown.begin(
                new WriteDown.Told(order.operator(), order.action().deed(), order.described(), order.reason()));
        Run run = new Run(order, entry);
        boolean more = switch (order.selection()) {
            case Selection.Named named -> run.named(named.ids());
            case Selection.Fitting fitting -> run.fitting(fitting);
            case Selection.Failed failed -> run.failed(failed);
        };
        writeDown.finish(entry, run.unchanged());
        return new Outcome(entry, run.done, run.unchanged(), more);
    }

    private final class Run {
        private final Order order;
        private final UUID entry;
        private int lookedAt;
        private int done;

        Run(Order order, UUID entry) {
            this.order = order;
            this.entry = entry;
        }

        int unchanged() {
            return lookedAt - done;
        }

        boolean named(List<ImageId> ids) {
            for (int from = 0; from < ids.size(); from += BulkMoves.MOST) {
                List<ImageId> batch = ids.subList(from, Math.min(ids.size(), from + BulkMoves.MOST));
                handle(search.named(batch));
            }
            lookedAt = ids.size();
            return false;
        }

        boolean fitting(Selection.Fitting fitting) {
            ImageFilter filter = narrowed(fitting.filter());
            Optional<Place> place = Optional.empty();
            while (lookedAt < fitting.atMost()) {
                Found found = search.images(filter, place, Math.min(BulkMoves.MOST, fitting.atMost() - lookedAt));
                lookedAt += found.images().size();
                handle(found.images());
                place = found.next();
                if (place.isEmpty()) {
                    return false;
                }
            }
            return true;
        }

        boolean failed(Selection.Failed failed) {
            GroupErrors.Stopped stopped = errors.stopped(failed.fingerprint(), failed.since());
            named(stopped.images());
            return !stopped.whole();
        }

        private ImageFilter narrowed(ImageFilter filter) {
            return new ImageFilter(
                    filter.status().or(order.action()::from),
                    filter.owner(),
                    filter.set(),
                    filter.code(),
                    filter.name());
        }

        private void handle(List<Image> images) {
            if (order.action() == Action.DELETE) {
                images.forEach(this::remove);
                return;
            }
            List<Change> changes =
                    images.stream().flatMap(image -> change(image).stream()).toList();
            if (!changes.isEmpty()) {
                done += moves.apply(changes, size, entry).size();
            }
        }

        private void remove(Image image) {
            if (delete.delete(image.owner(), image.id())) {
                done++;
                audit.count(entry, 1);
            }
        }

        private Optional<Change> change(Image image) {
            Instant now = clock.instant();
            Image.Overruling overruling = new Image.Overruling(order.operator().name(), order.reason());
            return switch (image) {
                case Image.Errored it when order.action() == Action.RETRY -> Optional.of(it.retried(now));
                case Image.Rejected it
                when order.action() == Action.ACCEPT -> Optional.of(it.overridden(overruling, now));
                case Image.Accepted it
                when order.action() == Action.REJECT -> Optional.of(it.overridden(overruling, now));
                default -> Optional.empty();
            };
        }
    }
}
