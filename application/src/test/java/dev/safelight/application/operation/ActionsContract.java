package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import dev.safelight.application.operation.ActOnImages.Action;
import dev.safelight.application.operation.ActOnImages.Selection;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Incident;
import dev.safelight.domain.image.SetCount;
import dev.safelight.domain.image.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an operator does to many at once, and what is written down about it. */
public abstract class ActionsContract extends OperationContract {

    private static final Operator OLGA = new Operator("olga", Optional.of("1a2b3c4d"));

    private Outcome act(Action action, Selection selection) {
        return operation
                .act(clock, random, SIZE)
                .act(new ActOnImages.Order(OLGA, action, selection, "{\"state\": \"any\"}", "the store was down"));
    }

    private static Selection all(int atMost) {
        return new Selection.Fitting(ImageFilter.ALL, atMost);
    }

    private static Selection named(Image... images) {
        return new Selection.Named(Stream.of(images).map(Image::id).toList());
    }

    private Audit.Entry audited(Outcome outcome) {
        return operation.audit().find(outcome.audit()).orElseThrow();
    }

    private Status status(Image image) {
        return images.find(image.id()).orElseThrow().status();
    }

    @Test
    void a_retry_sends_back_all_that_stopped_and_nothing_else() {
        Image.Errored judged = errored();
        Image.Errored unverified = (Image.Errored) step(verifying(BEN).gaveUp(incident(), now()));
        Image.Rejected rejected = rejected();
        jobs(Job.Kind.VERIFY);
        jobs(Job.Kind.JUDGE);

        Outcome outcome = act(Action.RETRY, all(100));

        assertThat(outcome.done()).isEqualTo(2);
        assertThat(images.find(judged.id())).contains(judged.retried(now()).after());
        assertThat(images.find(unverified.id()))
                .contains(unverified.retried(now()).after());
        assertThat(status(rejected)).isEqualTo(Status.REJECTED);
        assertThat(jobs(Job.Kind.JUDGE))
                .extracting(Job::subject)
                .containsExactly(judged.id().value());
        assertThat(jobs(Job.Kind.VERIFY))
                .extracting(Job::subject)
                .containsExactly(unverified.id().value());
        assertThat(queries.history(ANNA, judged.id()).getLast().move())
                .hasValueSatisfying(move -> assertThat(move.why()).isEqualTo("retried by hand"));
    }

    @Test
    void said_again_it_finds_nothing_to_do_and_that_is_written_down_as_well() {
        errored();
        act(Action.RETRY, all(100));
        Outcome again = act(Action.RETRY, all(100));
        assertThat(again.done()).isZero();
        assertThat(audited(again).finished()).isPresent();
        assertThat(operation.audit().page(Optional.empty(), Optional.empty(), 10))
                .hasSize(2);
    }

    @Test
    void who_did_it_to_what_and_why_is_written_down() {
        Image failed = errored();
        Image good = accepted();
        Outcome outcome = act(Action.RETRY, named(failed, good));
        Audit.Entry entry = audited(outcome);
        assertThat(entry.operator()).isEqualTo(OLGA);
        assertThat(entry.action()).isEqualTo("RETRY");
        assertThat(entry.reason()).isEqualTo("the store was down");
        assertThat(entry.selection()).contains("state");
        assertThat(entry.at()).isEqualTo(now());
        assertThat(entry.done()).isEqualTo(1);
        assertThat(entry.unchanged()).isEqualTo(1);
        assertThat(entry.finished()).contains(now());
        assertThat(entry.traceId()).hasSize(32);
    }

    @Test
    void no_more_are_looked_at_than_was_said() {
        errored();
        errored();
        Image newest = errored();
        Outcome outcome = act(Action.RETRY, all(1));
        assertThat(outcome.done()).isEqualTo(1);
        assertThat(outcome.more()).isTrue();
        assertThat(status(newest)).isEqualTo(Status.PROCESSING);
    }

    @Test
    void all_that_stopped_in_the_same_way_is_retried_and_nothing_else() {
        Instant before = now();
        Image.Errored one = errored();
        Image.Errored other = errored();
        Image.Errored another = (Image.Errored) step(leased().gaveUp(new Incident("inc-2", "the disk is full"), now()));
        String fingerprint = new GroupErrors(operation.troubles())
                .since(before, GroupErrors.Filter.ALL).groups().stream()
                        .filter(group -> group.count() == 2)
                        .findFirst()
                        .orElseThrow()
                        .fingerprint();

        Outcome outcome = act(Action.RETRY, new Selection.Failed(fingerprint, before));

        assertThat(outcome.done()).isEqualTo(2);
        assertThat(outcome.more()).isFalse();
        assertThat(Stream.of(one, other, another).map(this::status))
                .containsExactly(Status.PROCESSING, Status.PROCESSING, Status.ERROR);
        assertThat(act(Action.RETRY, new Selection.Failed(fingerprint, before)).done())
                .isZero();
    }

    @Test
    void what_was_rejected_is_accepted_by_hand_and_joins_the_gallery_and_the_set() {
        Image.Rejected first = rejected();
        Image.Rejected second = rejected();
        long gallery = gallery(first, Photo.any(random)).version();

        Outcome outcome = act(Action.ACCEPT, named(first, second));

        assertThat(outcome.done()).isEqualTo(2);
        assertThat(images.find(first.id()))
                .hasValueSatisfying(it -> assertThat(((Image.Accepted) it).overruling())
                        .contains(new Image.Overruling("olga", "the store was down")));
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(2, 0, 0));
        assertThat(gallery(first, Photo.any(random)).version()).isGreaterThan(gallery);
        assertThat(world.log().apply(ANNA))
                .extracting(Event::type)
                .endsWith(EventType.SET_READY)
                .filteredOn(EventType.SET_READY::equals)
                .hasSize(1);
    }

    @Test
    void what_was_accepted_is_rejected_by_hand_and_leaves_the_gallery_and_the_set() {
        Image.Accepted image = accepted();
        long gallery = gallery(image, Photo.any(random)).version();

        act(Action.REJECT, named(image));

        assertThat(images.find(image.id()))
                .hasValueSatisfying(it -> assertThat(((Image.Rejected) it).overruling())
                        .contains(new Image.Overruling("olga", "the store was down")));
        assertThat(queries.count(ANNA, SET)).isEqualTo(new SetCount(0, 1, 0));
        assertThat(gallery(image, Photo.any(random)).version()).isGreaterThan(gallery);
        assertThat(queries.history(ANNA, image.id()).getLast().move())
                .hasValueSatisfying(move -> assertThat(move.why()).isEqualTo("override by olga: the store was down"));
    }

    @Test
    void what_is_deleted_is_gone_whatever_state_it_was_in() {
        Image one = accepted();
        Image other = awaiting();
        Outcome outcome = act(Action.DELETE, named(one, other));
        assertThat(images.find(one.id())).isEmpty();
        assertThat(images.find(other.id())).isEmpty();
        assertThat(audited(outcome).done()).isEqualTo(2);
    }

    @Test
    void an_image_that_was_never_there_stays_unchanged() {
        Outcome outcome = act(Action.RETRY, new Selection.Named(List.of(ImageId.at(now(), random))));
        assertThat(outcome.done()).isZero();
        assertThat(outcome.unchanged()).isEqualTo(1);
    }

    @Test
    void a_change_of_an_image_that_has_moved_since_is_left_out() {
        Image.Errored image = errored();
        var change = image.retried(now());
        step(change);
        assertThat(operation.moves().apply(List.of(change), SIZE, UUID.randomUUID()))
                .isEmpty();
    }

    @Test
    void two_at_once_send_each_image_back_once() throws Exception {
        List<Image.Errored> stopped = Stream.generate(this::errored).limit(9).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Outcome> one = threads.submit(() -> act(Action.RETRY, all(100)));
            Future<Outcome> other = threads.submit(() -> act(Action.RETRY, all(100)));
            assertThat(one.get().done() + other.get().done()).isEqualTo(stopped.size());
            assertThat(audited(one.get()).done() + audited(other.get()).done()).isEqualTo(stopped.size());
        }
        assertThat(stopped)
                .allSatisfy(image -> assertThat(queries.history(ANNA, image.id()))
                        .filteredOn(event -> event.move().orElseThrow().from() == Status.ERROR)
                        .hasSize(1));
    }

    @Test
    void the_latest_is_listed_first_in_pages() {
        Outcome first = act(Action.RETRY, all(1));
        clock.advance(SOON);
        Outcome second = act(Action.RETRY, all(1));
        assertThat(operation.audit().page(Optional.empty(), Optional.empty(), 1))
                .extracting(Audit.Entry::id)
                .containsExactly(second.audit());
        assertThat(operation.audit().page(Optional.empty(), Optional.of(second.audit()), 10))
                .extracting(Audit.Entry::id)
                .containsExactly(first.audit());
    }
}
