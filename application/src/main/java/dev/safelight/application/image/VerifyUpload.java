package dev.safelight.application.image;

import dev.safelight.application.InWords;
import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload.Promise;
import dev.safelight.domain.image.UploadFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.security.DigestInputStream;
import java.util.Optional;

/**
 * Looks whether an upload is there and is what was promised, and pins it. Looks up to three times; between looks nobody
 * waits, the row's due time does. Needs no lease: two that verify at once see the same, and one of them writes.
 */
public final class VerifyUpload {

    /** How often we look for an upload that is said to be there. */
    public static final int LOOKS = 3;

    private static final System.Logger LOG = System.getLogger(VerifyUpload.class.getName());

    private final Images images;
    private final ObjectStore store;
    private final SetSize size;
    private final RetryTerms retry;

    public VerifyUpload(Images images, ObjectStore store, SetSize size, RetryTerms retry) {
        this.images = images;
        this.store = store;
        this.size = size;
        this.retry = retry;
    }

    /** Does what the image needs now; nothing, if somebody was faster. */
    public void verify(ImageId id) {
        images.find(id).flatMap(this::nextStep).ifPresent(change -> images.apply(change, size));
    }

    private Optional<Change> nextStep(Image image) {
        return switch (image) {
            case Image.AwaitingUpload awaited when isDue(awaited) -> atDeadline(awaited);
            case Image.Verifying verifying when isDue(verifying) -> Optional.of(look(verifying));
            default -> Optional.empty();
        };
    }

    private boolean isDue(Image image) {
        return image.dueAt().filter(due -> !due.isAfter(retry.now())).isPresent();
    }

    /** The client never said that it was done; it may have been, and have closed the page. */
    private Optional<Change> atDeadline(Image.AwaitingUpload awaited) {
        try {
            boolean there = store.look(awaited.upload().objectKey()).isPresent();
            return Optional.of(
                    there ? awaited.arrived("found at the deadline", retry.now()) : awaited.neverCame(retry.now()));
        } catch (Outage outage) {
            // The row stays due, so the reconciler asks again: nobody loses an upload because the store was down.
            return Optional.empty();
        }
    }

    private Change look(Image.Verifying verifying) {
        try {
            return store.look(verifying.upload().objectKey())
                    .map(found -> compare(verifying, found))
                    .orElseGet(() -> notThere(verifying));
        } catch (ObjectStore.Gone replacedMeanwhile) {
            return notThere(verifying);
        } catch (Outage outage) {
            return outage(verifying, outage);
        }
    }

    private Change notThere(Image.Verifying verifying) {
        return verifying.looks() + 1 < LOOKS
                ? verifying.lookAgain(retry.nextLook(), retry.now())
                : verifying.failed(UploadFault.NEVER_ARRIVED, "looked " + LOOKS + " times, found nothing", retry.now());
    }

    private Change outage(Image.Verifying verifying, Outage outage) {
        int made = verifying.attempts() + 1;
        retry.failed(made, outage);
        LOG.log(Level.WARNING, "attempt {0} at {1} failed: {2}", made, verifying.id(), outage.getMessage());
        String why = "the store could not be asked: " + InWords.message(outage);
        return retry.usedUp(made)
                ? verifying.gaveUp(retry.incident(why), retry.now())
                : verifying.postponed(why, retry.nextTry(made), retry.now());
    }

    private Change compare(Image.Verifying verifying, StoredObject found) {
        Promise promise = verifying.upload().promise();
        if (found.size() != promise.size()) {
            String why = found.size() + " bytes are there, " + promise.size() + " were promised";
            return verifying.failed(UploadFault.SIZE_MISMATCH, why, retry.now());
        }
        if (Format.sniff(head(found)).isEmpty()) {
            return verifying.failed(UploadFault.TYPE_MISMATCH, "its first bytes are no image's", retry.now());
        }
        StoredObject pin = promise.sha256().isPresent() ? hashed(found) : found;
        if (promise.sha256().isPresent() && !promise.sha256().equals(pin.sha256())) {
            return verifying.failed(UploadFault.CHECKSUM_MISMATCH, "its SHA-256 is not the one promised", retry.now());
        }
        return verifying.verified(pin, retry.now());
    }

    private byte[] head(StoredObject found) {
        try (InputStream bytes = store.read(found, 0, Format.SNIFF_LENGTH)) {
            return bytes.readNBytes(Format.SNIFF_LENGTH);
        } catch (IOException broken) {
            throw Outage.passing("reading the first bytes broke off", broken);
        }
    }

    /** Not every store attests a SHA-256; where it does not, the whole object is read to know. */
    private StoredObject hashed(StoredObject found) {
        if (found.sha256().isPresent()) {
            return found;
        }
        var digest = Sha256.digest();
        try (InputStream bytes = new DigestInputStream(store.read(found, 0, found.size()), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            throw Outage.passing("reading for the checksum broke off", broken);
        }
        return new StoredObject(found.key(), found.size(), found.etag(), Optional.of(Sha256.of(digest)));
    }
}
