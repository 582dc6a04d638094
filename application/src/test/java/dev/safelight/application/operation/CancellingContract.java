package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.operation.CancelDownloads.Selection;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Downloads that an operator ends. */
public abstract class CancellingContract extends OperationContract {

    private static final Operator OLGA = new Operator("olga", Optional.of("1a2b3c4d"));
    private static final Selection ALL = new Selection.Fitting(Optional.empty(), Optional.empty(), 100);

    private Outcome cancel(Selection selection) {
        return operation
                .cancel(clock, random)
                .cancel(new CancelDownloads.Order(OLGA, selection, "{\"state\": \"any\"}", "they fill the disk"));
    }

    private static Selection named(Download... downloads) {
        return new Selection.Named(Stream.of(downloads).map(Download::id).toList());
    }

    private Download queued() {
        return download(ANNA, accepted());
    }

    private Download working() {
        return write(((Download.Queued) queued()).taken(lease(), now()));
    }

    private Download failed() {
        Failure failure = new Failure(Failure.Code.TOO_LARGE, Optional.empty(), "too large");
        return write(((Download.Processing) working()).failed(failure, List.of(), now()));
    }

    private Download write(DownloadChange change) {
        operation.downloads().apply(change);
        return change.after();
    }

    private DownloadStatus status(Download download) {
        return operation.downloads().find(download.id()).orElseThrow().status();
    }

    private Audit.Entry audited(Outcome outcome) {
        return operation.audit().find(outcome.audit()).orElseThrow();
    }

    @Test
    void what_waits_and_what_is_in_work_is_cancelled_and_what_has_ended_stays() {
        Download waits = queued();
        Download works = working();
        Download ended = failed();

        Outcome outcome = cancel(named(waits, works, ended));

        assertThat(outcome.done()).isEqualTo(2);
        assertThat(outcome.unchanged()).isEqualTo(1);
        assertThat(Stream.of(waits, works, ended).map(this::status))
                .containsExactly(DownloadStatus.CANCELLED, DownloadStatus.CANCELLED, DownloadStatus.FAILED);
        assertThat(world.log().apply(ANNA))
                .extracting(Event::type)
                .filteredOn(EventType.DOWNLOAD_CANCELLED::equals)
                .hasSize(2);
    }

    @Test
    void a_worker_that_is_at_it_loses_it() {
        Download.Processing works = (Download.Processing) working();
        cancel(named(works));
        assertThat(operation
                        .downloads()
                        .renew(
                                works.id(),
                                works.lease().orElseThrow(),
                                now().plusSeconds(30),
                                Optional.empty(),
                                works.progress(),
                                now()))
                .isFalse();
    }

    @Test
    void who_did_it_to_what_and_why_is_written_down() {
        Audit.Entry entry = audited(cancel(named(queued(), failed())));
        assertThat(entry.operator()).isEqualTo(OLGA);
        assertThat(entry.action()).isEqualTo("CANCEL");
        assertThat(entry.reason()).isEqualTo("they fill the disk");
        assertThat(entry.selection()).contains("state");
        assertThat(entry.done()).isEqualTo(1);
        assertThat(entry.unchanged()).isEqualTo(1);
        assertThat(entry.finished()).contains(now());
    }

    @Test
    void a_filter_means_what_is_active_of_an_owner() {
        Download hers = queued();
        Download his = download(BEN, accepted(BEN));
        Outcome outcome = cancel(new Selection.Fitting(Optional.empty(), Optional.of(BEN), 100));
        assertThat(outcome.done()).isEqualTo(1);
        assertThat(status(hers)).isEqualTo(DownloadStatus.QUEUED);
        assertThat(status(his)).isEqualTo(DownloadStatus.CANCELLED);
    }

    @Test
    void a_filter_means_one_status_where_it_names_one() {
        Download waits = queued();
        Download works = working();
        cancel(new Selection.Fitting(Optional.of(DownloadStatus.PROCESSING), Optional.empty(), 100));
        assertThat(status(waits)).isEqualTo(DownloadStatus.QUEUED);
        assertThat(status(works)).isEqualTo(DownloadStatus.CANCELLED);
    }

    @Test
    void no_more_are_looked_at_than_was_said_and_the_newest_first() {
        Download old = queued();
        clock.advance(SOON);
        Download recent = queued();
        Outcome outcome = cancel(new Selection.Fitting(Optional.empty(), Optional.empty(), 1));
        assertThat(outcome.more()).isTrue();
        assertThat(status(old)).isEqualTo(DownloadStatus.QUEUED);
        assertThat(status(recent)).isEqualTo(DownloadStatus.CANCELLED);
    }

    @Test
    void said_again_it_finds_nothing_to_do_and_that_is_written_down_as_well() {
        queued();
        cancel(ALL);
        Outcome again = cancel(ALL);
        assertThat(again).isEqualTo(new Outcome(again.audit(), 0, 0, false));
        assertThat(audited(again).finished()).isPresent();
    }

    @Test
    void one_that_was_never_there_stays_unchanged() {
        DownloadId none = new DownloadId(accepted().id().value());
        assertThat(cancel(new Selection.Named(List.of(none))).unchanged()).isEqualTo(1);
    }

    @Test
    void two_at_once_end_each_once() throws Exception {
        List<Download> waiting = Stream.generate(this::queued).limit(9).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Outcome> one = threads.submit(() -> cancel(ALL));
            Future<Outcome> other = threads.submit(() -> cancel(ALL));
            assertThat(one.get().done() + other.get().done()).isEqualTo(waiting.size());
            assertThat(audited(one.get()).done() + audited(other.get()).done()).isEqualTo(waiting.size());
        }
    }
}
