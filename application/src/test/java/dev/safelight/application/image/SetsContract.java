package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Images.Added;
import dev.safelight.application.testing.Race;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetCount;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Upload;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A set counts its places, takes no more than fit, and says when it is ready. */
public abstract class SetsContract extends ImagesContract {

    @Test
    void many_are_added_in_the_order_given() {
        List<Upload.Promise> promises = promises(10);
        Added.All added = (Added.All) images.add(promises, SIZE, PLENTY);
        assertThat(added.images()).extracting(image -> image.upload().promise()).containsExactlyElementsOf(promises);
        assertThat(added.images())
                .extracting(image -> image.upload().fileId())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(added.images())
                .allSatisfy(image -> assertThat(images.find(image.id())).contains(image));
    }

    @Test
    void if_not_all_fit_none_is_added() {
        images.add(promises(8), SIZE, PLENTY);
        assertThat(images.add(promises(3), SIZE, PLENTY)).isEqualTo(new Added.SetFull(2));
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(0, 0, 8));
        assertThat(images.add(promises(2), SIZE, PLENTY)).isInstanceOf(Added.All.class);
        assertThat(images.add(promises(1), SIZE, PLENTY)).isEqualTo(new Added.SetFull(0));
    }

    @Test
    void more_than_any_set_takes_are_not_added_even_to_an_empty_one() {
        assertThat(images.add(promises(11), SIZE, PLENTY)).isEqualTo(new Added.SetFull(10));
        assertThat(queries.count(ANNA, SET)).isEqualTo(SetCount.EMPTY);
    }

    @Test
    void sets_of_other_names_and_owners_have_places_of_their_own() {
        images.add(promises(10), SIZE, PLENTY);
        awaiting(ANNA, new SetId("another"));
        awaiting(BEN, SET);
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(0, 0, 10));
        assertThat(queries.count(ANNA, new SetId("another"))).isEqualTo(new SetCount(0, 0, 1));
        assertThat(queries.count(BEN, SET)).isEqualTo(new SetCount(0, 0, 1));
        assertThat(queries.count(BEN, new SetId("never-used"))).isEqualTo(SetCount.EMPTY);
    }

    @Test
    void of_one_owner_no_more_are_added_than_may_be_on_their_way_over_all_his_sets() {
        awaiting(ANNA, new SetId("another"));
        verifying();
        leased();
        assertThat(images.add(promises(3), SIZE, 5)).isEqualTo(new Added.OwnerFull(2, 2));
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(0, 0, 2));
        assertThat(images.add(promises(2), SIZE, 5)).isInstanceOf(Added.All.class);
        assertThat(images.add(promises(1), SIZE, 5)).isEqualTo(new Added.OwnerFull(0, 2));
        assertThat(images.add(List.of(promise(BEN, SET)), SIZE, 5)).isInstanceOf(Added.All.class);
    }

    @Test
    void what_has_come_to_its_end_is_no_longer_on_its_way() {
        accepted();
        rejected();
        uploadFailed();
        errored();
        assertThat(images.add(promises(2), SIZE, 1)).isEqualTo(new Added.OwnerFull(1, 0));
        assertThat(images.add(promises(1), SIZE, 1)).isInstanceOf(Added.All.class);
    }

    @Test
    void a_set_without_room_is_said_to_be_full_whatever_its_owner_has_on_the_way() {
        images.add(promises(8), SIZE, PLENTY);
        assertThat(images.add(promises(3), SIZE, 1)).isEqualTo(new Added.SetFull(2));
    }

    @Test
    void every_image_is_counted_as_what_it_is() {
        awaiting();
        verifying();
        leased();
        accepted();
        rejected();
        uploadFailed();
        Image.Errored stopped = errored();
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(1, 1, 4));
        step(stopped.retried(now()));
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(1, 1, 4));
        step(rejected().overridden(overruling(), now()));
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(2, 1, 4));
    }

    @Test
    void a_rejected_and_a_failed_one_give_their_places_back() {
        images.add(promises(8), SIZE, PLENTY);
        Image.Processing leased = leased();
        awaiting();
        assertThat(images.add(promises(1), SIZE, PLENTY)).isEqualTo(new Added.SetFull(0));
        step(judged(leased, Photo.any(random).blurred()));
        Image.AwaitingUpload next = awaiting();
        step(next.neverCame(now()));
        awaiting();
        assertThat(images.add(promises(1), SIZE, PLENTY)).isEqualTo(new Added.SetFull(0));
    }

    @Test
    void an_override_is_counted_even_in_a_full_set() {
        Image.Rejected rejected = rejected();
        images.add(promises(10), SIZE, PLENTY);
        step(rejected.overridden(overruling(), now()));
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(1, 0, 10));
        assertThat(images.add(promises(1), SIZE, PLENTY)).isEqualTo(new Added.SetFull(0));
    }

    @Test
    void the_photo_that_makes_a_set_ready_tells_so_once() {
        accepted();
        assertThat(readyTold()).isEmpty();
        Image.Accepted second = accepted();
        assertThat(readyTold()).hasSize(1);
        accepted();
        assertThat(readyTold()).hasSize(1);

        Event ready = readyTold().getFirst();
        assertThat(ready.subject()).isEqualTo(SET.value());
        assertThat(ready.move()).isEmpty();
        Event accepted = queries.history(ANNA, second.id()).getLast();
        assertThat(ready.sequence()).isGreaterThan(accepted.sequence());
        assertThat(ready.traceId()).hasSize(32);
    }

    @Test
    void a_set_that_lost_a_photo_tells_again_when_it_is_ready_again() {
        accepted();
        Image.Accepted second = accepted();
        images.delete(ANNA, second.id(), now());
        assertThat(readyTold()).hasSize(1);
        accepted();
        assertThat(readyTold()).hasSize(2);
    }

    @Test
    void an_override_can_make_a_set_ready() {
        accepted();
        step(rejected().overridden(overruling(), now()));
        assertThat(readyTold()).hasSize(1);
    }

    @Test
    void a_rejection_does_not_make_a_set_ready_again() {
        accepted();
        accepted();
        rejected();
        uploadFailed();
        assertThat(readyTold()).hasSize(1);
    }

    private List<Event> readyTold() {
        return world.log().apply(ANNA).stream()
                .filter(event -> event.type() == EventType.SET_READY)
                .toList();
    }

    @Test
    void of_many_racing_adds_no_more_succeed_than_fit() throws Exception {
        List<List<Upload.Promise>> batches =
                Stream.generate(() -> promises(3)).limit(RUNNERS).toList();
        List<Callable<Added>> adds = batches.stream()
                .<Callable<Added>>map(batch -> () -> images.add(batch, SIZE, PLENTY))
                .toList();

        List<Added> added = Race.between(adds);

        assertThat(added).filteredOn(Added.All.class::isInstance).hasSize(3);
        assertThat(added)
                .filteredOn(Added.SetFull.class::isInstance)
                .allSatisfy(full -> assertThat(((Added.SetFull) full).free()).isBetween(0, 2));
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(0, 0, 9));
        assertThat(queries.page(ANNA, Optional.empty(), Optional.empty(), Long.MAX_VALUE, 200))
                .hasSize(9);
    }

    @Test
    void counts_are_right_after_many_racing_writes_to_one_set() throws Exception {
        SetSize large = new SetSize(1, 1000);
        List<Callable<OwnerId>> lives = Stream.<Callable<OwnerId>>generate(() -> () -> live(large))
                .limit(RUNNERS)
                .toList();

        Race.between(lives);

        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(0, 0, RUNNERS));
    }

    /** One stays, one fails and one is deleted. */
    private OwnerId live(SetSize size) {
        List<Upload.Promise> three;
        synchronized (random) {
            three = promises(3);
        }
        Added.All added = (Added.All) images.add(three, size, PLENTY);
        images.apply(added.images().get(0).arrived("here", now()), size);
        images.apply(added.images().get(1).neverCame(now()), size);
        images.delete(ANNA, added.images().get(2).id(), now());
        return ANNA;
    }
}
