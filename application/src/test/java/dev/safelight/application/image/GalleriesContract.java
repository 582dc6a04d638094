package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.testing.Race;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Gallery;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Near-duplicates have one winner for each owner. */
public abstract class GalleriesContract extends ImagesContract {

    @Test
    void the_nearest_of_the_accepted_is_found_with_its_distance() {
        Photo photo = Photo.any(random);
        Image.Accepted near = accepted(leased(), photo.recompressed(43));
        accepted(leased(), Photo.any(random));
        assertThat(gallery(processing(), photo).nearest()).contains(new Neighbour(near.id(), 43, false));
    }

    @Test
    void a_copy_is_found_whichever_way_it_is_mirrored_or_turned() {
        Photo photo = Photo.any(random);
        Image.Accepted original = accepted(leased(), photo.recompressed(7));
        for (Fingerprint way : photo.fingerprint().everyWay()) {
            Photo copy = new Photo(hash("copy " + way), way, 70);
            assertThat(gallery(processing(), copy).nearest()).contains(new Neighbour(original.id(), 7, false));
        }
    }

    @Test
    void of_several_the_nearest_is_found_and_of_equals_the_first() {
        Photo photo = Photo.any(random);
        accepted(leased(), photo.recompressed(60));
        Image.Accepted first = overridden(photo.recompressed(50));
        overridden(photo.recompressed(50));
        assertThat(gallery(processing(), photo).nearest()).contains(new Neighbour(first.id(), 50, false));
    }

    @Test
    void all_that_are_near_are_told_the_nearest_first_but_not_more_than_are_looked_at() {
        SetSize large = new SetSize(1, 2 * Gallery.MOST);
        Photo photo = Photo.any(random);
        List<Neighbour> near = new ArrayList<>();
        for (int distance = Gallery.MOST + 2; distance > 0; distance--) {
            Image.Accepted accepted = overridden(leasedIn(large), photo.recompressed(distance));
            near.addFirst(new Neighbour(accepted.id(), distance, false));
        }
        assertThat(gallery(leasedIn(large), photo).near()).isEqualTo(near.subList(0, Gallery.MOST));
    }

    private Image.Accepted overridden(Photo photo) {
        return overridden(leased(), photo);
    }

    /** Accepted by hand, because it is too similar to another. */
    private Image.Accepted overridden(Image.Processing image, Photo photo) {
        Image judged = step(judged(image, photo.blurred()));
        return (Image.Accepted) step(((Image.Rejected) judged).overridden(overruling(), now()));
    }

    @Test
    void an_identical_file_comes_before_a_similar_picture() {
        Photo photo = Photo.any(random);
        overridden(photo.recompressed(1));
        Image.Accepted same =
                overridden(new Photo(photo.sha256(), Photo.any(random).fingerprint(), 70));
        assertThat(gallery(processing(), photo).nearest()).contains(new Neighbour(same.id(), 0, true));
    }

    @Test
    void without_a_fingerprint_only_identical_files_are_found() {
        Photo photo = Photo.any(random);
        Image.Accepted accepted = accepted(leased(), photo);
        Image.Processing newcomer = processing();
        assertThat(queries.gallery(ANNA, newcomer.id(), photo.sha256(), Optional.empty(), 96)
                        .nearest())
                .contains(new Neighbour(accepted.id(), 0, true));
        assertThat(queries.gallery(ANNA, newcomer.id(), hash("other"), Optional.empty(), 256)
                        .nearest())
                .isEmpty();
    }

    @Test
    void what_is_further_away_than_asked_for_is_not_found() {
        Photo photo = Photo.any(random);
        accepted(leased(), photo.recompressed(40));
        Image.Processing newcomer = processing();
        assertThat(queries.gallery(ANNA, newcomer.id(), photo.sha256(), Optional.of(photo.fingerprint()), 39)
                        .nearest())
                .isEmpty();
        assertThat(queries.gallery(ANNA, newcomer.id(), photo.sha256(), Optional.of(photo.fingerprint()), 40)
                        .nearest())
                .isPresent();
    }

    @Test
    void nobody_is_compared_with_another_owners_photos_nor_with_itself() {
        Photo photo = Photo.any(random);
        Image.Accepted mine = accepted(leased(), photo);
        assertThat(gallery(mine, photo).nearest()).isEmpty();
        assertThat(gallery(processing(BEN), photo)).isEqualTo(new Gallery(0, List.of()));
    }

    @Test
    void only_the_accepted_are_compared_with() {
        Photo photo = Photo.any(random);
        step(judged(leased(), photo.blurred()));
        assertThat(gallery(processing(), photo).nearest()).isEmpty();
    }

    @Test
    void a_gallery_advances_whenever_a_photo_joins_or_leaves_it_and_only_then() {
        long version = version();
        Image.Rejected rejected = rejected();
        uploadFailed();
        assertThat(version()).isEqualTo(version);

        Image.Accepted accepted = accepted();
        assertThat(version()).isGreaterThan(version);
        version = version();

        step(rejected.overridden(overruling(), now()));
        assertThat(version()).isGreaterThan(version);
        version = version();

        images.delete(ANNA, processing().id(), now());
        assertThat(version()).isEqualTo(version);
        images.delete(ANNA, accepted.id(), now());
        assertThat(version()).isGreaterThan(version);
    }

    private long version() {
        return gallery(processing(), Photo.any(random)).version();
    }

    @Test
    void a_verdict_on_a_gallery_that_has_moved_is_raced() {
        Photo photo = Photo.any(random);
        Image.Processing late = leased();
        Change acceptance = judged(late, photo);
        Change rejection = judged(late, photo.blurred());
        accepted(leased(), photo.recompressed(2));
        long version = version();

        assertRaced(acceptance);
        assertRaced(rejection);

        assertThat(version()).isEqualTo(version);
        Image decidedAgain = step(judged(late, photo));
        assertThat(((Image.Rejected) decidedAgain).judgement().verdict().reasons())
                .extracting(reason -> reason.code())
                .containsExactly(Code.TOO_SIMILAR);
    }

    @Test
    void a_verdict_that_loses_its_image_does_not_move_the_gallery() {
        Image.Processing lost = leased();
        Change acceptance = judged(lost, Photo.any(random));
        step(lost.handedBack(now()));
        long version = version();
        assertRaced(acceptance);
        assertThat(version()).isEqualTo(version);
    }

    @Test
    void another_owners_photos_do_not_disturb_a_verdict() {
        Image.Processing mine = leased();
        Change verdict = judged(mine, Photo.any(random));
        accepted(BEN);
        step(verdict);
    }

    @Test
    void deleting_the_winner_frees_its_place() {
        Photo photo = Photo.any(random);
        Image.Accepted winner = accepted(leased(), photo);
        images.delete(ANNA, winner.id(), now());
        accepted(leased(), photo.recompressed(2));
    }

    @Test
    void of_many_racing_acceptances_on_one_gallery_exactly_one_is_written() throws Exception {
        SetSize large = new SetSize(1, RUNNERS);
        List<Image.Processing> leased = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            leased.add(leasedIn(large));
        }
        List<Callable<Outcome>> runners = leased.stream()
                .map(mine -> judged(mine, Photo.any(random)))
                .<Callable<Outcome>>map(verdict -> () -> images.apply(verdict, large))
                .toList();

        List<Outcome> outcomes = Race.between(runners);

        assertThat(Collections.frequency(outcomes, Outcome.APPLIED)).isEqualTo(1);
        assertThat(queries.count(ANNA, SET).accepted()).isEqualTo(1);
    }

    @Test
    void of_many_racing_near_duplicates_exactly_one_is_accepted_and_the_others_name_it() throws Exception {
        SetSize large = new SetSize(1, RUNNERS);
        Photo photo = Photo.any(random);
        List<Callable<Image>> runners = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            Image.Processing mine = leasedIn(large);
            Photo copy = photo.recompressed(i % 20);
            runners.add(() -> decide(mine, copy, large));
        }

        List<Image> ends = Race.between(runners);

        List<Image> winners =
                ends.stream().filter(image -> image.status() == Status.ACCEPTED).toList();
        assertThat(winners).hasSize(1);
        assertThat(ends)
                .filteredOn(Image.Rejected.class::isInstance)
                .hasSize(RUNNERS - 1)
                .allSatisfy(image -> assertThat(
                                ((Image.Rejected) image).judgement().verdict().duplicateOf())
                        .contains(winners.getFirst().id()));
        assertThat(queries.count(ANNA, SET).accepted()).isEqualTo(1);
    }

    private Image.Processing leasedIn(SetSize size) {
        Images.Added.All added = (Images.Added.All) images.add(promises(1), size, PLENTY);
        Image.AwaitingUpload awaiting = added.images().getFirst();
        Image.Verifying verifying = (Image.Verifying) step(awaiting.arrived("here", now()));
        return leased(processing(verifying));
    }

    private Image decide(Image.Processing mine, Photo photo, SetSize size) {
        while (true) {
            Change verdict = judged(mine, photo);
            if (images.apply(verdict, size) == Outcome.APPLIED) {
                return verdict.after();
            }
        }
    }
}
