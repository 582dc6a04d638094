package dev.safelight.application.journey;

import static dev.safelight.application.inspect.ScriptedInspector.photo;
import static dev.safelight.application.journey.World.ANNA;
import static dev.safelight.application.journey.World.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Admission;
import dev.safelight.application.image.BacklogLimits;
import dev.safelight.application.image.CompleteUpload;
import dev.safelight.application.image.CompleteUpload.Completed;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.SignUpload.Signed;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.rule.Policy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when more comes than is worked off. */
class BackpressureTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private SignUpload sign;
    private CompleteUpload complete;

    @BeforeEach
    void begin() {
        limit(4, 6);
    }

    private void limit(int inAll, int perOwner) {
        Admission admission =
                new Admission(world.images, new BacklogLimits(inAll, perOwner), world.clock, world.random);
        sign = new SignUpload(
                world.images, admission, world.store, Policy.defaults(), world.terms, world.clock, world.random);
        complete = new CompleteUpload(world.images, admission, world.terms.set(), world.clock);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<Signed> sign(OwnerId owner, String set, int count) {
        var file = new SignUpload.File("me.jpg", World.JPEG, photo("seed=1").length, Optional.empty());
        return sign.sign(owner, new SetId(set), Collections.nCopies(count, file));
    }

    private static List<String> kinds(List<Signed> answers) {
        return answers.stream().map(answer -> answer.getClass().getSimpleName()).toList();
    }

    /** That many photos of somebody else wait for their verdicts. */
    private void waiting(int count) {
        OwnerId other = new OwnerId("somebody else");
        for (int i = 0; i < count; i++) {
            world.upload(other, "seed=" + (100 + i));
        }
        world.clock.advance(A_SECOND);
    }

    @Test
    void promises_take_no_room_in_all() {
        assertThat(kinds(sign(ANNA, "a", 4))).containsOnly("Granted");
        world.clock.advance(A_SECOND);
        assertThat(kinds(sign(BEN, "a", 4))).containsOnly("Granted");
    }

    @Test
    void of_a_batch_as_many_are_signed_for_as_there_is_room_in_all() {
        waiting(2);
        assertThat(kinds(sign(ANNA, "a", 3))).containsExactly("Granted", "Granted", "BacklogFull");
        waiting(2);
        assertThat(kinds(sign(ANNA, "a", 2))).containsExactly("BacklogFull", "BacklogFull");
    }

    @Test
    void an_owner_with_as_many_on_the_way_as_one_may_have_is_sent_home_and_another_is_not() {
        sign(ANNA, "a", 3);
        world.clock.advance(A_SECOND);
        assertThat(kinds(sign(ANNA, "b", 4))).containsExactly("Granted", "Granted", "Granted", "OwnerFull");
        assertThat(kinds(sign(ANNA, "c", 1))).containsExactly("OwnerFull");
        assertThat(kinds(sign(BEN, "c", 1))).containsExactly("Granted");
    }

    @Test
    void those_that_are_too_many_for_the_set_hear_so_and_those_before_them_that_there_is_no_room_now() {
        sign(ANNA, "a", 4);
        limit(100, 6);
        List<String> answers = kinds(sign(ANNA, "b", 12));
        assertThat(answers.subList(0, 2)).containsOnly("Granted");
        assertThat(answers.subList(2, 10)).containsOnly("OwnerFull");
        assertThat(answers.subList(10, 12)).containsOnly("SetFull");
    }

    @Test
    void whose_images_came_to_their_end_has_room_again() {
        for (int i = 0; i < 3; i++) {
            world.upload(ANNA, "seed=" + i);
        }
        sign(ANNA, "a", 1);
        world.clock.advance(A_SECOND);
        assertThat(kinds(sign(ANNA, "b", 1))).containsExactly("Granted");
        world.work();
        world.clock.advance(A_SECOND);
        assertThat(kinds(sign(ANNA, "b", 4))).containsExactly("Granted", "Granted", "Granted", "Granted");
        assertThat(kinds(sign(ANNA, "b", 1))).containsExactly("OwnerFull");
    }

    @Test
    void each_that_is_too_many_waits_longer_than_the_one_before_it() {
        for (int i = 0; i < 3; i++) {
            world.upload(BEN, "seed=" + i);
        }
        world.work();
        world.clock.advance(Duration.ofSeconds(55));
        for (int i = 0; i < 3; i++) {
            world.upload(ANNA, "seed=" + i);
        }
        limit(100, 3);
        List<Signed> answers = sign(ANNA, "b", 3);
        for (int tooMany = 1; tooMany <= 3; tooMany++) {
            double atLeast = tooMany * 55 / 3.0;
            assertThat((double) ((Signed.OwnerFull) answers.get(tooMany - 1))
                            .retryAfter()
                            .toSeconds())
                    .as("three finished in 55 s, so when %s more will be", tooMany)
                    .isBetween(atLeast, atLeast * 1.25 + 1);
        }
    }

    @Test
    void over_the_limit_nothing_is_changed_by_a_completion_and_it_works_when_there_is_room() {
        byte[] bytes = photo("seed=1");
        Signed.Granted granted = world.sign(ANNA, bytes);
        world.put(granted.url(), bytes);
        ImageId id = granted.image().id();
        waiting(4);

        Completed refused = complete.complete(ANNA, id).orElseThrow();

        assertThat(refused).isInstanceOf(Completed.BacklogFull.class);
        assertThat(world.status(id)).isEqualTo(Status.AWAITING_UPLOAD);
        assertThat(world.images.history(ANNA, id)).isEmpty();
        world.work();
        world.clock.advance(((Completed.BacklogFull) refused).retryAfter());
        assertThat(complete.complete(ANNA, id).orElseThrow()).isInstanceOf(Completed.Heard.class);
        world.work();
        assertThat(world.status(id)).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void what_was_completed_before_is_heard_of_whatever_the_backlog() {
        ImageId id = world.upload(ANNA, "seed=1");
        waiting(3);
        assertThat(complete.complete(ANNA, id)).contains(new Completed.Heard(world.image(id)));
        assertThat(complete.complete(BEN, id)).isEmpty();
        world.work();
        waiting(4);
        assertThat(complete.complete(ANNA, id)).contains(new Completed.Heard(world.image(id)));
    }

    @Test
    void within_a_second_of_the_last_measurement_the_limit_holds_all_the_same() {
        for (int i = 0; i < 4; i++) {
            byte[] bytes = photo("seed=" + i);
            Signed.Granted granted = world.sign(ANNA, bytes);
            assertThat(complete.complete(ANNA, granted.image().id()).orElseThrow())
                    .isInstanceOf(Completed.Heard.class);
        }
        assertThat(kinds(sign(BEN, "a", 1))).containsExactly("BacklogFull");
    }
}
