package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.Trace;
import dev.safelight.application.event.Bell;
import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.job.Job;
import dev.safelight.application.testing.Race;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Derivatives;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Incident;
import dev.safelight.domain.image.Judgement;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.UploadFault;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** A state changes once, by one write that also tells and rings. */
public abstract class MovesContract extends ImagesContract {

    @Test
    void an_image_is_found_as_it_was_added() {
        Image.AwaitingUpload image = awaiting();
        assertThat(images.find(image.id())).contains(image);
        assertThat(images.find(ANNA, image.id())).contains(image);
        assertThat(image.upload().fileId()).isGreaterThanOrEqualTo(10_000);
    }

    @Test
    void another_owners_image_is_as_absent_as_one_that_never_was() {
        assertThat(images.find(BEN, awaiting().id())).isEmpty();
        assertThat(images.find(ImageId.at(now(), random))).isEmpty();
    }

    /** Each step reads the image back and compares it whole. */
    @Test
    void every_state_that_an_upload_goes_through_is_read_back_as_it_was_written() {
        Image.Verifying verifying = verifying();
        verifying = (Image.Verifying) step(verifying.lookAgain(now().plus(SOON), now()));
        verifying = (Image.Verifying) step(verifying.postponed("the store is down", now().plus(SOON), now()));
        StoredObject withoutHash =
                new StoredObject(verifying.upload().objectKey(), 500_000, "\"etag\"", Optional.empty());
        Image.Processing processing = (Image.Processing) step(verifying.verified(withoutHash, now()));
        processing = leased(processing);
        processing = (Image.Processing) step(processing.postponed("out of memory", now().plus(SOON), now()));
        processing = leased(processing);
        processing = (Image.Processing) step(processing.handedBack(now()));
        Image.Errored stopped = (Image.Errored) step(leased(processing).gaveUp(incident(), now()));
        Image.Processing retried = (Image.Processing) step(stopped.retried(now()));
        accepted(leased(retried), Photo.any(random));
    }

    @Test
    void every_way_to_fail_is_read_back_as_it_was_written() {
        step(awaiting().neverCame(now()));
        for (UploadFault fault : UploadFault.values()) {
            step(verifying().failed(fault, "for the test", now()));
        }
        Image.Errored unpinned = (Image.Errored) step(verifying().gaveUp(incident(), now()));
        step(unpinned.retried(now()));
    }

    @Test
    void a_rejection_and_its_override_are_read_back_as_they_were_written() {
        step(rejected().overridden(overruling(), now()));
    }

    @Test
    void a_photo_that_cannot_be_decoded_is_read_back_rejected_or_accepted_all_the_same() {
        for (Measurements.Defect defect : Measurements.Defect.values()) {
            step(undecodable(leased(), defect, Policy.defaults()));
        }
        Policy lenient = new Policy(Policy.defaults().limits(), Map.of(Code.UNREADABLE, Severity.WARN));
        step(undecodable(leased(), Measurements.Defect.TRUNCATED, lenient));
    }

    private Change undecodable(Image.Processing leased, Measurements.Defect defect, Policy policy) {
        Photo photo = Photo.any(random);
        Measurements whole = photo.measured();
        Measurements measured = new Measurements(
                whole.bytes(),
                whole.sha256(),
                whole.promised(),
                whole.format(),
                Optional.empty(),
                Optional.of(defect),
                Optional.empty());
        return leased.judged(
                Judgement.of(new Evidence(measured, Optional.empty()), policy),
                Optional.<Derivatives>empty(),
                gallery(leased, photo),
                now());
    }

    @Test
    void a_move_is_told_with_all_that_belongs_to_it() {
        Image.AwaitingUpload image = awaiting();
        clock.advance(SOON);
        Trace.within("0123456789abcdef0123456789abcdef", () -> step(image.arrived("the bucket said so", now())));

        Event event = queries.history(ANNA, image.id()).getFirst();
        assertThat(event.type()).isEqualTo(EventType.IMAGE_VERIFYING);
        assertThat(event.owner()).isEqualTo(ANNA);
        assertThat(event.subject()).isEqualTo(image.id().toString());
        assertThat(event.time()).isEqualTo(now());
        assertThat(event.traceId()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(event.move())
                .contains(new Event.Move(
                        Status.AWAITING_UPLOAD, Status.VERIFYING, 1, 0, "the bucket said so", List.of()));
    }

    @Test
    void a_history_is_the_moves_in_order_with_their_chapters_and_attempts() {
        Image.Errored stopped = errored();
        Image.Processing retried = (Image.Processing) step(stopped.retried(now()));
        accepted(leased(retried), Photo.any(random));

        List<Event> history = queries.history(ANNA, stopped.id());
        assertThat(history)
                .extracting(event -> event.move().orElseThrow().to())
                .containsExactly(Status.VERIFYING, Status.PROCESSING, Status.ERROR, Status.PROCESSING, Status.ACCEPTED);
        assertThat(history)
                .extracting(event -> event.move().orElseThrow().chapter())
                .containsExactly(1, 1, 1, 2, 2);
        assertThat(history)
                .extracting(event -> event.move().orElseThrow().attempt())
                .containsExactly(0, 1, 1, 0, 1);
        assertThat(history).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(history).extracting(Event::id).doesNotHaveDuplicates();
    }

    @Test
    void a_write_that_is_no_move_tells_nothing() {
        Image.Verifying verifying = verifying();
        int told = queries.history(ANNA, verifying.id()).size();
        step(verifying.lookAgain(now().plus(SOON), now()));
        assertThat(queries.history(ANNA, verifying.id())).hasSize(told);
    }

    @Test
    void a_failure_may_be_told_in_any_characters() {
        Image.Verifying verifying = verifying();
        String why = "IOException: \0 ü ☀ 𝄞 ' \" \\ :id ?";
        assertThat(images.apply(verifying.postponed(why, now().plus(SOON), now()), SIZE))
                .isEqualTo(Outcome.APPLIED);
        Image.Verifying there = (Image.Verifying) images.find(verifying.id()).orElseThrow();
        Change end = there.gaveUp(new Incident("inc-1", why), now());
        assertThat(images.apply(end, SIZE)).isEqualTo(Outcome.APPLIED);
        assertThat(((Image.Errored) images.find(verifying.id()).orElseThrow())
                        .incident()
                        .summary())
                .endsWith("ü ☀ 𝄞 ' \" \\ :id ?");
    }

    @Test
    void a_change_said_twice_happens_once() {
        Change change = awaiting().arrived("said twice", now());
        step(change);
        assertRaced(change);
        assertThat(jobs(Job.Kind.VERIFY)).hasSize(1);
    }

    @Test
    void a_change_to_a_version_that_is_no_longer_there_is_raced() {
        Image.Verifying old = verifying();
        step(old.lookAgain(now().plus(SOON), now()));
        assertRaced(old.lookAgain(now().plus(SOON), now()));
        assertRaced(old.verified(pin(old), now()));
    }

    @Test
    void a_change_to_the_same_version_in_another_status_is_raced() {
        Image.Verifying there = verifying();
        Image.AwaitingUpload mistaken = new Image.AwaitingUpload(there.upload(), there.life());
        assertRaced(mistaken.neverCame(now()));
    }

    @Test
    void a_change_to_an_image_that_never_was_is_raced() {
        Image.AwaitingUpload image = awaiting();
        images.delete(ANNA, image.id(), now());
        assertThat(images.apply(image.arrived("too late", now()), SIZE)).isEqualTo(Outcome.RACED);
        assertThat(images.find(image.id())).isEmpty();
    }

    @Test
    void a_state_that_wants_work_rings_for_it_when_it_is_due() {
        Image.Verifying verifying = verifying();
        assertThat(jobs(Job.Kind.VERIFY))
                .containsExactly(Job.wantedBy(verifying).orElseThrow());

        Image.Verifying later = (Image.Verifying) step(verifying.lookAgain(now().plus(SOON), now()));
        assertThat(jobs(Job.Kind.VERIFY)).isEmpty();
        clock.advance(SOON);
        assertThat(jobs(Job.Kind.VERIFY)).containsExactly(Job.wantedBy(later).orElseThrow());

        Image.Processing processing = processing(later);
        assertThat(jobs(Job.Kind.JUDGE))
                .containsExactly(Job.wantedBy(processing).orElseThrow());
    }

    @Test
    void a_state_that_wants_no_work_rings_for_none() {
        Image.Processing processing = processing();
        jobs(Job.Kind.VERIFY);
        jobs(Job.Kind.JUDGE);
        accepted(leased(processing), Photo.any(random));
        assertThat(jobs(Job.Kind.VERIFY)).isEmpty();
        assertThat(jobs(Job.Kind.JUDGE)).isEmpty();
    }

    @Test
    void a_failed_upload_leaves_a_note_until_no_url_can_bring_bytes_any_more() {
        Image failed = step(awaiting().neverCame(now()));
        Discards discards = world.discards();
        assertThat(discards.due(now().plus(ImagesWorld.DISCARD_AFTER), 10)).isEmpty();
        assertThat(discards.due(now().plus(ImagesWorld.DISCARD_AFTER).plusSeconds(1), 10))
                .containsExactly(failed.id());
        discards.done(List.of(failed.id(), ImageId.at(now(), random)));
        assertThat(discards.due(now().plus(Duration.ofDays(1)), 10)).isEmpty();
    }

    @Test
    void notes_of_objects_to_remove_come_oldest_first_and_no_more_than_asked_for() {
        Image first = step(awaiting().neverCame(now()));
        clock.advance(SOON);
        Image second = step(awaiting().neverCame(now()));
        clock.advance(Duration.ofDays(1));
        assertThat(world.discards().due(now(), 1)).containsExactly(first.id());
        assertThat(world.discards().due(now(), 10)).containsExactly(first.id(), second.id());
    }

    @Test
    void each_chapter_ends_with_one_final_event() {
        Image.Rejected rejected = rejected();
        step(rejected.overridden(overruling(), now()));
        assertRaced(rejected.overridden(overruling(), now()));
        assertThat(queries.history(ANNA, rejected.id()))
                .filteredOn(event -> event.move().orElseThrow().to().isFinal())
                .extracting(event -> event.move().orElseThrow().chapter())
                .containsExactly(1, 2);
    }

    @Test
    void of_many_racing_changes_exactly_one_wins() throws Exception {
        Image.AwaitingUpload image = awaiting();

        List<Outcome> outcomes =
                Race.among(RUNNERS, () -> images.apply(image.arrived("everybody says so", now()), SIZE));

        assertThat(Collections.frequency(outcomes, Outcome.APPLIED)).isEqualTo(1);
        assertThat(queries.history(ANNA, image.id())).hasSize(1);
        assertThat(jobs(Job.Kind.VERIFY)).hasSize(1);
    }

    @Test
    void of_many_racing_different_ends_exactly_one_is_told() throws Exception {
        Image.Processing leased = leased();
        Photo photo = Photo.any(random);

        Race.between(Collections.nCopies(
                        RUNNERS / 4,
                        List.<Callable<Outcome>>of(
                                () -> images.apply(judged(leased, photo), SIZE),
                                () -> images.apply(judged(leased, photo.blurred()), SIZE),
                                () -> images.apply(leased.gaveUp(incident(), now()), SIZE),
                                () -> images.apply(leased.handedBack(now()), SIZE)))
                .stream()
                .flatMap(List::stream)
                .toList());

        Image after = images.find(leased.id()).orElseThrow();
        assertThat(after.life().version()).isEqualTo(leased.life().version() + 1);
        assertThat(queries.history(ANNA, leased.id())).hasSize(after.status().isFinal() ? 3 : 2);
    }

    @Test
    void who_waits_for_an_image_is_woken_by_its_change() throws Exception {
        Image.AwaitingUpload image = awaiting();
        try (Bell.Listener listener = world.bell().listen(image.id().value())) {
            step(image.arrived("said so", now()));
            assertThat(listener.await(patience())).isTrue();
        }
    }
}
