package dev.safelight.telemetry.log;

import dev.safelight.application.Occasion;
import dev.safelight.application.image.Images;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Upload;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes one line for each step of an image that was taken, and none for one that was lost to somebody else. */
public final class LoggedImages implements Images {

    private static final System.Logger LOG = System.getLogger(LoggedImages.class.getName());

    private final Images images;

    public LoggedImages(Images images) {
        this.images = images;
    }

    @Override
    public Added add(List<Upload.Promise> promises, SetSize size, int most) {
        Added added = images.add(promises, size, most);
        if (added instanceof Added.All all) {
            all.images().forEach(image -> note(image, "AWAITING_UPLOAD"));
        }
        return added;
    }

    @Override
    public Optional<Image> find(ImageId id) {
        return images.find(id);
    }

    @Override
    public Optional<Image> find(OwnerId owner, ImageId id) {
        return images.find(owner, id);
    }

    @Override
    public Outcome apply(Change change, SetSize size) {
        Outcome outcome = images.apply(change, size);
        if (outcome == Outcome.APPLIED && change.isMove()) {
            note(change);
        }
        return outcome;
    }

    @Override
    public boolean renew(ImageId id, Lease lease, Instant until) {
        return images.renew(id, lease, until);
    }

    @Override
    public Optional<Image> delete(OwnerId owner, ImageId id, Instant now) {
        Optional<Image> deleted = images.delete(owner, id, now);
        deleted.ifPresent(image -> note(image, image.status() + " -> deleted"));
        return deleted;
    }

    static void note(Change change) {
        note(change.before(), change.before().status() + " -> " + change.after().status() + ": " + change.why());
    }

    private static void note(Image image, String step) {
        String id = image.id().toString();
        Map<Occasion.Fact, String> about = Map.of(
                Occasion.Fact.IMAGE, id, Occasion.Fact.OWNER, image.owner().value());
        Occasion.with(about, () -> {
            LOG.log(Level.INFO, "image {0} {1}", id, step);
            return id;
        });
    }
}
