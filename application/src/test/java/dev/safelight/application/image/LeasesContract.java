package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.testing.Race;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Lease;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who holds the lease writes the result; who does not, cannot. */
public abstract class LeasesContract extends ImagesContract {

    @Test
    void of_many_racing_workers_exactly_one_gets_the_lease() throws Exception {
        Image.Processing waiting = processing();
        List<Outcome> outcomes = Race.among(RUNNERS, () -> images.apply(waiting.leased(freshLease(), now()), SIZE));
        assertThat(Collections.frequency(outcomes, Outcome.APPLIED)).isEqualTo(1);
    }

    private Lease freshLease() {
        synchronized (random) {
            return lease();
        }
    }

    @Test
    void the_result_of_a_lease_that_was_taken_over_cannot_be_written() {
        Image.Processing slow = leased();
        clock.advance(SOON);
        Image.Processing taken = leased(slow);

        assertRaced(slow.postponed("late", now().plus(SOON), now()));
        assertRaced(slow.gaveUp(incident(), now()));
        assertRaced(judged(slow, Photo.any(random)));
        accepted(taken, Photo.any(random));
    }

    @Test
    void the_same_version_under_another_token_cannot_be_written() {
        Image.Processing held = leased();
        assertRaced(as(held, Optional.of(lease())).gaveUp(incident(), now()));
        assertRaced(as(held, Optional.empty()).gaveUp(incident(), now()));
    }

    private static Image.Processing as(Image.Processing image, Optional<Lease> lease) {
        return new Image.Processing(image.upload(), image.life(), image.object(), image.attempts(), image.due(), lease);
    }

    @Test
    void a_lease_is_renewed_by_its_token() {
        Image.Processing held = leased();
        Instant until = now().plus(SOON).plus(SOON);

        assertThat(images.renew(held.id(), tokenOf(held), until)).isTrue();

        Image.Processing renewed = (Image.Processing) images.find(held.id()).orElseThrow();
        assertThat(renewed.due()).isEqualTo(until);
        assertThat(renewed.lease()).contains(new Lease(tokenOf(held).token(), "worker-1", until));
        assertThat(queries.overdue(until, 10)).isEmpty();
    }

    @Test
    void a_renewal_never_shortens_a_lease() {
        Image.Processing held = leased();
        assertThat(images.renew(held.id(), tokenOf(held), now())).isTrue();
        assertThat(images.find(held.id())).contains(held);
    }

    @Test
    void who_renewed_goes_on_with_the_image_as_it_was_read() {
        Image.Processing held = leased();
        images.renew(held.id(), tokenOf(held), now().plus(SOON).plus(SOON));
        accepted(held, Photo.any(random));
    }

    @Test
    void a_lease_that_was_renewed_meanwhile_cannot_be_taken_over() {
        Image.Processing held = leased();
        clock.advance(SOON);
        images.renew(held.id(), tokenOf(held), now().plus(SOON));
        assertRaced(held.leased(lease(), now()));
        clock.advance(SOON);
        leased(held);
    }

    @Test
    void a_lease_that_ran_out_but_was_not_taken_can_be_renewed() {
        Image.Processing held = leased();
        clock.advance(SOON.multipliedBy(2));
        assertThat(images.renew(held.id(), tokenOf(held), now().plus(SOON))).isTrue();
    }

    @Test
    void a_lease_that_is_not_held_cannot_be_renewed() {
        Image.Processing held = leased();
        assertThat(images.renew(held.id(), lease(), now().plus(SOON))).isFalse();
        assertThat(images.find(held.id())).contains(held);

        clock.advance(SOON);
        Image.Processing taken = leased(held);
        assertThat(images.renew(held.id(), tokenOf(held), now().plus(SOON))).isFalse();
        assertThat(images.find(held.id())).contains(taken);

        accepted(taken, Photo.any(random));
        assertThat(images.renew(held.id(), tokenOf(taken), now().plus(SOON))).isFalse();
        assertThat(images.renew(awaiting().id(), lease(), now().plus(SOON))).isFalse();
    }

    private static Lease tokenOf(Image.Processing image) {
        return image.lease().orElseThrow();
    }
}
