package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.Bell;
import dev.safelight.application.testing.Race;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetCount;
import dev.safelight.domain.image.SetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What is deleted is gone, whole, whatever it was and whoever is at it. */
public abstract class DeletionsContract extends ImagesContract {

    @Test
    void an_image_in_whatever_state_is_deleted_and_returned_as_it_was() {
        List<Image> all = List.of(awaiting(), verifying(), leased(), accepted(), rejected(), uploadFailed(), errored());
        for (Image image : all) {
            assertThat(images.delete(ANNA, image.id(), now())).contains(image);
            assertThat(images.find(image.id())).isEmpty();
            assertThat(queries.history(ANNA, image.id())).isEmpty();
        }
        assertThat(queries.count(ANNA, SET)).isEqualTo(SetCount.EMPTY);
        assertThat(queries.overdue(now().plus(Duration.ofDays(1)), 100)).isEmpty();
    }

    @Test
    void what_is_not_there_or_not_ones_own_is_not_deleted() {
        Image image = accepted();
        assertThat(images.delete(BEN, image.id(), now())).isEmpty();
        assertThat(images.delete(ANNA, ImageId.at(now(), random), now())).isEmpty();
        assertThat(images.find(image.id())).contains(image);
        assertThat(world.log().apply(BEN)).isEmpty();
    }

    @Test
    void of_all_its_events_one_stays_that_says_it_is_gone() {
        Image image = accepted();
        Image other = processing();
        clock.advance(SOON);
        images.delete(ANNA, image.id(), now());

        List<Event> about = world.log().apply(ANNA).stream()
                .filter(event -> event.subject().equals(image.id().toString()))
                .toList();
        assertThat(about).hasSize(1);
        assertThat(about.getFirst().type()).isEqualTo(EventType.IMAGE_DELETED);
        assertThat(about.getFirst().time()).isEqualTo(now());
        assertThat(about.getFirst().move()).isEmpty();
        assertThat(queries.history(ANNA, other.id())).hasSize(2);
    }

    @Test
    void a_set_that_is_named_like_an_image_keeps_its_events() {
        Image image = processing();
        SetId namesake = new SetId(image.id().toString());
        for (int i = 0; i < SIZE.minimum(); i++) {
            Image.Verifying verifying =
                    (Image.Verifying) step(awaiting(ANNA, namesake).arrived("here", now()));
            accepted(leased(processing(verifying)), Photo.any(random));
        }
        images.delete(ANNA, image.id(), now());
        assertThat(world.log().apply(ANNA))
                .filteredOn(event -> event.subject().equals(namesake.value()))
                .extracting(Event::type)
                .containsExactly(EventType.SET_READY, EventType.IMAGE_DELETED);
    }

    @Test
    void a_deleted_image_leaves_a_note_until_no_url_can_bring_bytes_any_more() {
        Image image = verifying();
        clock.advance(SOON);
        images.delete(ANNA, image.id(), now());
        assertThat(world.discards().due(now().plus(ImagesWorld.DISCARD_AFTER), 10))
                .isEmpty();
        assertThat(world.discards().due(now().plus(ImagesWorld.DISCARD_AFTER).plusSeconds(1), 10))
                .containsExactly(image.id());
    }

    @Test
    void deleting_what_had_failed_waits_as_long_as_deleting_anything() {
        Image failed = uploadFailed();
        clock.advance(SOON);
        images.delete(ANNA, failed.id(), now());
        assertThat(world.discards().due(now().plus(ImagesWorld.DISCARD_AFTER), 10))
                .isEmpty();
        assertThat(world.discards().due(now().plus(Duration.ofDays(1)), 10)).containsExactly(failed.id());
    }

    @Test
    void of_many_racing_deletions_exactly_one_deletes() throws Exception {
        Image image = accepted();
        List<Optional<Image>> deleted = Race.among(RUNNERS, () -> images.delete(ANNA, image.id(), now()));
        assertThat(deleted).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(world.log().apply(ANNA))
                .filteredOn(event -> event.type() == EventType.IMAGE_DELETED)
                .hasSize(1);
        assertThat(queries.count(ANNA, SET)).isEqualTo(SetCount.EMPTY);
    }

    @Test
    void a_deletion_among_racing_writes_leaves_nothing_behind() throws Exception {
        for (int round = 0; round < 10; round++) {
            Image.Processing leased = leased();
            Photo photo = Photo.any(random);
            List<Callable<Boolean>> runners = new ArrayList<>();
            runners.add(() -> images.delete(ANNA, leased.id(), now()).isPresent());
            for (int i = 0; i < 5; i++) {
                runners.add(() -> images.apply(judged(leased, photo), SIZE) == Images.Outcome.APPLIED);
                runners.add(() ->
                        images.renew(leased.id(), leased.lease().orElseThrow(), now().plus(SOON.multipliedBy(2))));
            }

            Race.between(runners);

            assertThat(images.find(leased.id())).isEmpty();
            assertThat(queries.count(ANNA, SET)).isEqualTo(SetCount.EMPTY);
            assertThat(world.log().apply(ANNA))
                    .filteredOn(event -> event.subject().equals(leased.id().toString()))
                    .extracting(Event::type)
                    .containsExactly(EventType.IMAGE_DELETED);
        }
    }

    @Test
    void who_waits_for_an_image_is_woken_by_its_end() throws Exception {
        Image image = processing();
        try (Bell.Listener listener = world.bell().listen(image.id().value())) {
            images.delete(ANNA, image.id(), now());
            assertThat(listener.await(patience())).isTrue();
        }
    }
}
