package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.Bell;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.ContractRunner;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Gallery;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.rule.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the contract itself: a store of images with a defect must not pass it. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // that is the defect
class ImagesContractTest {

    /** Makes a store of images, broken in one way. */
    interface Maker {
        MemoryImages make(Availability availability, MemoryJobQueue queue, Bell bell, Duration discardAfter);
    }

    /**
     * @param chapter of the contract
     * @param caughtBy the test that is there for this defect
     */
    record Defect(String name, Maker maker, Class<?> chapter, String caughtBy) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The store that the next run of the contract is for; the launcher makes its suites itself. */
    private static Maker storeToTry = MemoryImages::new;

    static Stream<Defect> defects() {
        return Stream.of(
                new Defect(
                        "reads, then writes without a condition",
                        ReadsThenWrites::new,
                        TryMoves.class,
                        "of_many_racing_changes_exactly_one_wins"),
                new Defect(
                        "ignores the version",
                        IgnoresVersion::new,
                        TryMoves.class,
                        "a_change_to_a_version_that_is_no_longer_there_is_raced"),
                new Defect(
                        "ignores the status",
                        IgnoresStatus::new,
                        TryMoves.class,
                        "a_change_to_the_same_version_in_another_status_is_raced"),
                new Defect("tells twice", TellsTwice::new, TryMoves.class, "of_many_racing_changes_exactly_one_wins"),
                new Defect(
                        "tells nothing",
                        TellsNothing::new,
                        TryMoves.class,
                        "a_move_is_told_with_all_that_belongs_to_it"),
                new Defect(
                        "forgets the job",
                        ForgetsTheJob::new,
                        TryMoves.class,
                        "a_state_that_wants_work_rings_for_it_when_it_is_due"),
                new Defect(
                        "rings too early",
                        RingsAtOnce::new,
                        TryMoves.class,
                        "a_state_that_wants_work_rings_for_it_when_it_is_due"),
                new Defect(
                        "rings no bell",
                        (availability, queue, bell, after) ->
                                new MemoryImages(availability, queue, new MemoryBell(), after),
                        TryMoves.class,
                        "who_waits_for_an_image_is_woken_by_its_change"),
                new Defect(
                        "discards at once",
                        (availability, queue, bell, after) ->
                                new MemoryImages(availability, queue, bell, Duration.ZERO),
                        TryMoves.class,
                        "a_failed_upload_leaves_a_note_until_no_url_can_bring_bytes_any_more"),
                new Defect(
                        "shows everybody's images",
                        ShowsEverybodys::new,
                        TryMoves.class,
                        "another_owners_image_is_as_absent_as_one_that_never_was"),
                new Defect(
                        "sweeps without the token",
                        IgnoresToken::new,
                        TryLeases.class,
                        "the_same_version_under_another_token_cannot_be_written"),
                new Defect(
                        "lets a renewed lease be taken",
                        TakesLivingLeases::new,
                        TryLeases.class,
                        "a_lease_that_was_renewed_meanwhile_cannot_be_taken_over"),
                new Defect(
                        "renews for anybody",
                        RenewsForAnybody::new,
                        TryLeases.class,
                        "a_lease_that_is_not_held_cannot_be_renewed"),
                new Defect("overfills", Overfills::new, TrySets.class, "if_not_all_fit_none_is_added"),
                new Defect(
                        "counts what has ended as on its way",
                        CountsTheEnded::new,
                        TrySets.class,
                        "what_has_come_to_its_end_is_no_longer_on_its_way"),
                new Defect(
                        "bounds no owner",
                        BoundsNoOwner::new,
                        TrySets.class,
                        "of_one_owner_no_more_are_added_than_may_be_on_their_way_over_all_his_sets"),
                new Defect(
                        "counts, then adds",
                        CountsThenAdds::new,
                        TrySets.class,
                        "of_many_racing_adds_no_more_succeed_than_fit"),
                new Defect(
                        "is always ready",
                        IsAlwaysReady::new,
                        TrySets.class,
                        "the_photo_that_makes_a_set_ready_tells_so_once"),
                new Defect(
                        "is never ready",
                        IsNeverReady::new,
                        TrySets.class,
                        "the_photo_that_makes_a_set_ready_tells_so_once"),
                new Defect(
                        "ignores the gallery",
                        IgnoresGallery::new,
                        TryGalleries.class,
                        "a_verdict_on_a_gallery_that_has_moved_is_raced"),
                new Defect(
                        "ignores the gallery in a race",
                        IgnoresGallery::new,
                        TryGalleries.class,
                        "of_many_racing_near_duplicates_exactly_one_is_accepted_and_the_others_name_it"),
                new Defect(
                        "accepts on the right gallery and rejects on any",
                        RejectsOnAnyGallery::new,
                        TryGalleries.class,
                        "a_verdict_on_a_gallery_that_has_moved_is_raced"),
                new Defect(
                        "compares a photo with itself",
                        ComparesWithItself::new,
                        TryGalleries.class,
                        "nobody_is_compared_with_another_owners_photos_nor_with_itself"),
                new Defect(
                        "keeps the events of what is deleted",
                        KeepsEvents::new,
                        TryDeletions.class,
                        "of_all_its_events_one_stays_that_says_it_is_gone"),
                new Defect(
                        "deletes for anybody",
                        DeletesForAnybody::new,
                        TryDeletions.class,
                        "what_is_not_there_or_not_ones_own_is_not_deleted"),
                new Defect(
                        "calls overdue what is just due",
                        OverdueTooEarly::new,
                        TryQueries.class,
                        "what_is_overdue_is_found_in_whatever_state_longest_first"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void the_contract_catches_a_store_that(Defect defect) {
        storeToTry = defect.maker();
        assertThat(ContractRunner.failures(defect.chapter(), defect.caughtBy())).containsExactly(defect.caughtBy());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void the_same_test_passes_a_sound_store_so_that_what_is_caught_is_not(Defect defect) {
        storeToTry = MemoryImages::new;
        assertThat(ContractRunner.failures(defect.chapter(), defect.caughtBy())).isEmpty();
    }

    private static ImagesWorld world(TestClock clock) {
        Availability database = new Availability("the database");
        MemoryJobQueue queue = new MemoryJobQueue(clock, database);
        MemoryBell bell = new MemoryBell();
        MemoryImages images = storeToTry.make(database, queue, bell, ImagesWorld.DISCARD_AFTER);
        return new ImagesWorld(images, images, images, images, queue, bell, images::log);
    }

    static final class TryMoves extends MovesContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(50);
        }
    }

    static final class TryLeases extends LeasesContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    static final class TrySets extends SetsContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    static final class TryGalleries extends GalleriesContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    static final class TryDeletions extends DeletionsContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    static final class TryQueries extends ImageQueriesContract {
        @Override
        protected ImagesWorld fresh() {
            return world(clock);
        }
    }

    /** Gives everybody else in a race the time to come between what was read and what is written. */
    private static void dawdle() {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }

    private static final class ReadsThenWrites extends MemoryImages {
        ReadsThenWrites(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        public Outcome apply(Change change, SetSize size) {
            Optional<Image> read = find(change.before().id());
            if (read.isEmpty() || !isAsRead(read.get(), change)) {
                return Outcome.RACED;
            }
            dawdle();
            write(change, size);
            return Outcome.APPLIED;
        }
    }

    private static final class IgnoresVersion extends MemoryImages {
        IgnoresVersion(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected boolean isAsRead(Image current, Change change) {
            return current.status() == change.before().status();
        }
    }

    private static final class IgnoresStatus extends MemoryImages {
        IgnoresStatus(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected boolean isAsRead(Image current, Change change) {
            return current.life().version() == change.before().life().version();
        }
    }

    private static final class IgnoresToken extends MemoryImages {
        IgnoresToken(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected boolean isAsRead(Image current, Change change) {
            return current.status() == change.before().status()
                    && current.life().version() == change.before().life().version();
        }
    }

    private static final class TakesLivingLeases extends MemoryImages {
        TakesLivingLeases(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected boolean isAsRead(Image current, Change change) {
            return current.life().version() == change.before().life().version()
                    && token(current).equals(token(change.before()));
        }
    }

    private static final class RenewsForAnybody extends MemoryImages {
        RenewsForAnybody(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected boolean isHolder(Image.Processing image, Lease lease) {
            return true;
        }
    }

    private static final class TellsTwice extends MemoryImages {
        TellsTwice(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected void tell(Change change) {
            super.tell(change);
            super.tell(change);
        }
    }

    private static final class TellsNothing extends MemoryImages {
        TellsNothing(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected void tell(Change change) {}
    }

    private static final class ForgetsTheJob extends MemoryImages {
        ForgetsTheJob(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected void ring(Job job) {}
    }

    private static final class RingsAtOnce extends MemoryImages {
        RingsAtOnce(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected void ring(Job job) {
            super.ring(new Job(job.id(), job.kind(), job.subject(), job.owner(), Instant.EPOCH));
        }
    }

    private static final class ShowsEverybodys extends MemoryImages {
        ShowsEverybodys(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        public Optional<Image> find(OwnerId owner, ImageId id) {
            return find(id);
        }
    }

    private static final class Overfills extends MemoryImages {
        Overfills(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected boolean hasRoom(int wanted, int free) {
            return free > 0;
        }
    }

    private static final class CountsThenAdds extends MemoryImages {
        CountsThenAdds(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        public Added add(List<Upload.Promise> promises, SetSize size, int most) {
            int taken = page(promises.getFirst().owner(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, 200)
                    .size();
            if (taken + promises.size() > size.maximum()) {
                return new Added.SetFull(size.maximum() - taken);
            }
            dawdle();
            return super.add(promises, new SetSize(1, Integer.MAX_VALUE), most);
        }
    }

    private static final class IsAlwaysReady extends MemoryImages {
        IsAlwaysReady(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected void tellIfReady(Change change, SetSize size) {
            int accepted =
                    count(change.after().owner(), change.after().upload().set()).accepted();
            super.tellIfReady(change, new SetSize(accepted, Integer.MAX_VALUE));
        }
    }

    private static final class IsNeverReady extends MemoryImages {
        IsNeverReady(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected void tellIfReady(Change change, SetSize size) {}
    }

    private static final class IgnoresGallery extends MemoryImages {
        IgnoresGallery(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        public Gallery gallery(
                OwnerId owner, ImageId newcomer, Sha256 sha256, Optional<Fingerprint> print, int within) {
            Gallery seen = super.gallery(owner, newcomer, sha256, print, within);
            dawdle();
            return seen;
        }

        @Override
        protected boolean isGallerySeen(Change change) {
            return true;
        }
    }

    private static final class RejectsOnAnyGallery extends MemoryImages {
        RejectsOnAnyGallery(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected boolean isGallerySeen(Change change) {
            return change.after().status() == Status.REJECTED || super.isGallerySeen(change);
        }
    }

    private static final class ComparesWithItself extends MemoryImages {
        ComparesWithItself(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        public Gallery gallery(
                OwnerId owner, ImageId newcomer, Sha256 sha256, Optional<Fingerprint> print, int within) {
            ImageId nobody = new ImageId(new UUID(0, 0));
            return super.gallery(owner, nobody, sha256, print, within);
        }
    }

    private static final class CountsTheEnded extends MemoryImages {
        CountsTheEnded(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected int onTheirWay(OwnerId owner) {
            return page(owner, Optional.empty(), Optional.empty(), Long.MAX_VALUE, 201)
                    .size();
        }
    }

    private static final class BoundsNoOwner extends MemoryImages {
        BoundsNoOwner(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected int onTheirWay(OwnerId owner) {
            return 0;
        }
    }

    private static final class KeepsEvents extends MemoryImages {
        KeepsEvents(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        protected void forget(ImageId id) {}
    }

    private static final class DeletesForAnybody extends MemoryImages {
        DeletesForAnybody(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        public Optional<Image> delete(OwnerId owner, ImageId id, Instant now) {
            return find(id).flatMap(image -> super.delete(image.owner(), id, now));
        }
    }

    private static final class OverdueTooEarly extends MemoryImages {
        OverdueTooEarly(Availability availability, MemoryJobQueue queue, Bell bell, Duration after) {
            super(availability, queue, bell, after);
        }

        @Override
        public List<Image> overdue(Instant before, int limit) {
            return super.overdue(before.plusNanos(1), limit);
        }
    }
}
