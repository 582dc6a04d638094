package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Looking around. */
public abstract class ImageQueriesContract extends ImagesContract {

    @Test
    void a_page_is_the_owners_images_newest_first() {
        Image first = awaiting();
        Image second = accepted();
        accepted(BEN);
        Image third = verifying();
        assertThat(page(ANNA, Optional.empty(), Optional.empty())).containsExactly(third, second, first);
        assertThat(page(new OwnerId("nobody"), Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void a_page_can_be_of_one_status_and_of_one_set() {
        SetId other = new SetId("other");
        Image here = awaiting(ANNA, SET);
        Image there = awaiting(ANNA, other);
        Image done = accepted();
        assertThat(page(ANNA, Optional.of(Status.AWAITING_UPLOAD), Optional.empty()))
                .containsExactly(there, here);
        assertThat(page(ANNA, Optional.empty(), Optional.of(SET))).containsExactly(done, here);
        assertThat(page(ANNA, Optional.of(Status.AWAITING_UPLOAD), Optional.of(SET)))
                .containsExactly(here);
        assertThat(page(ANNA, Optional.of(Status.ERROR), Optional.empty())).isEmpty();
    }

    private List<Image> page(OwnerId owner, Optional<Status> status, Optional<SetId> set) {
        return queries.page(owner, status, set, Long.MAX_VALUE, 201);
    }

    @Test
    void pages_follow_each_other_without_a_gap_or_a_repeat() {
        images.add(promises(10), SIZE, PLENTY);
        List<Image> all = new ArrayList<>();
        long before = Long.MAX_VALUE;
        List<Image> page;
        do {
            page = queries.page(ANNA, Optional.empty(), Optional.empty(), before, 3);
            all.addAll(page);
            before = page.isEmpty() ? before : page.getLast().upload().fileId();
        } while (page.size() == 3);
        assertThat(all)
                .isEqualTo(page(ANNA, Optional.empty(), Optional.empty()))
                .hasSize(10);
    }

    @Test
    void nobody_reads_the_history_of_anothers_image() {
        assertThat(queries.history(BEN, accepted().id())).isEmpty();
        assertThat(queries.history(ANNA, ImageId.at(now(), random))).isEmpty();
        assertThat(queries.history(ANNA, awaiting().id())).isEmpty();
    }

    @Test
    void what_is_overdue_is_found_in_whatever_state_longest_first() {
        Image.Processing processing = processing();
        Image.Processing leased = leased();
        Image awaiting = awaiting();
        accepted();
        rejected();
        uploadFailed();
        errored();

        assertThat(queries.overdue(now(), 10)).isEmpty();
        assertThat(queries.overdue(now().plusSeconds(1), 10)).containsExactly(processing);
        Instant late = now().plus(Duration.ofHours(1));
        assertThat(queries.overdue(late, 10)).containsExactly(processing, leased, awaiting);
        assertThat(queries.overdue(late, 2)).containsExactly(processing, leased);
    }

    @Test
    void existing_are_those_that_exist() {
        Image here = awaiting();
        Image done = accepted(BEN);
        ImageId never = ImageId.at(now(), random);
        assertThat(queries.existing(List.of(here.id(), never, done.id())))
                .containsExactlyInAnyOrder(here.id(), done.id());
        assertThat(queries.existing(List.of())).isEmpty();
    }

    @Test
    void the_judged_of_all_owners_are_found_newest_first() {
        Image old = accepted();
        clock.advance(SOON);
        Image.Rejected rejected = rejected();
        Image accepted = accepted(BEN);
        errored();
        awaiting();

        assertThat(queries.judged(Instant.EPOCH, Long.MAX_VALUE, 10)).containsExactly(accepted, rejected, old);
        assertThat(queries.judged(now(), Long.MAX_VALUE, 10)).containsExactly(accepted, rejected);
        assertThat(queries.judged(Instant.EPOCH, rejected.upload().fileId(), 10))
                .containsExactly(old);
        assertThat(queries.judged(Instant.EPOCH, Long.MAX_VALUE, 1)).containsExactly(accepted);
    }
}
