package dev.safelight.application.image;

import dev.safelight.application.Outage;
import dev.safelight.application.inspect.PhotoComparer;
import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.application.inspect.PhotoInspector.Pictures;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.Derivatives;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Variant;
import dev.safelight.domain.rule.Measurements;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything about a photo that costs time: fetch the pinned bytes, look at them, store what was made of them. */
public final class ExaminePhoto {

    private static final String JPEG = "image/jpeg";

    private final ObjectStore store;
    private final PhotoInspector inspector;
    private final PhotoComparer comparer;

    public ExaminePhoto(ObjectStore store, PhotoInspector inspector, PhotoComparer comparer) {
        this.store = store;
        this.inspector = inspector;
        this.comparer = comparer;
    }

    /**
     * What was found and made.
     *
     * @param thumbnail the bytes of that derivative
     */
    record Examined(Measurements measurements, Optional<Derivatives> derivatives, Optional<byte[]> thumbnail) {}

    /**
     * @throws ObjectStore.Gone when the bytes are no longer those that were verified
     * @throws Outage when the store or we ourselves fail
     */
    Examined examine(Image.Processing photo, Lease lease) throws InterruptedException {
        byte[] bytes = fetch(photo.object());
        Inspection inspection =
                inspector.inspect(bytes, photo.upload().promise().format());
        Optional<Derivatives> derivatives = inspection.pictures().map(pictures -> keep(photo.id(), pictures, lease));
        return new Examined(
                inspection.measurements(), derivatives, inspection.pictures().map(Pictures::thumbnail));
    }

    /**
     * Whether a photo that has nearly the same fingerprint is, on a second look, another one all the same. Not when one of
     * the two can no longer be seen.
     *
     * @throws Outage when the store fails
     */
    boolean isAnother(Examined examined, Image.Accepted other) {
        return examined.thumbnail()
                .flatMap(mine -> other.derivatives()
                        .flatMap(made -> thumbnail(made.thumbnail()))
                        .map(theirs -> comparer.areTwo(mine, theirs)))
                .orElse(false);
    }

    private Optional<byte[]> thumbnail(String key) {
        try {
            return store.look(key).map(this::fetch);
        } catch (ObjectStore.Gone deleted) {
            return Optional.empty();
        }
    }

    /** Removes what {@link #examine} stored under a lease that turned out to be lost. */
    void undo(ImageId id, Lease lease) {
        store.delete(List.of(
                ObjectKeys.derivative(id, Variant.NORMALIZED, lease),
                ObjectKeys.derivative(id, Variant.THUMBNAIL, lease)));
    }

    /** Removes what earlier attempts at the image have left: every object that {@code judged} does not name. */
    void tidy(Image.Judged judged) {
        List<String> named = Stream.concat(
                        Stream.of(judged.object().key()),
                        judged.derivatives().stream().flatMap(made -> Stream.of(made.normalized(), made.thumbnail())))
                .toList();
        store.delete(store.list(ObjectKeys.prefix(judged.id()), "", 1000).stream()
                .map(ObjectStore.Listed::key)
                .filter(key -> !named.contains(key))
                .toList());
    }

    private byte[] fetch(StoredObject pin) {
        byte[] bytes;
        try (InputStream in = store.read(pin, 0, pin.size())) {
            bytes = in.readNBytes(Math.toIntExact(pin.size()));
        } catch (IOException broken) {
            throw Outage.passing("reading an object broke off", broken);
        }
        if (bytes.length != pin.size()) {
            throw Outage.passing("an object came short", new IOException(bytes.length + " of " + pin.size()));
        }
        if (pin.sha256().isPresent() && !pin.sha256().get().equals(Sha256.of(bytes))) {
            throw new ObjectStore.Gone(pin.key());
        }
        return bytes;
    }

    private Derivatives keep(ImageId id, Pictures pictures, Lease lease) {
        String normalized = ObjectKeys.derivative(id, Variant.NORMALIZED, lease);
        String thumbnail = ObjectKeys.derivative(id, Variant.THUMBNAIL, lease);
        store.write(normalized, JPEG, pictures.normalized());
        store.write(thumbnail, JPEG, pictures.thumbnail());
        return new Derivatives(normalized, thumbnail);
    }
}
