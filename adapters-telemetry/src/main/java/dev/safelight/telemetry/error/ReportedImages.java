package dev.safelight.telemetry.error;

import dev.safelight.application.image.Images;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Upload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of each image that ended in ERROR, once that is written. What its owner did wrong is no failure of ours. */
public final class ReportedImages implements Images {

    private final Images images;
    private final Errors errors;

    public ReportedImages(Images images, Errors errors) {
        this.images = images;
        this.errors = errors;
    }

    @Override
    public Added add(List<Upload.Promise> promises, SetSize size, int most) {
        return images.add(promises, size, most);
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
        if (outcome == Outcome.APPLIED && change.isMove() && change.after() instanceof Image.Errored given) {
            errors.tell(GivenUp.report(
                    "IMAGE_ERROR",
                    "A photo ended in ERROR, by no fault of its owner",
                    Map.of(
                            "image_id", given.id().toString(),
                            "incident", given.incident().id())));
        }
        return outcome;
    }

    @Override
    public boolean renew(ImageId id, Lease lease, Instant until) {
        return images.renew(id, lease, until);
    }

    @Override
    public Optional<Image> delete(OwnerId owner, ImageId id, Instant now) {
        return images.delete(owner, id, now);
    }
}
