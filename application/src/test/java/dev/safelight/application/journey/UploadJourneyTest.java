package dev.safelight.application.journey;

import static dev.safelight.application.inspect.ScriptedInspector.photo;
import static dev.safelight.application.journey.World.ANNA;
import static dev.safelight.application.journey.World.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.CompleteUpload.Completed;
import dev.safelight.application.image.DeleteImage.Abandoned;
import dev.safelight.application.image.OverrideVerdict.Overridden;
import dev.safelight.application.image.RetryImage.Retried;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.SignUpload.Resigned;
import dev.safelight.application.image.SignUpload.Signed;
import dev.safelight.application.operation.ActOnImages.Action;
import dev.safelight.application.operation.ActOnImages.Order;
import dev.safelight.application.operation.ActOnImages.Selection;
import dev.safelight.application.operation.Operator;
import dev.safelight.application.store.SelfServed.Served;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.UploadFault;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * What becomes of an upload, on the happy path and on every sad one. When all have been walked, no edge of the lifecycle
 * may be left that nobody took.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UploadJourneyTest {

    private static final Set<String> TAKEN = new TreeSet<>();

    private final World world = new World();

    @AfterEach
    void rememberTheEdgesThatWereTaken() {
        Stream.of(ANNA, BEN)
                .flatMap(owner -> world.images.log(owner).stream())
                .flatMap(event -> event.move().stream())
                .forEach(move -> TAKEN.add(move.from() + " → " + move.to()));
        world.close();
    }

    @AfterAll
    static void every_edge_of_the_lifecycle_was_taken() {
        Set<String> table = Arrays.stream(Status.values())
                .flatMap(from -> from.next().stream().map(to -> from + " → " + to))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(TAKEN).isEqualTo(table);
    }

    @Test
    void a_good_photo_is_accepted() {
        ImageId id = world.upload(ANNA, "seed=1");
        assertThat(world.status(id)).isEqualTo(Status.VERIFYING);

        world.work();

        assertThat(world.status(id)).isEqualTo(Status.ACCEPTED);
        assertThat(told(id))
                .containsExactly(EventType.IMAGE_VERIFYING, EventType.IMAGE_PROCESSING, EventType.IMAGE_ACCEPTED);
        assertThat(world.store.size()).as("original, normalized, thumbnail").isEqualTo(3);
    }

    @Test
    void a_bad_photo_is_rejected_with_every_reason() {
        ImageId id = world.upload(ANNA, "sharpness=3 side=100 highlights=5");
        world.work();

        assertThat(reasons(id)).containsExactly(Code.RESOLUTION_TOO_LOW, Code.TOO_BLURRY, Code.TOO_DARK);
    }

    @Test
    void a_file_that_cannot_be_decoded_is_rejected_and_not_an_error() {
        ImageId id = world.upload(ANNA, "defect=TRUNCATED");
        world.work();

        assertThat(reasons(id)).containsExactly(Code.UNREADABLE);
        assertThat(world.store.size()).as("the original alone").isEqualTo(1);
    }

    @Test
    void what_can_never_be_accepted_is_not_even_signed_for() {
        List<Signed> answers = world.sign.sign(
                ANNA,
                SetId.DEFAULT,
                List.of(
                        file("image/avif", 60_000),
                        file("application/pdf", 60_000),
                        file("image/jpeg", 0),
                        file("image/jpeg", 10_000),
                        file("image/jpeg", 1L << 40)));

        assertThat(answers)
                .extracting(answer -> ((Signed.Hopeless) answer).code())
                .containsExactly(
                        Code.UNSUPPORTED_FORMAT,
                        Code.UNSUPPORTED_FORMAT,
                        Code.FILE_TOO_SMALL,
                        Code.FILE_TOO_SMALL,
                        Code.FILE_TOO_LARGE);
        assertThat(((Signed.Hopeless) answers.getFirst()).why()).contains("image/avif", "image/heic");
    }

    @Test
    void heic_is_signed_for_under_both_its_names_unless_it_is_unwelcome() {
        List<SignUpload.File> heic = List.of(file("image/heic", 60_000), file("image/heif", 60_000));

        assertThat(world.sign.sign(ANNA, SetId.DEFAULT, heic))
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(Signed.Granted.class));
    }

    @Test
    void a_set_signs_for_no_more_than_it_takes_and_a_rejection_frees_a_place() {
        List<Signed> answers =
                world.sign.sign(ANNA, SetId.DEFAULT, Collections.nCopies(12, file("image/jpeg", 60_000)));

        assertThat(answers.subList(0, 10)).allMatch(Signed.Granted.class::isInstance);
        assertThat(answers.subList(10, 12)).allMatch(Signed.SetFull.class::isInstance);

        Signed.Granted first = (Signed.Granted) answers.getFirst();
        world.put(first.url(), photo("sharpness=1"));
        world.complete.complete(ANNA, first.image().id());
        world.work();

        assertThat(world.status(first.image().id())).isEqualTo(Status.REJECTED);
        assertThat(world.sign(ANNA, photo("seed=2"))).isNotNull();
    }

    @Test
    void a_set_is_told_to_be_ready_once_when_it_has_its_minimum() {
        for (int seed = 1; seed <= 7; seed++) {
            world.upload(ANNA, "seed=" + seed);
            world.work();
        }

        assertThat(world.images.count(ANNA, SetId.DEFAULT).accepted()).isEqualTo(7);
        assertThat(world.images.log(ANNA).stream().filter(event -> event.type() == EventType.SET_READY))
                .hasSize(1);
    }

    @Test
    void an_upload_that_never_came_fails_at_its_deadline() {
        ImageId id = world.sign(ANNA, photo("seed=1")).image().id();

        world.pass(Duration.ofMinutes(59));
        assertThat(world.status(id)).isEqualTo(Status.AWAITING_UPLOAD);

        world.pass(Duration.ofMinutes(2));
        assertThat(fault(id)).isEqualTo(UploadFault.NEVER_ARRIVED);
    }

    @Test
    void an_upload_that_nobody_completed_is_found_at_its_deadline() {
        byte[] bytes = photo("seed=1");
        Signed.Granted granted = world.sign(ANNA, bytes);
        world.put(granted.url(), bytes);

        world.pass(Duration.ofMinutes(61));

        assertThat(world.status(granted.image().id())).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void completed_before_it_came_it_is_looked_for_three_times() {
        ImageId id = world.sign(ANNA, photo("seed=1")).image().id();
        world.complete.complete(ANNA, id);

        world.work();
        assertThat(((Image.Verifying) world.image(id)).looks()).isEqualTo(1);
        world.pass(Duration.ofSeconds(40));

        assertThat(fault(id)).isEqualTo(UploadFault.NEVER_ARRIVED);
    }

    @Test
    void completed_before_it_came_it_is_found_at_a_later_look() {
        byte[] bytes = photo("seed=1");
        Signed.Granted granted = world.sign(ANNA, bytes);
        world.complete.complete(ANNA, granted.image().id());
        world.work();

        world.put(granted.url(), bytes);
        world.pass(Duration.ofSeconds(20));

        assertThat(world.status(granted.image().id())).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void a_store_that_shows_uploads_late_is_waited_for() {
        world.store.showUploadsAfter(Duration.ofSeconds(6));
        ImageId id = world.upload(ANNA, "seed=1");

        world.pass(Duration.ofSeconds(40));

        assertThat(world.status(id)).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void another_size_than_promised_fails() {
        ImageId id = putBehindTheSignature(new byte[70_000]);

        assertThat(fault(id)).isEqualTo(UploadFault.SIZE_MISMATCH);
    }

    @Test
    void what_is_no_image_fails() {
        ImageId id = putBehindTheSignature(new byte[60_000]);

        assertThat(fault(id)).isEqualTo(UploadFault.TYPE_MISMATCH);
    }

    @Test
    void where_the_store_knows_no_hashes_we_find_out_ourselves() {
        world.store.attestNothing();
        Signed.Granted lied = world.signWithHash(ANNA, photo("seed=1"));
        Signed.Granted kept = world.signWithHash(BEN, photo("seed=2"));
        world.put(lied.url(), photo("seed=3"));
        world.put(kept.url(), photo("seed=2"));
        world.complete.complete(ANNA, lied.image().id());
        world.complete.complete(BEN, kept.image().id());
        world.work();
        assertThat(world.status(lied.image().id())).isEqualTo(Status.UPLOAD_FAILED);
        assertThat(world.status(kept.image().id())).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void what_the_store_tells_is_as_good_as_what_the_client_tells() {
        byte[] bytes = photo("seed=1");
        Signed.Granted granted = world.sign(ANNA, bytes);
        world.put(granted.url(), bytes);
        String key = granted.image().upload().objectKey();

        assertThat(world.hear.hear(key)).isPresent();
        assertThat(world.hear.hear(key)).as("heard twice").isPresent();
        world.complete.complete(ANNA, granted.image().id());
        world.work();
        assertThat(world.hear.hear(key)).as("heard late").isPresent();

        assertThat(world.status(granted.image().id())).isEqualTo(Status.ACCEPTED);
        assertThat(told(granted.image().id()))
                .containsExactly(EventType.IMAGE_VERIFYING, EventType.IMAGE_PROCESSING, EventType.IMAGE_ACCEPTED);
    }

    @Test
    void what_the_store_tells_of_anything_else_is_ignored() {
        Signed.Granted granted = world.sign(ANNA, photo("seed=1"));
        String original = granted.image().upload().objectKey();
        for (String key : List.of(
                original.replace("original", "thumbnail-1.jpg"),
                original + "/more",
                "backup/" + original,
                "images/original",
                "images/01890000-0000-7000-8000-000000000000/original",
                "")) {
            assertThat(world.hear.hear(key)).as(key).isEmpty();
        }
        assertThat(world.status(granted.image().id())).isEqualTo(Status.AWAITING_UPLOAD);
    }

    @Test
    void what_the_store_tells_of_bytes_that_are_not_as_promised_changes_no_verdict() {
        Signed.Granted granted = world.sign(ANNA, photo("seed=1"));
        world.hear.hear(granted.image().upload().objectKey());
        world.pass(Duration.ofMinutes(2));
        assertThat(world.status(granted.image().id())).isEqualTo(Status.UPLOAD_FAILED);
    }

    @Test
    void another_hash_than_promised_fails() {
        Signed.Granted granted = world.signWithHash(ANNA, photo("seed=1"));
        world.store.swap(granted.image().upload().objectKey(), photo("seed=2"));
        world.complete.complete(ANNA, granted.image().id());
        world.work();

        assertThat(fault(granted.image().id())).isEqualTo(UploadFault.CHECKSUM_MISMATCH);
    }

    @Test
    void a_signed_url_is_good_for_one_object_once() {
        byte[] bytes = photo("seed=1");
        Signed.Granted granted = world.sign(ANNA, bytes);

        assertThat(world.put(granted.url(), new byte[10])).isInstanceOf(Served.Refused.class);
        assertThat(world.put(granted.url(), bytes)).isInstanceOf(Served.Stored.class);
        assertThat(world.put(granted.url(), bytes)).isInstanceOf(Served.Refused.class);
    }

    @Test
    void a_fresh_url_can_be_had_until_the_upload_is_complete() {
        byte[] bytes = photo("seed=1");
        ImageId id = world.sign(ANNA, bytes).image().id();
        world.clock.advance(Duration.ofMinutes(20));

        Resigned again = world.sign.signAgain(ANNA, id).orElseThrow();
        assertThat(world.put(((Resigned.Fresh) again).granted().url(), bytes)).isInstanceOf(Served.Stored.class);
        world.complete.complete(ANNA, id);

        assertThat(world.sign.signAgain(ANNA, id)).containsInstanceOf(Resigned.TooLate.class);
        assertThat(world.sign.signAgain(BEN, id)).isEmpty();
    }

    @Test
    void completing_twice_says_the_same_and_does_it_once() {
        ImageId id = world.upload(ANNA, "seed=1");
        world.complete.complete(ANNA, id);
        world.work();

        assertThat(world.complete.complete(ANNA, id)).contains(new Completed.Heard(world.image(id)));
        assertThat(world.status(id)).isEqualTo(Status.ACCEPTED);
        assertThat(told(id)).hasSize(3);
    }

    @Test
    void another_take_of_the_same_composition_is_no_copy_but_a_copy_of_either_is() {
        world.upload(ANNA, "seed=1 take=1");
        ImageId another = world.upload(ANNA, "seed=1 take=2");
        ImageId copy = world.upload(ANNA, "seed=1 take=2 note=copy");
        world.work();
        assertThat(world.status(another)).isEqualTo(Status.ACCEPTED);
        assertThat(reasons(copy)).containsExactly(Code.TOO_SIMILAR);
    }

    @Test
    void a_second_look_is_taken_once_however_many_others_are_accepted_meanwhile() throws Exception {
        world.upload(ANNA, "seed=1 take=1");
        world.work();
        ImageId other = world.upload(ANNA, "seed=2");
        world.verify.verify(other);
        world.atALook = () -> world.judgeNow(other);

        ImageId another = world.upload(ANNA, "seed=1 take=2");
        world.verify.verify(another);
        world.judgeNow(another);

        assertThat(List.of(world.status(other), world.status(another)))
                .containsExactly(Status.ACCEPTED, Status.ACCEPTED);
        assertThat(world.looks).isEqualTo(1);
    }

    @Test
    void a_photo_whose_thumbnail_is_gone_is_compared_by_its_fingerprint_alone() {
        ImageId first = world.upload(ANNA, "seed=1 take=1");
        world.work();
        Image.Accepted accepted = (Image.Accepted) world.image(first);
        world.store.delete(List.of(accepted.derivatives().orElseThrow().thumbnail()));
        ImageId second = world.upload(ANNA, "seed=1 take=2");
        world.work();
        assertThat(reasons(second)).containsExactly(Code.TOO_SIMILAR);
    }

    @Test
    void of_two_near_duplicates_the_first_wins_and_is_named() {
        ImageId first = world.upload(ANNA, "seed=1 note=a");
        ImageId second = world.upload(ANNA, "seed=1 note=b");
        ImageId bens = world.upload(BEN, "seed=1 note=c");
        world.work();

        assertThat(world.status(first)).isEqualTo(Status.ACCEPTED);
        assertThat(reasons(second)).containsExactly(Code.TOO_SIMILAR);
        assertThat(((Image.Rejected) world.image(second)).judgement().verdict().duplicateOf())
                .contains(first);
        assertThat(world.status(bens)).as("never compared across owners").isEqualTo(Status.ACCEPTED);
    }

    @Test
    void deleting_the_winner_frees_its_place() {
        ImageId first = world.upload(ANNA, "seed=1");
        world.work();
        assertThat(world.delete.delete(ANNA, first)).isTrue();

        ImageId second = world.upload(ANNA, "seed=1");
        world.work();

        assertThat(world.status(second)).isEqualTo(Status.ACCEPTED);
        assertThat(world.store.size()).isEqualTo(3);
    }

    @Test
    void the_same_file_twice_is_a_duplicate() {
        world.upload(ANNA, "seed=1");
        world.work();
        ImageId again = world.upload(ANNA, "seed=1");
        world.work();

        assertThat(reasons(again)).containsExactly(Code.DUPLICATE);
    }

    @Test
    void a_store_that_is_down_blames_nobody_and_the_upload_goes_on_when_it_is_back() {
        ImageId id = world.upload(ANNA, "seed=1");
        world.storage.goDown();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.status(id)).isEqualTo(Status.VERIFYING);

        world.storage.comeBack();
        world.pass(Duration.ofMinutes(6));

        assertThat(world.status(id)).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void a_store_that_stays_down_ends_in_an_error_and_a_retry_verifies() {
        ImageId id = world.upload(ANNA, "seed=1");
        world.storage.goDown();
        world.pass(Duration.ofMinutes(30));
        assertThat(world.status(id)).isEqualTo(Status.ERROR);

        world.storage.comeBack();
        assertThat(world.retryImage.retry(ANNA, id)).containsInstanceOf(Retried.Underway.class);
        assertThat(world.status(id)).isEqualTo(Status.VERIFYING);
        world.work();

        assertThat(world.status(id)).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void a_decoder_that_dies_ends_in_an_error_and_a_retry_judges() {
        ImageId id = world.upload(ANNA, "seed=1");
        world.decoder.goDown();
        world.pass(Duration.ofMinutes(30));

        Image.Errored stopped = (Image.Errored) world.image(id);
        assertThat(stopped.incident().id()).startsWith("inc_");
        world.decoder.comeBack();
        world.retryImage.retry(ANNA, id);
        world.work();

        assertThat(world.status(id)).isEqualTo(Status.ACCEPTED);
        assertThat(world.retryImage.retry(ANNA, id)).containsInstanceOf(Retried.NotInError.class);
        assertThat(finalEvents(id)).containsExactly(EventType.IMAGE_ERROR, EventType.IMAGE_ACCEPTED);
    }

    @Test
    void a_worker_that_vanishes_is_replaced_when_its_lease_ends() {
        ImageId id = world.upload(ANNA, "seed=1");
        world.verify.verify(id);
        Image.Processing waiting = (Image.Processing) world.image(id);
        var lease = new Lease(new UUID(1, 1), "doomed", world.clock.instant().plusSeconds(30));
        world.images.apply(waiting.leased(lease, world.clock.instant()), world.terms.set());

        world.pass(Duration.ofSeconds(24));
        assertThat(world.status(id)).isEqualTo(Status.PROCESSING);
        world.pass(Duration.ofSeconds(16));

        assertThat(world.status(id)).isEqualTo(Status.ACCEPTED);
        assertThat(((Image.Accepted) world.image(id))
                        .derivatives()
                        .orElseThrow()
                        .normalized())
                .doesNotContain(lease.token().toString());
    }

    @Test
    void an_original_that_is_swapped_after_it_was_checked_is_never_judged() {
        ImageId id = world.upload(ANNA, "seed=1");
        world.verify.verify(id);
        world.store.swap(world.image(id).upload().objectKey(), photo("seed=2"));
        world.work();

        assertThat(world.status(id)).isEqualTo(Status.ERROR);
    }

    @Test
    void a_queue_that_forgets_everything_costs_only_time() {
        ImageId id = world.upload(ANNA, "seed=1");
        world.queue.loseEverything();
        world.work();
        assertThat(world.status(id)).isEqualTo(Status.VERIFYING);

        world.pass(Duration.ofSeconds(8));

        assertThat(world.status(id)).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void an_operator_overrides_a_rejection_and_it_is_written_down() {
        ImageId id = world.upload(ANNA, "sharpness=3");
        world.work();

        var by = new Image.Overruling("olga", "artistic");
        assertThat(world.override.override(id, by)).containsInstanceOf(Overridden.Accepted.class);
        assertThat(world.override.override(id, by)).containsInstanceOf(Overridden.NotRejected.class);
        assertThat(world.images.history(ANNA, id).getLast().move().orElseThrow().why())
                .contains("olga", "artistic");
    }

    @Test
    void an_operator_rejects_what_was_accepted_and_it_is_written_down() {
        ImageId id = world.upload(ANNA, "seed=1");
        world.work();

        var order = new Order(
                new Operator("olga", Optional.empty()),
                Action.REJECT,
                new Selection.Named(List.of(id)),
                "{}",
                "somebody else's");
        assertThat(world.act.act(order).done()).isOne();
        assertThat(world.act.act(order).done()).isZero();
        assertThat(world.status(id)).isEqualTo(Status.REJECTED);
        assertThat(world.images.history(ANNA, id).getLast().move().orElseThrow().why())
                .contains("olga", "somebody else's");
    }

    @Test
    void an_upload_can_be_abandoned_and_a_photo_cannot() {
        ImageId awaited = world.sign(ANNA, photo("seed=1")).image().id();
        ImageId accepted = world.upload(ANNA, "seed=2");
        world.work();

        assertThat(world.delete.abandon(BEN, awaited)).isEqualTo(Abandoned.UNKNOWN);
        assertThat(world.delete.abandon(ANNA, awaited)).isEqualTo(Abandoned.GONE);
        assertThat(world.delete.abandon(ANNA, accepted)).isEqualTo(Abandoned.ALREADY_A_PHOTO);
        assertThat(world.images.find(awaited)).isEmpty();
    }

    @Test
    void bytes_that_come_after_their_image_was_deleted_are_swept_away() {
        byte[] bytes = photo("seed=1");
        Signed.Granted granted = world.sign(ANNA, bytes);
        world.delete.abandon(ANNA, granted.image().id());
        world.put(granted.url(), bytes);
        assertThat(world.store.size()).isEqualTo(1);

        world.clock.advance(Duration.ofMinutes(21));
        world.sweeper.discard();

        assertThat(world.store.size()).isZero();
    }

    @Test
    void objects_that_no_image_knows_are_found_and_removed_when_they_are_old() {
        ImageId living = world.upload(ANNA, "seed=1");
        world.work();
        world.store.write(
                "images/" + ImageId.at(world.clock.instant(), world.random) + "/original", "image/jpeg", new byte[1]);

        world.sweeper.searchOrphans();
        assertThat(world.store.size()).as("too young to be sure").isEqualTo(4);
        world.clock.advance(Duration.ofHours(25));
        world.sweeper.searchOrphans();

        assertThat(world.store.size()).isEqualTo(3);
        assertThat(world.status(living)).isEqualTo(Status.ACCEPTED);
    }

    private ImageId putBehindTheSignature(byte[] bytes) {
        Signed.Granted granted = world.sign(ANNA, photo("seed=1"));
        world.store.swap(granted.image().upload().objectKey(), bytes);
        world.complete.complete(ANNA, granted.image().id());
        world.work();
        return granted.image().id();
    }

    private static SignUpload.File file(String contentType, long size) {
        return new SignUpload.File("me.jpg", contentType, size, Optional.empty());
    }

    private List<EventType> told(ImageId id) {
        return world.images.history(ANNA, id).stream().map(Event::type).toList();
    }

    private List<EventType> finalEvents(ImageId id) {
        return world.images.history(ANNA, id).stream()
                .filter(event -> event.move().orElseThrow().to().isFinal())
                .map(Event::type)
                .toList();
    }

    private List<Code> reasons(ImageId id) {
        return new ArrayList<>(((Image.Rejected) world.image(id))
                .judgement().verdict().reasons().stream().map(Reason::code).toList());
    }

    private UploadFault fault(ImageId id) {
        return ((Image.UploadFailed) world.image(id)).fault();
    }
}
