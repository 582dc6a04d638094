package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.image.Image;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of one image beside itself. */
public abstract class StoryContract extends OperationContract {

    private Story story() {
        return operation.story();
    }

    @Test
    void what_happens_without_a_move_is_noted_with_its_attempt() {
        Image.Processing taken = leased();
        clock.advance(Duration.ofSeconds(1));
        step(taken.postponed("the store said 403", now().plusSeconds(2), now()));

        assertThat(story().notes(taken.id()))
                .containsExactly(
                        new Story.Note(now().minusSeconds(1), 1, "taken by worker-1"),
                        new Story.Note(now(), 1, "the store said 403"));
    }

    @Test
    void only_the_last_notes_are_kept_and_they_outlive_the_moves() {
        Image.Verifying image = verifying();
        for (int i = 0; i <= Story.NOTES; i++) {
            image = (Image.Verifying) step(image.postponed("no. " + i, now(), now()));
        }
        processing(image);
        List<Story.Note> notes = story().notes(image.id());
        assertThat(notes).hasSize(Story.NOTES);
        assertThat(notes.getFirst().why()).isEqualTo("no. 1");
        assertThat(notes.getLast().why()).isEqualTo("no. " + Story.NOTES);
    }

    @Test
    void the_jobs_that_want_work_on_it_are_seen_and_no_others() {
        Image.Processing image = processing();
        verifying();
        assertThat(story().jobs(image))
                .extracting(Story.Queued::kind)
                .containsExactlyInAnyOrder(Job.Kind.VERIFY, Job.Kind.JUDGE);
        assertThat(story().jobs(image)).noneMatch(Story.Queued::dead);
        assertThat(story().jobs(awaiting())).isEmpty();
    }

    @Test
    void downloads_that_were_asked_for_with_it_are_seen() {
        Image image = accepted();
        Download download = download(ANNA, image);
        assertThat(story().downloads(image)).containsExactly(download);
        assertThat(story().downloads(accepted())).isEmpty();
    }

    @Test
    void where_nobody_listens_nothing_is_delivered() {
        Image image = accepted();
        assertThat(story().deliveries(queries.history(ANNA, image.id()))).isEmpty();
        assertThat(story().notes(awaiting().id())).isEmpty();
    }
}
