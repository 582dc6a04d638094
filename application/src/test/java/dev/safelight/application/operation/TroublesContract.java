package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.Trace;
import dev.safelight.application.download.Downloads;
import dev.safelight.application.job.Job;
import dev.safelight.application.operation.Troubles.Trouble;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What went wrong on our side and is not mended. */
public abstract class TroublesContract extends OperationContract {

    private static final String DOWN = "Outage: the store is down";

    private List<Trouble> troubles() {
        return operation.troubles().since(Instant.EPOCH, Troubles.WINDOW);
    }

    private Image.Processing postponed() {
        return (Image.Processing) step(leased().postponed(DOWN, now().plusSeconds(2), now()));
    }

    private Download.Processing working() {
        return (Download.Processing) write(((Download.Queued) download(ANNA, accepted())).taken(lease(), now()));
    }

    private Download write(DownloadChange change) {
        assertThat(operation.downloads().apply(change)).isEqualTo(Downloads.Outcome.APPLIED);
        return change.after();
    }

    @Test
    void what_goes_well_and_what_owners_did_wrong_is_no_trouble() {
        awaiting();
        verifying();
        processing();
        leased();
        accepted();
        rejected();
        uploadFailed();
        working();
        write(working().failed(new Failure(Failure.Code.TOO_LARGE, Optional.empty(), "too large"), List.of(), now()));
        step(leased().handedBack(now()));
        assertThat(troubles()).isEmpty();
    }

    @Test
    void an_image_that_is_tried_again_is_in_trouble_until_it_is_done() {
        Image.Verifying unasked = (Image.Verifying) step(verifying().postponed(DOWN, now().plusSeconds(2), now()));
        clock.advance(SOON);
        Image.Processing put = postponed();
        assertThat(troubles())
                .extracting(Trouble::subject)
                .containsExactly(put.id().value(), unasked.id().value());
        assertThat(troubles()).extracting(Trouble::kind).containsExactly(Job.Kind.JUDGE, Job.Kind.VERIFY);
        assertThat(troubles()).allSatisfy(trouble -> {
            assertThat(trouble.owner()).isEqualTo(ANNA);
            assertThat(trouble.attempts()).isEqualTo(1);
            assertThat(trouble.incident()).isEmpty();
            assertThat(trouble.notes().getLast().why()).isEqualTo(DOWN);
        });

        Image.Processing again = leased(put);
        assertThat(troubles()).hasSize(2).first().satisfies(trouble -> {
            assertThat(trouble.attempts()).isEqualTo(1);
            assertThat(trouble.notes())
                    .extracting(Story.Note::why)
                    .containsExactly("taken by worker-1", DOWN, "taken by worker-1");
        });

        accepted(again, Photo.any(random));
        assertThat(troubles())
                .extracting(Trouble::subject)
                .containsExactly(unasked.id().value());
    }

    @Test
    void an_image_that_stopped_is_in_trouble_until_it_is_sent_back() {
        Image.Errored stopped = errored();
        Image.Errored unasked =
                (Image.Errored) step(verifying().gaveUp(new Incident("inc-1", DOWN), now().plusSeconds(1)));
        assertThat(troubles()).extracting(Trouble::kind).containsExactly(Job.Kind.VERIFY, Job.Kind.JUDGE);
        assertThat(troubles())
                .extracting(Trouble::incident)
                .containsExactly(Optional.of(DOWN), Optional.of(incident().summary()));
        step(stopped.retried(now()));
        step(unasked.retried(now()));
        assertThat(troubles()).isEmpty();
    }

    @Test
    void a_download_is_in_trouble_while_it_is_tried_again_and_once_it_stopped_for_us() {
        Download.Processing put = (Download.Processing) write(working().postponed(DOWN, now().plusSeconds(2), now()));
        assertThat(troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Job.Kind.BUILD);
            assertThat(trouble.subject()).isEqualTo(put.id().value());
            assertThat(trouble.attempts()).isEqualTo(1);
            assertThat(trouble.notes()).extracting(Story.Note::why).containsExactly("taken by worker-1", DOWN);
        });
        write(put.failed(new Failure(Failure.Code.ERROR, Optional.of("inc_1"), DOWN), List.of(), now()));
        assertThat(troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.attempts()).isZero();
            assertThat(trouble.incident()).contains(DOWN);
        });
    }

    @Test
    void only_the_newest_are_read_and_none_that_is_older() {
        Image.Processing old = postponed();
        clock.advance(Duration.ofHours(1));
        Instant later = now();
        Image.Processing one = postponed();
        clock.advance(SOON);
        Image.Processing other = postponed();
        assertThat(operation.troubles().since(later, 10))
                .extracting(Trouble::subject)
                .containsExactly(other.id().value(), one.id().value());
        assertThat(operation.troubles().since(Instant.EPOCH, 1))
                .extracting(Trouble::subject)
                .containsExactly(other.id().value());
        assertThat(troubles())
                .last()
                .extracting(Trouble::subject)
                .isEqualTo(old.id().value());
    }

    @Test
    void only_the_last_notes_are_read() {
        Image.Verifying image = verifying();
        for (int i = 1; i <= Troubles.LAST_NOTES + 1; i++) {
            image = (Image.Verifying) step(image.postponed("no. " + i, now(), now()));
        }
        assertThat(troubles().getFirst().notes())
                .extracting(Story.Note::why)
                .containsExactly("no. 2", "no. 3", "no. 4", "no. 5");
    }

    @Test
    void the_trace_that_each_is_in_is_known() {
        String trace = Trace.fresh();
        Trace.within(trace, () -> {
            errored();
            postponed();
            Download.Processing put = working();
            write(put.postponed(DOWN, now(), now()));
            return write(
                    working().failed(new Failure(Failure.Code.ERROR, Optional.of("inc_1"), DOWN), List.of(), now()));
        });
        assertThat(troubles()).hasSize(4);
        assertThat(operation.troubles().traces(troubles()))
                .hasSize(4)
                .containsValue(trace)
                .allSatisfy((subject, it) -> assertThat(it).isEqualTo(trace));
        assertThat(operation.troubles().traces(List.of())).isEmpty();
    }
}
