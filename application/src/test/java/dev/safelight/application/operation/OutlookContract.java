package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How things stand. */
public abstract class OutlookContract extends OperationContract {

    private static final int MANY = 1_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Outlook outlook() {
        return operation.outlook();
    }

    @Test
    void where_nothing_is_there_is_nothing_to_see() {
        assertThat(outlook().counts(now(), MANY).images().values())
                .hasSize(Status.values().length)
                .containsOnly(0L);
        assertThat(outlook().counts(now(), MANY).downloads().values())
                .hasSize(DownloadStatus.values().length)
                .containsOnly(0L);
        assertThat(outlook().held(MANY)).isEmpty();
        assertThat(outlook().oldest()).isEmpty();
        assertThat(operation.ages().dueLongest()).isEmpty();
        assertThat(outlook().series(now().minus(MINUTE), MINUTE, MANY)).isEqualTo(new Outlook.Series(List.of(), 0));
    }

    @Test
    void images_and_downloads_of_all_owners_are_counted_by_status() {
        awaiting();
        accepted(ANNA);
        Image his = accepted(BEN);
        rejected();
        errored();
        download(BEN, his);

        Outlook.Counts counts = outlook().counts(now(), MANY);

        assertThat(counts.images())
                .containsEntry(Status.AWAITING_UPLOAD, 1L)
                .containsEntry(Status.ACCEPTED, 2L)
                .containsEntry(Status.REJECTED, 1L)
                .containsEntry(Status.ERROR, 1L)
                .containsEntry(Status.PROCESSING, 0L);
        assertThat(counts.downloads()).containsEntry(DownloadStatus.QUEUED, 1L);
    }

    @Test
    void nothing_is_counted_further_than_asked() {
        awaiting();
        awaiting();
        awaiting();
        assertThat(outlook().counts(now(), 2).images()).containsEntry(Status.AWAITING_UPLOAD, 2L);
    }

    @Test
    void what_is_overdue_is_counted_whatever_it_is() {
        Image.Accepted done = accepted();
        processing();
        leased();
        download(ANNA, done);
        assertThat(outlook().counts(now(), MANY).overdue()).isZero();
        clock.advance(SOON.plusSeconds(1));
        assertThat(outlook().counts(now(), MANY).overdue()).isEqualTo(3);
    }

    @Test
    void what_workers_hold_is_listed_longest_first() {
        Image.Processing first = leased(BEN);
        Instant begun = now();
        clock.advance(Duration.ofSeconds(1));
        Download.Queued queued = (Download.Queued) download(ANNA, accepted());
        operation.downloads().apply(queued.taken(lease(), now()));
        processing();

        assertThat(outlook().held(MANY))
                .containsExactly(
                        new Outlook.Held(
                                "worker-1", Job.Kind.JUDGE, first.id().value(), BEN, begun, begun.plus(SOON), 1),
                        new Outlook.Held(
                                "worker-1", Job.Kind.BUILD, queued.id().value(), ANNA, now(), now().plus(SOON), 1));
        assertThat(outlook().held(1)).hasSize(1);
    }

    @Test
    void the_oldest_in_work_is_neither_waited_for_nor_finished() {
        awaiting();
        accepted();
        clock.advance(MINUTE);
        Image.Verifying oldest = verifying();
        clock.advance(MINUTE);
        processing(BEN);
        Instant promised = oldest.upload().promise().createdAt();
        assertThat(outlook().oldest())
                .contains(new Outlook.Oldest(
                        oldest.id(),
                        ANNA,
                        Status.VERIFYING,
                        promised,
                        oldest.life().since(),
                        oldest.due()));
    }

    @Test
    void the_longest_due_job_of_each_kind_is_known() {
        verifying();
        Instant first = now();
        clock.advance(MINUTE);
        verifying();
        processing();
        assertThat(operation.ages().dueLongest()).isEqualTo(Map.of(Job.Kind.VERIFY, first, Job.Kind.JUDGE, now()));
    }

    @Test
    void what_became_of_work_is_told_by_spans_with_the_time_that_it_took() {
        Instant since = now();
        Image.Processing quick = leased();
        Image.Processing slow = leased(BEN);
        clock.advance(Duration.ofSeconds(2));
        accepted(quick, Photo.any(random));
        clock.advance(Duration.ofSeconds(8));
        step(slow.gaveUp(incident(), now()));
        clock.advance(MINUTE.multipliedBy(2));
        rejected();

        assertThat(outlook().series(since, MINUTE, MANY).spans())
                .containsExactly(
                        new Outlook.Span(
                                since,
                                Map.of(Status.ACCEPTED, 1L, Status.ERROR, 1L),
                                Optional.of(Duration.ofSeconds(2)),
                                Optional.of(Duration.ofSeconds(10))),
                        new Outlook.Span(
                                since.plus(MINUTE.multipliedBy(2)),
                                Map.of(Status.REJECTED, 1L),
                                Optional.of(Duration.ZERO),
                                Optional.of(Duration.ZERO)));
    }

    /** A retry begins anew: what happened before does not count as its time. */
    @Test
    void the_time_of_work_that_was_sent_back_counts_from_there() {
        Image.Errored failed = errored();
        clock.advance(MINUTE.multipliedBy(10));
        Instant again = now();
        Image.Processing retried = (Image.Processing) step(failed.retried(now()));
        accepted(leased(retried), Photo.any(random));

        assertThat(outlook().series(again, MINUTE, MANY).spans())
                .containsExactly(new Outlook.Span(
                        again, Map.of(Status.ACCEPTED, 1L), Optional.of(Duration.ZERO), Optional.of(Duration.ZERO)));
    }

    @Test
    void of_many_ends_the_latest_are_read() {
        Instant since = now();
        rejected();
        clock.advance(MINUTE);
        errored();
        Outlook.Series latest = outlook().series(since, MINUTE, 1);
        assertThat(latest.counted()).isEqualTo(1);
        assertThat(latest.spans().getFirst().ends()).isEqualTo(Map.of(Status.ERROR, 1L));
    }
}
