package dev.safelight.application.image;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.Derivatives;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Variant;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Hands out a URL to fetch one of an image's pictures; it is fresh each time and soon expires. */
public final class FetchContent {

    private static final Duration VALID_FOR = Duration.ofMinutes(5);

    private final Images images;
    private final ObjectStore store;

    public FetchContent(Images images, ObjectStore store) {
        this.images = images;
        this.store = store;
    }

    /** Empty when the owner has no such image, or the image no such picture (yet). */
    public Optional<URI> fetch(OwnerId owner, ImageId id, Variant variant) {
        return images.find(owner, id).flatMap(image -> switch (variant) {
            case ORIGINAL -> original(image).map(object -> signOriginal(image, object));
            case NORMALIZED -> derivatives(image).map(made -> sign(image, made.normalized(), ".jpg"));
            case THUMBNAIL -> derivatives(image).map(made -> sign(image, made.thumbnail(), "-thumbnail.jpg"));
        });
    }

    private URI signOriginal(Image image, StoredObject object) {
        String name = image.upload().promise().filename().value();
        return store.signDownload(object.key(), name, format(image).mediaType(), VALID_FOR);
    }

    private URI sign(Image image, String key, String ending) {
        String name = image.upload().promise().filename().value();
        int dot = name.lastIndexOf('.');
        return store.signDownload(key, (dot > 0 ? name.substring(0, dot) : name) + ending, "image/jpeg", VALID_FOR);
    }

    private static Optional<StoredObject> original(Image image) {
        return switch (image) {
            case Image.AwaitingUpload it -> Optional.empty();
            case Image.Verifying it -> Optional.empty();
            case Image.UploadFailed it -> Optional.empty();
            case Image.Processing it -> Optional.of(it.object());
            case Image.Judged it -> Optional.of(it.object());
            case Image.Errored it -> it.object();
        };
    }

    private static Optional<Derivatives> derivatives(Image image) {
        return image instanceof Image.Judged judged ? judged.derivatives() : Optional.empty();
    }

    /** By content once that is known: a browser believes what we say here. */
    private static Format format(Image image) {
        Format promised = image.upload().promise().format();
        return image instanceof Image.Judged judged
                ? judged.judgement().measurements().format().orElse(promised)
                : promised;
    }
}
