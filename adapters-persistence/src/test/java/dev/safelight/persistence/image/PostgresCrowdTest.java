package dev.safelight.persistence.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Images;
import dev.safelight.application.image.ImagesContract;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.testing.Race;
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
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.image.UploadFault;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Policy;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.TestDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two processes with many threads do everything at once to the images of two owners: add, move, judge, override,
 * retry, renew and delete, whatever they find. Afterwards the books must balance, and nobody may have hung.
 */
class PostgresCrowdTest {

    private static final SetSize SIZE = new SetSize(2, 12);
    private static final int MOST = 8;
    private static final List<OwnerId> OWNERS = List.of(new OwnerId("anna"), new OwnerId("ben"));
    private static final Instant NOW = TestClock.START;
    private static final int THREADS = 16;
    private static final int STEPS = 150;

    @Test
    @Timeout(120)
    void the_books_balance_after_a_crowd_has_done_everything_at_once() throws Exception {
        try (TestDatabase postgres = TestDatabase.create();
                Database second = Database.open(postgres.config());
                Notifications here = Notifications.start(postgres.database());
                Notifications there = Notifications.start(second)) {
            List<Callable<Integer>> crowd = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Database database = i % 2 == 0 ? postgres.database() : second;
                crowd.add(new Passer(database, i % 2 == 0 ? here : there, new Random(i)));
            }
            List<Integer> applied = Race.between(crowd);

            assertThat(applied).allMatch(steps -> steps > 0);
            assertThat(countsThatAreWrong(second)).isEmpty();
            assertThat(chaptersThatEndedTwiceOrNot(second)).isEmpty();
            assertThat(pairsThatAreTooSimilar(second)).isZero();
            assertThat(eventsOfTheDeleted(second)).isZero();
        }
    }

    private static List<String> countsThatAreWrong(Database database) {
        return database.run(
                "counting",
                handle -> handle.createQuery("""
                        SELECT photo_set.owner || ': ' || photo_set::text || ' but ' || counted::text
                        FROM photo_set LEFT JOIN LATERAL (
                            SELECT count(*) FILTER (WHERE status = 'ACCEPTED') AS accepted,
                                   count(*) FILTER (WHERE status = 'REJECTED') AS rejected,
                                   count(*) FILTER (WHERE status IN ('AWAITING_UPLOAD', 'VERIFYING', 'PROCESSING', 'ERROR'))
                                       AS pending
                            FROM image WHERE image.owner = photo_set.owner
                        ) AS counted ON true
                        WHERE (photo_set.accepted, photo_set.rejected, photo_set.pending)
                            IS DISTINCT FROM (counted.accepted, counted.rejected, counted.pending)
                        """).mapTo(String.class).list());
    }

    /** A final image has one final event in its chapter; one that is not has none. */
    private static List<String> chaptersThatEndedTwiceOrNot(Database database) {
        return database.run(
                "counting",
                handle -> handle.createQuery("""
                        SELECT image.id || ' ' || image.status || ' told ' || count(event.sequence)
                        FROM image LEFT JOIN event ON event.image = image.id AND event.chapter = image.chapter
                            AND event.to_status IN ('ACCEPTED', 'REJECTED', 'UPLOAD_FAILED', 'ERROR')
                        GROUP BY image.id
                        HAVING count(event.sequence) <> CASE WHEN image.due_at IS NULL THEN 1 ELSE 0 END
                        """).mapTo(String.class).list());
    }

    /** Accepted by verdict and not by hand, and yet like another. */
    private static int pairsThatAreTooSimilar(Database database) {
        return database.run(
                "comparing",
                handle -> handle.createQuery("""
                        SELECT count(*)
                        FROM image AS one JOIN image AS other ON one.owner = other.owner AND one.id < other.id
                        WHERE one.status = 'ACCEPTED' AND other.status = 'ACCEPTED'
                          AND one.overruled_by IS NULL AND other.overruled_by IS NULL
                          AND bit_count(one.fingerprint # other.fingerprint) <= 40
                        """).mapTo(Integer.class).one());
    }

    private static int eventsOfTheDeleted(Database database) {
        return database.run(
                "counting",
                handle -> handle.createQuery("""
                        SELECT count(*) FROM event
                        WHERE image IS NOT NULL AND type <> 'image.deleted'
                          AND NOT EXISTS (SELECT FROM image WHERE image.id = event.image)
                        """).mapTo(Integer.class).one());
    }

    /** One of the crowd: takes any image and does anything that its state allows. */
    private static final class Passer implements Callable<Integer> {

        private final Images images;
        private final PostgresImageQueries queries;
        private final Random random;

        Passer(Database database, Notifications notifications, Random random) {
            this.images = new PostgresImages(database, notifications, new SecureRandom(), ImagesWorld.DISCARD_AFTER);
            this.queries = new PostgresImageQueries(database);
            this.random = random;
        }

        @Override
        public Integer call() {
            int applied = 0;
            for (int step = 0; step < STEPS; step++) {
                applied += doAnything() ? 1 : 0;
            }
            return applied;
        }

        private boolean doAnything() {
            OwnerId owner = OWNERS.get(random.nextInt(OWNERS.size()));
            List<Image> page = queries.page(owner, Optional.empty(), Optional.empty(), Long.MAX_VALUE, 200);
            if (page.isEmpty() || random.nextInt(5) == 0) {
                return images.add(List.of(promise(owner)), SIZE, MOST) instanceof Images.Added.All;
            }
            Image image = page.get(random.nextInt(page.size()));
            if (random.nextInt(8) == 0) {
                return images.delete(owner, image.id(), NOW).isPresent();
            }
            return next(image)
                    .map(change -> images.apply(change, SIZE) == Images.Outcome.APPLIED)
                    .orElse(false);
        }

        private Optional<Change> next(Image image) {
            return switch (image) {
                case Image.AwaitingUpload it ->
                    Optional.of(random.nextInt(6) == 0 ? it.neverCame(NOW) : it.arrived("said so", NOW));
                case Image.Verifying it ->
                    Optional.of(
                            random.nextInt(6) == 0
                                    ? it.failed(UploadFault.SIZE_MISMATCH, "half", NOW)
                                    : it.verified(new StoredObject("key", 1, "etag", Optional.empty()), NOW));
                case Image.Processing it -> Optional.of(work(it));
                case Image.Rejected it -> Optional.of(it.overridden(new Image.Overruling("olga", "fine"), NOW));
                case Image.Errored it -> Optional.of(it.retried(NOW));
                case Image.Accepted done -> Optional.empty();
                case Image.UploadFailed done -> Optional.empty();
            };
        }

        private Change work(Image.Processing image) {
            if (image.lease().isEmpty()) {
                return image.leased(new Lease(UUID.randomUUID(), "w", NOW), NOW);
            }
            return switch (random.nextInt(8)) {
                case 0 -> image.gaveUp(new Incident("inc", "broken"), NOW);
                case 1 -> image.handedBack(NOW);
                case 2 -> {
                    images.renew(image.id(), image.lease().orElseThrow(), NOW.plusSeconds(1));
                    yield image.postponed("later", NOW, NOW);
                }
                default -> judge(image);
            };
        }

        /** There are only four motifs, so that nearly everything is like something. */
        private Change judge(Image.Processing image) {
            long motif = random.nextInt(4);
            var photo = new ImagesContract.Photo(
                            ImagesContract.Photo.any(random).sha256(),
                            new Fingerprint(0, motif == 0 ? -1 : 0, motif == 1 ? -1 : 0, motif == 2 ? -1 : 0),
                            70)
                    .recompressed(random.nextInt(20));
            Gallery gallery =
                    queries.gallery(image.owner(), image.id(), photo.sha256(), Optional.of(photo.fingerprint()), 96);
            Judgement judgement = Judgement.of(new Evidence(photo.measured(), gallery.nearest()), Policy.defaults());
            return image.judged(judgement, Optional.of(new Derivatives("n", "t")), gallery, NOW);
        }

        private Upload.Promise promise(OwnerId owner) {
            return new Upload.Promise(
                    ImageId.at(NOW, random),
                    owner,
                    SetId.DEFAULT,
                    Filename.clean("a.jpg"),
                    "image/jpeg",
                    Format.JPEG,
                    1000,
                    Optional.empty(),
                    NOW,
                    NOW.plus(Duration.ofMinutes(15)));
        }
    }
}
