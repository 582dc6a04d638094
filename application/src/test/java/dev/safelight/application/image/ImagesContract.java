package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Images.Added;
import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Derivatives;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Gallery;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Incident;
import dev.safelight.domain.image.Judgement;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetCount;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.image.UploadFault;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.domain.rule.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every store of images must do, in words that all its chapters share: {@link MovesContract}, {@link
 * LeasesContract}, {@link SetsContract}, {@link GalleriesContract}, {@link DeletionsContract}, {@link BacklogContract} and
 * {@link ImageQueriesContract}. Each step that is taken here is read back and compared.
 */
public abstract class ImagesContract {

    protected static final int RUNNERS = 64;
    protected static final OwnerId ANNA = new OwnerId("anna");
    protected static final OwnerId BEN = new OwnerId("ben");
    protected static final SetId SET = SetId.DEFAULT;
    protected static final SetSize SIZE = new SetSize(2, 10);

    /** More images on their way than any owner has here. */
    protected static final int PLENTY = 1_000;

    protected static final Duration SOON = Duration.ofSeconds(10);

    protected final TestClock clock = new TestClock();
    protected final Random random = new Random(20260102);
    protected ImagesWorld world;
    protected Images images;
    protected ImageQueries queries;

    /** A store without any images, made with {@link ImagesWorld#DISCARD_AFTER}. */
    protected abstract ImagesWorld fresh();

    /** How long to wait for a ring that must come. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @BeforeEach
    final void begin() {
        world = fresh();
        images = world.images();
        queries = world.queries();
    }

    protected Instant now() {
        return clock.instant();
    }

    // ---- what is promised

    protected Upload.Promise promise(OwnerId owner, SetId set) {
        return new Upload.Promise(
                ImageId.at(now(), random),
                owner,
                set,
                Filename.clean("sommer ☀ 2026.jpg"),
                "image/jpeg",
                Format.JPEG,
                500_000,
                random.nextBoolean() ? Optional.of(hash("promised")) : Optional.empty(),
                now(),
                now().plus(Duration.ofMinutes(15)));
    }

    protected List<Upload.Promise> promises(int count) {
        return Stream.generate(() -> promise(ANNA, SET)).limit(count).toList();
    }

    // ---- images on their way

    protected Image.AwaitingUpload awaiting(OwnerId owner, SetId set) {
        Added added = images.add(List.of(promise(owner, set)), SIZE, PLENTY);
        assertThat(added).isInstanceOf(Added.All.class);
        return ((Added.All) added).images().getFirst();
    }

    protected Image.AwaitingUpload awaiting() {
        return awaiting(ANNA, SET);
    }

    protected Image.Verifying verifying(OwnerId owner) {
        return (Image.Verifying) step(awaiting(owner, SET).arrived("the client said so", now()));
    }

    protected Image.Verifying verifying() {
        return verifying(ANNA);
    }

    protected Image.Processing processing(OwnerId owner) {
        return processing(verifying(owner));
    }

    protected Image.Processing processing() {
        return processing(ANNA);
    }

    protected Image.Processing processing(Image.Verifying verifying) {
        return (Image.Processing) step(verifying.verified(pin(verifying), now()));
    }

    protected Image.Processing leased(OwnerId owner) {
        return leased(processing(owner));
    }

    protected Image.Processing leased() {
        return leased(ANNA);
    }

    protected Image.Processing leased(Image.Processing processing) {
        return (Image.Processing) step(processing.leased(lease(), now()));
    }

    protected Image.Accepted accepted(OwnerId owner) {
        return accepted(leased(owner), Photo.any(random));
    }

    protected Image.Accepted accepted() {
        return accepted(ANNA);
    }

    protected Image.Accepted accepted(Image.Processing leased, Photo photo) {
        return (Image.Accepted) step(judged(leased, photo));
    }

    protected Image.Rejected rejected() {
        return (Image.Rejected) step(judged(leased(), Photo.any(random).blurred()));
    }

    protected Image.UploadFailed uploadFailed() {
        return (Image.UploadFailed) step(verifying().failed(UploadFault.SIZE_MISMATCH, "half of it", now()));
    }

    protected Image.Errored errored() {
        return (Image.Errored) step(leased().gaveUp(incident(), now()));
    }

    // ---- what a change is made of

    protected static Incident incident() {
        return new Incident("inc-4711", "the decoder fell over");
    }

    protected static Image.Overruling overruling() {
        return new Image.Overruling("olga", "it is fine");
    }

    protected StoredObject pin(Image image) {
        return new StoredObject(image.upload().objectKey(), 500_000, "etag-1", Optional.of(hash("content")));
    }

    protected Lease lease() {
        return new Lease(new UUID(random.nextLong(), random.nextLong()), "worker-1", now().plus(SOON));
    }

    protected static Sha256 hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the application decides about a photo, on the gallery as it is now. */
    protected Change judged(Image.Processing image, Photo photo) {
        return judged(image, photo, gallery(image, photo));
    }

    protected Change judged(Image.Processing image, Photo photo, Gallery gallery) {
        Judgement judgement = Judgement.of(new Evidence(photo.measured(), gallery.nearest()), Policy.defaults());
        return image.judged(judgement, Optional.of(new Derivatives("normalized", "thumbnail")), gallery, now());
    }

    protected Gallery gallery(Image image, Photo photo) {
        return queries.gallery(image.owner(), image.id(), photo.sha256(), Optional.of(photo.fingerprint()), 96);
    }

    // ---- what is done and seen

    /** Carries out a change that must succeed, and sees that it was written as it was meant. */
    protected Image step(Change change) {
        assertThat(images.apply(change, SIZE)).isEqualTo(Outcome.APPLIED);
        assertThat(images.find(change.after().id())).contains(change.after());
        return change.after();
    }

    protected void assertRaced(Change change) {
        Optional<Image> before = images.find(change.before().id());
        int told = world.log().apply(change.before().owner()).size();
        SetCount count =
                queries.count(change.before().owner(), change.before().upload().set());

        assertThat(images.apply(change, SIZE)).isEqualTo(Outcome.RACED);

        assertThat(images.find(change.before().id())).isEqualTo(before);
        assertThat(world.log().apply(change.before().owner())).hasSize(told);
        assertThat(queries.count(
                        change.before().owner(), change.before().upload().set()))
                .isEqualTo(count);
    }

    /** Everything that is queued and due, taken away. */
    protected List<Job> jobs(Job.Kind kind) {
        return world.queue().claim(List.of(kind), 100, Duration.ofHours(1)).stream()
                .map(JobQueue.Claimed::job)
                .toList();
    }

    /**
     * A photo's content.
     *
     * @param sharpness of 100
     */
    public record Photo(Sha256 sha256, Fingerprint fingerprint, double sharpness) {

        /** Unlike any other. */
        public static Photo any(Random random) {
            return new Photo(
                    hash("photo " + random.nextLong()),
                    new Fingerprint(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
                    70);
        }

        /** The same picture, recompressed: another file whose fingerprint differs in {@code bits} bits, up to 64. */
        public Photo recompressed(int bits) {
            long flips = bits == 64 ? -1L : (1L << bits) - 1;
            return new Photo(
                    hash(sha256.hex() + bits),
                    new Fingerprint(fingerprint.a() ^ flips, fingerprint.b(), fingerprint.c(), fingerprint.d()),
                    sharpness);
        }

        public Photo blurred() {
            return new Photo(sha256, fingerprint, 3.25);
        }

        public Measurements measured() {
            return new Measurements(
                    500_000,
                    sha256,
                    Format.JPEG,
                    Optional.of(Format.JPEG),
                    Optional.of(new PixelSize(2000, 1500)),
                    Optional.empty(),
                    Optional.of(new Measurements.Pixels(
                            new Exposure(10.5, 48, 91.125), Optional.of(sharpness), fingerprint)));
        }
    }
}
