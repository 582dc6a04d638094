package dev.safelight.application.download;

import dev.safelight.application.Outage;
import dev.safelight.application.image.ImageQueries;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Item.Outcome;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Picture;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.StoredObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Finds out what can be delivered of what was asked for, without reading a photo. */
public final class PlanArchive {

    /** Questions to the store at a time: where an answer takes 30 ms, a thousand photos are looked up in 4 s. */
    private static final int QUESTIONS = 8;

    private final ImageQueries images;
    private final ObjectStore store;

    public PlanArchive(ImageQueries images, ObjectStore store) {
        this.images = images;
        this.store = store;
    }

    /**
     * @return an item for each that is wanted, in its order
     * @throws InterruptedException when asked to stop
     * @throws Outage when the database or the store cannot be asked
     */
    List<Item> plan(Order order) throws InterruptedException {
        Map<Wanted, Image> known = known(order);
        Map<String, StoredObject> normalized =
                order.picture() == Picture.NORMALIZED ? look(normalizedKeys(known)) : Map.of();
        Set<ImageId> seen = new HashSet<>();
        EntryNames names = new EntryNames();
        return order.wanted().stream()
                .map(wanted -> {
                    Image image = known.get(wanted);
                    return image == null
                            ? Item.leftOut(wanted, Outcome.NOT_FOUND)
                            : item(wanted, image, order.picture(), normalized, seen, names);
                })
                .toList();
    }

    private Map<Wanted, Image> known(Order order) {
        Set<Wanted> wanted = Set.copyOf(order.wanted());
        Map<Wanted, Image> known = new HashMap<>();
        for (Image image : images.named(order.owner(), wanted)) {
            Wanted byId = new Wanted.Id(image.id());
            if (wanted.contains(byId)) {
                known.put(byId, image);
            }
            long number = image.upload().fileId();
            if (number >= Wanted.SMALLEST && number <= Wanted.LARGEST) {
                known.put(new Wanted.FileNumber(number), image);
            }
        }
        return known;
    }

    private static Item item(
            Wanted wanted,
            Image image,
            Picture picture,
            Map<String, StoredObject> normalized,
            Set<ImageId> seen,
            EntryNames names) {
        if (!(image instanceof Image.Accepted accepted)) {
            return Item.leftOut(wanted, Outcome.NOT_ACCEPTED);
        }
        if (!seen.add(image.id())) {
            return Item.leftOut(wanted, Outcome.REPEATED);
        }
        return switch (picture) {
            case ORIGINAL -> waiting(wanted, accepted, accepted.object(), extension(accepted), names);
            case NORMALIZED ->
                accepted.derivatives()
                        .map(made -> Optional.ofNullable(normalized.get(made.normalized()))
                                .map(object -> waiting(wanted, accepted, object, "jpg", names))
                                .orElseGet(() -> Item.leftOut(wanted, Outcome.GONE)))
                        .orElseGet(() -> Item.leftOut(wanted, Outcome.NO_PICTURE));
        };
    }

    private static Item waiting(
            Wanted wanted, Image.Accepted image, StoredObject object, String extension, EntryNames names) {
        var promise = image.upload().promise();
        return Item.waiting(
                wanted,
                new Item.Content(
                        image.id(),
                        image.upload().fileId(),
                        names.of(promise.filename(), extension),
                        promise.createdAt(),
                        object));
    }

    /** By content, where that is known. */
    private static String extension(Image.Accepted image) {
        Format format = image.judgement()
                .measurements()
                .format()
                .orElse(image.upload().promise().format());
        return format == Format.JPEG ? "jpg" : format.name().toLowerCase(Locale.ROOT);
    }

    private static Set<String> normalizedKeys(Map<Wanted, Image> known) {
        return known.values().stream()
                .filter(Image.Accepted.class::isInstance)
                .flatMap(image -> ((Image.Accepted) image).derivatives().stream())
                .map(made -> made.normalized())
                .collect(Collectors.toSet());
    }

    /** Those of {@code keys} that are there. */
    private Map<String, StoredObject> look(Set<String> keys) throws InterruptedException {
        List<Callable<Optional<StoredObject>>> questions = keys.stream()
                .map(key -> (Callable<Optional<StoredObject>>) () -> store.look(key))
                .toList();
        Map<String, StoredObject> found = new HashMap<>();
        try (ExecutorService crowd =
                Executors.newFixedThreadPool(QUESTIONS, Thread.ofVirtual().factory())) {
            try {
                for (Future<Optional<StoredObject>> answer : crowd.invokeAll(questions)) {
                    answer.get().ifPresent(object -> found.put(object.key(), object));
                }
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException failure
                        ? failure
                        : Outage.passing("looking for photos", Objects.requireNonNull(failed.getCause()));
            } finally {
                crowd.shutdownNow();
            }
        }
        return found;
    }
}
