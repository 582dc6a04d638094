package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.image.Backlog.Load;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.UploadFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much work there is, and how fast it is done. */
public abstract class BacklogContract extends ImagesContract {

    private Load load() {
        return world.backlog().load(PLENTY, now());
    }

    @Test
    void where_nothing_ever_happened_there_is_no_work_and_no_rate() {
        assertThat(load()).isEqualTo(new Load(0, 0, 0, Duration.ZERO));
        assertThat(load().perSecond()).isZero();
    }

    @Test
    void what_is_verified_or_processed_is_work_and_nothing_else() {
        awaiting();
        accepted();
        rejected();
        uploadFailed();
        errored();
        assertThat(load().inWork()).isZero();
        verifying();
        processing();
        Image.Processing leased = leased();
        assertThat(load().inWork()).isEqualTo(3);
        step(judged(leased, Photo.any(random)));
        assertThat(load().inWork()).isEqualTo(2);
    }

    @Test
    void the_work_of_all_owners_is_counted_and_so_are_they() {
        verifying();
        processing();
        assertThat(load().owners()).isEqualTo(1);
        awaiting(BEN, SET);
        assertThat(load().owners()).isEqualTo(1);
        leased(BEN);
        assertThat(load()).extracting(Load::inWork, Load::owners).containsExactly(3, 2);
    }

    @Test
    void counting_stops_where_it_is_told_to() {
        for (int i = 0; i < 5; i++) {
            verifying();
        }
        assertThat(world.backlog().load(4, now()).inWork()).isEqualTo(4);
        assertThat(world.backlog().load(5, now()).inWork()).isEqualTo(5);
        assertThat(world.backlog().load(6, now()).inWork()).isEqualTo(5);
    }

    @Test
    void work_is_finished_however_it_ends() {
        accepted();
        rejected();
        errored();
        uploadFailed();
        step(verifying().gaveUp(incident(), now()));
        assertThat(load().finished()).isEqualTo(5);
    }

    @Test
    void what_never_was_work_is_not_finished_and_an_override_finishes_nothing() {
        step(awaiting().neverCame(now()));
        Image.Rejected rejected = rejected();
        assertThat(load().finished()).isEqualTo(1);
        step(rejected.overridden(overruling(), now()));
        assertThat(load().finished()).isEqualTo(1);
    }

    @Test
    void what_is_sent_back_to_work_is_finished_again() {
        Image.Errored stopped = errored();
        Image back = step(stopped.retried(now()));
        assertThat(load()).extracting(Load::inWork, Load::finished).containsExactly(1, 1);
        step(leased((Image.Processing) back).gaveUp(incident(), now()));
        assertThat(load()).extracting(Load::inWork, Load::finished).containsExactly(0, 2);
    }

    @Test
    void the_rate_is_of_what_was_finished_within_a_minute_over_the_time_that_it_took() {
        accepted();
        clock.advance(Duration.ofSeconds(20));
        accepted(BEN);
        accepted(BEN);
        clock.advance(Duration.ofSeconds(20));
        assertThat(load()).isEqualTo(new Load(0, 0, 3, Duration.ofSeconds(40)));
        assertThat(load().perSecond()).isEqualTo(3 / 40.0);
        clock.advance(Duration.ofSeconds(20));
        assertThat(load()).isEqualTo(new Load(0, 0, 2, Duration.ofSeconds(40)));
        clock.advance(Duration.ofSeconds(20));
        assertThat(load()).isEqualTo(new Load(0, 0, 0, Duration.ZERO));
    }

    @Test
    void of_a_great_many_only_the_last_are_looked_at() {
        SetSize large = new SetSize(1, 10_000);
        finish(300, large);
        clock.advance(Duration.ofSeconds(10));
        finish(Backlog.ENOUGH, large);
        clock.advance(Duration.ofSeconds(2));
        assertThat(load()).isEqualTo(new Load(0, 0, Backlog.ENOUGH, Duration.ofSeconds(2)));
        assertThat(load().perSecond()).isEqualTo(Backlog.ENOUGH / 2.0);
    }

    private void finish(int count, SetSize size) {
        for (int left = count; left > 0; left -= 100) {
            var added = (Images.Added.All) images.add(promises(Math.min(left, 100)), size, PLENTY);
            added.images().forEach(image -> {
                var verifying = image.arrived("here", now());
                images.apply(verifying, size);
                var failed = ((Image.Verifying) verifying.after()).failed(UploadFault.SIZE_MISMATCH, "half", now());
                assertThat(images.apply(failed, size)).isEqualTo(Images.Outcome.APPLIED);
            });
        }
    }

    @Test
    void a_few_within_a_moment_do_not_make_a_rate() {
        accepted();
        accepted();
        assertThat(load().perSecond()).isEqualTo(2 / 5.0);
    }
}
