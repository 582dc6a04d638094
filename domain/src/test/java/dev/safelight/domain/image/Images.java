package dev.safelight.domain.image;

import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.domain.rule.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An image in each of its states, for the tests of this module. */
final class Images {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Lease LEASE = new Lease(new UUID(1, 2), "worker-1", NOW.plusSeconds(30));
    static final Gallery EMPTY_GALLERY = new Gallery(7, List.of());
    static final Incident INCIDENT = new Incident("inc_1", "the disk is full");
    static final Derivatives DERIVATIVES = new Derivatives("images/x/normalized.jpg", "images/x/thumbnail.jpg");

    private Images() {}

    static Upload upload() {
        return new Upload(
                10_000,
                new Upload.Promise(
                        new ImageId(UUID.fromString("0196f000-0000-7000-8000-000000000001")),
                        new OwnerId("anna"),
                        SetId.DEFAULT,
                        new Filename("me.jpg"),
                        "image/jpeg",
                        Format.JPEG,
                        100_000,
                        Optional.empty(),
                        NOW,
                        NOW.plusSeconds(3600)));
    }

    static StoredObject object() {
        return new StoredObject(upload().objectKey(), 100_000, "etag", Optional.empty());
    }

    static Image.AwaitingUpload awaiting() {
        return new Image.AwaitingUpload(upload(), Life.begin(NOW));
    }

    static Image.Verifying verifying() {
        return (Image.Verifying) awaiting().arrived("said so", NOW).after();
    }

    static Image.Processing processing() {
        return (Image.Processing) verifying().verified(object(), NOW).after();
    }

    static Image.Accepted accepted() {
        return (Image.Accepted) processing()
                .judged(good(), Optional.of(DERIVATIVES), EMPTY_GALLERY, NOW)
                .after();
    }

    static Image.Rejected rejected() {
        return (Image.Rejected)
                processing().judged(bad(), Optional.empty(), EMPTY_GALLERY, NOW).after();
    }

    static Image.UploadFailed uploadFailed() {
        return (Image.UploadFailed) awaiting().neverCame(NOW).after();
    }

    static Image.Errored errored() {
        return (Image.Errored) processing().gaveUp(INCIDENT, NOW).after();
    }

    static Image.Errored erroredBeforeItWasVerified() {
        return (Image.Errored) verifying().gaveUp(INCIDENT, NOW).after();
    }

    static Judgement good() {
        return Judgement.of(new Evidence(measured(PixelSizes.LARGE), Optional.empty()), Policy.defaults());
    }

    static Judgement bad() {
        return Judgement.of(new Evidence(measured(PixelSizes.TINY), Optional.empty()), Policy.defaults());
    }

    private static Measurements measured(PixelSize size) {
        return new Measurements(
                100_000,
                Sha256.of(new byte[0]),
                Format.JPEG,
                Optional.of(Format.JPEG),
                Optional.of(size),
                Optional.empty(),
                Optional.of(new Measurements.Pixels(
                        new Exposure(10, 50, 90), Optional.of(80.0), new Fingerprint(1, 2, 3, 4))));
    }

    private static final class PixelSizes {
        static final PixelSize LARGE = new PixelSize(1600, 1200);
        static final PixelSize TINY = new PixelSize(100, 100);
    }
}
