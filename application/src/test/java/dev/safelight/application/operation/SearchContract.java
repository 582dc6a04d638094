package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.Trace;
import dev.safelight.application.operation.Search.Found;
import dev.safelight.application.operation.Search.Place;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Finding things of all owners. */
public abstract class SearchContract extends OperationContract {

    private static final int MANY = 100;

    private List<Image> find(ImageFilter filter) {
        return operation.search().images(filter, Optional.empty(), MANY).images();
    }

    private static ImageFilter with(
            Optional<Status> status, Optional<OwnerId> owner, Optional<SetId> set, Optional<String> code) {
        return new ImageFilter(status, owner, set, code, Optional.empty());
    }

    private static ImageFilter named(Optional<OwnerId> owner, String name) {
        return new ImageFilter(Optional.empty(), owner, Optional.empty(), Optional.empty(), Optional.of(name));
    }

    private Image awaiting(OwnerId owner, String filename) {
        Upload.Promise it = promise(owner, SET);
        Upload.Promise promise = new Upload.Promise(
                it.id(),
                owner,
                SET,
                Filename.clean(filename),
                it.contentType(),
                it.format(),
                it.size(),
                it.sha256(),
                it.createdAt(),
                it.deadline());
        images.add(List.of(promise), SIZE, PLENTY);
        return images.find(promise.id()).orElseThrow();
    }

    @Test
    void without_a_filter_it_is_everybodys_newest_first() {
        Image first = awaiting();
        Image second = accepted(BEN);
        Image third = errored();
        assertThat(find(ImageFilter.ALL)).containsExactly(third, second, first);
    }

    @Test
    void each_part_of_a_filter_narrows_it_and_together_they_narrow_more() {
        SetId other = new SetId("other");
        Image hers = awaiting(ANNA, SET);
        Image elsewhere = awaiting(ANNA, other);
        Image his = awaiting(BEN, SET);
        Image done = accepted();
        Optional<Status> awaited = Optional.of(Status.AWAITING_UPLOAD);
        assertThat(find(ImageFilter.of(Status.AWAITING_UPLOAD))).containsExactly(his, elsewhere, hers);
        assertThat(find(with(Optional.empty(), Optional.of(ANNA), Optional.empty(), Optional.empty())))
                .containsExactly(done, elsewhere, hers);
        assertThat(find(with(Optional.empty(), Optional.empty(), Optional.of(other), Optional.empty())))
                .containsExactly(elsewhere);
        assertThat(find(with(awaited, Optional.of(ANNA), Optional.of(SET), Optional.empty())))
                .containsExactly(hers);
        assertThat(find(ImageFilter.of(Status.ERROR))).isEmpty();
    }

    @Test
    void a_code_finds_the_rejected_and_a_fault_the_uploads_that_failed() {
        Image blurred = rejected();
        Image half = uploadFailed();
        accepted();
        assertThat(find(with(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("TOO_BLURRY"))))
                .containsExactly(blurred);
        assertThat(find(with(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("SIZE_MISMATCH"))))
                .containsExactly(half);
        assertThat(find(with(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("TOO_DARK"))))
                .isEmpty();
        assertThat(find(with(
                        Optional.of(Status.ACCEPTED), Optional.empty(), Optional.empty(), Optional.of("TOO_BLURRY"))))
                .isEmpty();
    }

    @Test
    void the_beginning_of_a_name_finds_files_by_name_whoever_owns_them() {
        Image second = awaiting(BEN, "Beach 2.jpg");
        Image first = awaiting(ANNA, "beach 1.JPG");
        awaiting(ANNA, "a beach.jpg");
        awaiting(ANNA, "beaver.jpg");
        assertThat(find(named(Optional.empty(), "BEACH"))).containsExactly(first, second);
        assertThat(find(named(Optional.of(BEN), "beach"))).containsExactly(second);
        assertThat(find(named(Optional.empty(), "b%"))).isEmpty();
    }

    @Test
    void pages_follow_each_other_without_a_gap_or_a_repeat_in_every_order() {
        for (int i = 0; i < 10; i++) {
            awaiting(i % 2 == 0 ? ANNA : BEN, "photo " + i % 3 + ".jpg");
        }
        for (ImageFilter filter : List.of(
                ImageFilter.ALL,
                ImageFilter.of(Status.AWAITING_UPLOAD),
                named(Optional.empty(), "photo"),
                named(Optional.of(ANNA), "photo"))) {
            assertThat(inPagesOfThree(filter)).isEqualTo(find(filter)).hasSizeGreaterThan(4);
        }
    }

    private List<Image> inPagesOfThree(ImageFilter filter) {
        List<Image> all = new ArrayList<>();
        Optional<Place> after = Optional.empty();
        do {
            Found page = operation.search().images(filter, after, 3);
            all.addAll(page.images());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    @Test
    void an_id_and_a_number_find_one() {
        Image image = accepted(BEN);
        assertThat(operation
                        .search()
                        .named(List.of(image.id(), promise(ANNA, SET).id())))
                .containsExactly(image);
        assertThat(operation.search().numbered(image.upload().fileId())).contains(image);
        assertThat(operation.search().numbered(1)).isEmpty();
    }

    @Test
    void a_trace_finds_what_came_or_failed_in_it_and_no_more_than_asked_for() {
        String upload = Trace.fresh();
        String retry = Trace.fresh();
        Image other = accepted();
        Image.Errored stopped = Trace.within(upload, this::errored);
        Image again = Trace.within(retry, () -> step(stopped.retried(now())));
        Download download = Trace.within(upload, () -> download(ANNA, other));

        Search search = operation.search();
        assertThat(search.imagesOfTrace(upload, MANY)).containsExactly(again);
        assertThat(search.imagesOfTrace(retry, MANY)).containsExactly(again);
        assertThat(search.downloadsOfTrace(upload, MANY)).containsExactly(download);
        assertThat(search.downloadsOfTrace(retry, MANY)).isEmpty();
        assertThat(search.imagesOfTrace(Trace.fresh(), MANY)).isEmpty();
        Trace.within(upload, this::accepted);
        assertThat(search.imagesOfTrace(upload, MANY)).hasSize(2);
        assertThat(search.imagesOfTrace(upload, 1)).hasSize(1);
    }

    @Test
    void an_id_finds_a_download() {
        Download download = download(ANNA, accepted());
        assertThat(operation.downloads().find(download.id())).contains(download);
        assertThat(operation.downloads().find(new DownloadId(accepted().id().value())))
                .isEmpty();
    }

    @Test
    void downloads_are_found_by_status_and_owner_newest_first() {
        Download hers = download(ANNA, accepted(ANNA));
        clock.advance(SOON);
        Download his = download(BEN, accepted(BEN));
        Search search = operation.search();
        assertThat(search.downloads(Optional.empty(), Optional.empty(), Optional.empty(), MANY))
                .containsExactly(his, hers);
        assertThat(search.downloads(Optional.empty(), Optional.empty(), Optional.of(his.id()), MANY))
                .containsExactly(hers);
        assertThat(search.downloads(Optional.of(DownloadStatus.QUEUED), Optional.of(BEN), Optional.empty(), MANY))
                .containsExactly(his);
        assertThat(search.downloads(Optional.of(DownloadStatus.FAILED), Optional.empty(), Optional.empty(), MANY))
                .isEmpty();
    }
}
