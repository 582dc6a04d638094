package dev.safelight.application.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.download.Downloads.Added;
import dev.safelight.application.download.Downloads.Limits;
import dev.safelight.application.download.Downloads.Outcome;
import dev.safelight.application.event.EventLog;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Picture;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of downloads must do. */
public abstract class DownloadsContract {

    /** Everything that the contract looks at. */
    public record World(Downloads downloads, DownloadQueries queries, EventLog log, JobQueue queue) {}

    private static final int RUNNERS = 64;
    private static final OwnerId ANNA = new OwnerId("anna");
    private static final OwnerId BEN = new OwnerId("ben");
    private static final Limits ROOMY = new Limits(100, 1000);
    private static final Duration HOUR = Duration.ofHours(1);

    protected final TestClock clock = new TestClock();
    private final Random random = new Random(5);
    private World world;
    private Downloads downloads;

    /** With nothing in it. */
    protected abstract World fresh();

    /** Sees to it that there is such an image. */
    protected abstract void bring(OwnerId owner, ImageId image);

    /** And then that there is not. */
    protected abstract void remove(ImageId image);

    @BeforeEach
    final void begin() {
        world = fresh();
        downloads = world.downloads();
    }

    private Instant now() {
        return clock.instant();
    }

    private synchronized Order order(OwnerId owner, long... numbers) {
        List<Wanted> wanted =
                Arrays.stream(numbers).<Wanted>mapToObj(Wanted.FileNumber::new).toList();
        return new Order(DownloadId.at(now(), random), owner, wanted, Picture.NORMALIZED, now());
    }

    private synchronized Lease lease() {
        return new Lease(new UUID(random.nextLong(), random.nextLong()), "worker-1", now().plusSeconds(20));
    }

    private Download.Queued queued(Order order) {
        return ((Added.New) downloads.add(order, ROOMY, now())).download();
    }

    private Download.Processing processing(Order order) {
        return (Download.Processing) applied(queued(order).taken(lease(), now()));
    }

    private Download.Completed completed(Order order, Item... items) {
        StoredObject archive = new StoredObject("downloads/a.zip", 5_000_000_000L, "etag", Optional.empty());
        return (Download.Completed)
                applied(processing(order).completed(archive, List.of(items), now().plus(HOUR), now()));
    }

    private Download applied(DownloadChange change) {
        assertThat(downloads.apply(change)).isEqualTo(Outcome.APPLIED);
        assertThat(downloads.find(change.after().id())).contains(change.after());
        return change.after();
    }

    private Item included() {
        ImageId image = ImageId.at(now(), random);
        bring(ANNA, image);
        StoredObject object = new StoredObject("images/" + image, 123, "e", Optional.empty());
        return Item.waiting(
                        new Wanted.FileNumber(10_001), new Item.Content(image, 10_001, "Ännä (2).jpg", now(), object))
                .included(Sha256.of(new byte[] {1}));
    }

    private List<EventType> told(OwnerId owner) {
        return world.log().read(owner, 0, 100).events().stream()
                .map(Event::type)
                .toList();
    }

    @Test
    void an_order_is_kept_as_it_was_given() {
        Order order = new Order(
                DownloadId.at(now(), random),
                ANNA,
                List.of(new Wanted.FileNumber(100_000_000), new Wanted.Id(ImageId.at(now(), random))),
                Picture.ORIGINAL,
                now());
        Download.Queued queued = queued(order);
        assertThat(downloads.find(order.id())).contains(queued);
        assertThat(queued.order()).isEqualTo(order);
        assertThat(told(ANNA)).containsExactly(EventType.DOWNLOAD_QUEUED);
        assertThat(world.queue().claim(List.of(Job.Kind.BUILD), 10, HOUR))
                .extracting(claimed -> claimed.job().subject())
                .containsExactly(order.id().value());
    }

    @Test
    void of_many_racing_orders_of_the_same_files_one_is_added_and_the_others_get_it() throws Exception {
        List<Added> added = Race.among(RUNNERS, () -> downloads.add(order(ANNA, 10_001, 10_002), ROOMY, now()));
        List<DownloadId> first = added.stream()
                .filter(Added.New.class::isInstance)
                .map(it -> ((Added.New) it).download().id())
                .toList();
        assertThat(first).hasSize(1);
        assertThat(added)
                .filteredOn(Added.Existing.class::isInstance)
                .hasSize(RUNNERS - 1)
                .allSatisfy(
                        it -> assertThat(((Added.Existing) it).download().id()).isEqualTo(first.getFirst()));
        assertThat(told(ANNA)).containsExactly(EventType.DOWNLOAD_QUEUED);
    }

    @Test
    void the_order_of_the_files_does_not_matter_and_the_picture_does() {
        Download.Queued queued = queued(order(ANNA, 10_001, 10_002));
        assertThat(downloads.add(order(ANNA, 10_002, 10_001), ROOMY, now())).isEqualTo(new Added.Existing(queued));
        Order originals =
                new Order(DownloadId.at(now(), random), ANNA, queued.order().wanted(), Picture.ORIGINAL, now());
        assertThat(downloads.add(originals, ROOMY, now())).isInstanceOf(Added.New.class);
        assertThat(downloads.add(order(ANNA, 10_001), ROOMY, now())).isInstanceOf(Added.New.class);
    }

    @Test
    void nobody_is_given_what_another_has_asked_for() {
        Download.Queued hers = queued(order(ANNA, 10_001));
        assertThat(downloads.add(order(BEN, 10_001), ROOMY, now())).isInstanceOf(Added.New.class);
        assertThat(downloads.find(BEN, hers.id())).isEmpty();
        assertThat(downloads.find(ANNA, hers.id())).contains(hers);
        assertThat(world.queries().page(BEN, Optional.empty(), 10)).hasSize(1).doesNotContain(hers);
    }

    @Test
    void a_finished_archive_is_given_again_until_the_moment_it_expires() {
        Download.Completed done = completed(order(ANNA, 10_001), included());
        clock.advance(HOUR.minusMillis(1));
        assertThat(downloads.add(order(ANNA, 10_001), ROOMY, now())).isEqualTo(new Added.Existing(done));
        clock.advance(Duration.ofMillis(1));
        assertThat(downloads.add(order(ANNA, 10_001), ROOMY, now())).isInstanceOf(Added.New.class);
        assertThat(downloads.find(done.id())).get().isInstanceOf(Download.Expired.class);
        assertThat(told(ANNA)).contains(EventType.DOWNLOAD_EXPIRED);
    }

    @Test
    void one_that_left_out_what_may_be_there_another_time_is_not_given_again() {
        completed(
                order(ANNA, 10_001, 10_002),
                included(),
                Item.leftOut(new Wanted.FileNumber(10_002), Item.Outcome.NOT_ACCEPTED));
        assertThat(downloads.add(order(ANNA, 10_001, 10_002), ROOMY, now())).isInstanceOf(Added.New.class);
    }

    @Test
    void nor_is_one_that_failed_or_was_cancelled() {
        applied(processing(order(ANNA, 10_001)).failed(failure(), List.of(), now()));
        applied(queued(order(ANNA, 10_001)).cancelled(now()));
        assertThat(downloads.add(order(ANNA, 10_001), ROOMY, now())).isInstanceOf(Added.New.class);
    }

    private static Failure failure() {
        return new Failure(Failure.Code.ERROR, Optional.of("inc_1"), "it broke");
    }

    @Test
    void no_more_are_active_than_may_be() {
        Limits limits = new Limits(1, 2);
        downloads.add(order(ANNA, 10_001), limits, now());
        assertThat(downloads.add(order(ANNA, 10_002), limits, now())).isEqualTo(new Added.Full(true));
        assertThat(downloads.add(order(ANNA, 10_001), limits, now())).isInstanceOf(Added.Existing.class);
        downloads.add(order(BEN, 10_001), limits, now());
        assertThat(downloads.add(order(new OwnerId("cleo"), 10_001), limits, now()))
                .isEqualTo(new Added.Full(false));
    }

    @Test
    void every_state_is_read_as_it_was_written() {
        Item item = included();
        Download.Processing working = processing(order(ANNA, 10_001));
        applied(working.postponed("the store is down", now().plusSeconds(7), now()));
        Download.Completed done = completed(order(ANNA, 10_002), item);
        assertThat(downloads.find(done.id()).orElseThrow().items()).containsExactly(item);
        applied(done.expired(now()));
        Download.Failed failed = (Download.Failed) applied(processing(order(ANNA, 10_003))
                .failed(
                        new Failure(Failure.Code.NOTHING_TO_DELIVER, Optional.empty(), "none"),
                        List.of(Item.leftOut(new Wanted.FileNumber(10_003), Item.Outcome.NOT_FOUND)),
                        now()));
        assertThat(failed.failure().code()).isEqualTo(Failure.Code.NOTHING_TO_DELIVER);
        assertThat(told(ANNA))
                .contains(EventType.DOWNLOAD_COMPLETED, EventType.DOWNLOAD_EXPIRED, EventType.DOWNLOAD_FAILED);
    }

    @Test
    void of_many_racing_workers_one_gets_the_lease() throws Exception {
        Download.Queued waiting = queued(order(ANNA, 10_001));
        List<Outcome> outcomes = Race.among(RUNNERS, () -> downloads.apply(waiting.taken(lease(), now())));
        assertThat(Collections.frequency(outcomes, Outcome.APPLIED)).isEqualTo(1);
    }

    @Test
    void a_living_lease_cannot_be_taken_and_one_that_ended_can() {
        Download.Processing held = processing(order(ANNA, 10_001));
        Lease lease = held.lease().orElseThrow();
        assertThat(downloads.renew(held.id(), lease, now().plusSeconds(60), Optional.empty(), Progress.NONE, now()))
                .isTrue();
        clock.advance(Duration.ofSeconds(30));
        assertThat(downloads.apply(held.taken(lease(), now()))).isEqualTo(Outcome.RACED);
        clock.advance(Duration.ofSeconds(30));
        Download.Processing taken = (Download.Processing) applied(held.taken(lease(), now()));
        assertThat(taken.attempts()).isEqualTo(2);
        assertThat(downloads.renew(held.id(), lease, now().plusSeconds(60), Optional.empty(), Progress.NONE, now()))
                .as("the old token")
                .isFalse();
        assertThat(downloads.apply(held.failed(failure(), List.of(), now()))).isEqualTo(Outcome.RACED);
    }

    @Test
    void a_cancelled_download_is_nobodys_any_more() {
        Download.Processing held = processing(order(ANNA, 10_001));
        applied(held.cancelled(now()));
        assertThat(downloads.renew(
                        held.id(),
                        held.lease().orElseThrow(),
                        now().plusSeconds(60),
                        Optional.empty(),
                        Progress.NONE,
                        now()))
                .isFalse();
        StoredObject archive = new StoredObject("downloads/a.zip", 1, "etag", Optional.empty());
        assertThat(downloads.apply(held.completed(archive, List.of(included()), now().plus(HOUR), now())))
                .isEqualTo(Outcome.RACED);
    }

    @Test
    void of_cancelling_and_completing_at_once_one_wins_and_is_told() throws Exception {
        for (int round = 0; round < 8; round++) {
            Download.Processing held = processing(order(ANNA, 20_000 + round));
            StoredObject archive = new StoredObject("downloads/a.zip", 1, "etag", Optional.empty());
            Item item = included();
            List<Outcome> outcomes = Race.between(List.of(
                    () -> downloads.apply(held.cancelled(now())),
                    () -> downloads.apply(held.completed(archive, List.of(item), now().plus(HOUR), now()))));
            assertThat(Collections.frequency(outcomes, Outcome.APPLIED)).isEqualTo(1);
            assertThat(world.log().read(ANNA, held.id().toString(), 0, 10).events())
                    .filteredOn(event -> event.type() == EventType.DOWNLOAD_COMPLETED
                            || event.type() == EventType.DOWNLOAD_CANCELLED)
                    .hasSize(1);
        }
    }

    @Test
    void progress_is_noted_and_told_when_there_was_any() {
        Download.Processing held = processing(order(ANNA, 10_001));
        Lease lease = held.lease().orElseThrow();
        Progress half = new Progress(1, 2, 50, 100);
        List<Item> items = List.of(included());
        for (int i = 0; i < 2; i++) {
            assertThat(downloads.renew(held.id(), lease, now().plusSeconds(60), Optional.of(items), half, now()))
                    .isTrue();
        }
        Download.Processing noted =
                (Download.Processing) downloads.find(held.id()).orElseThrow();
        assertThat(noted.progress()).isEqualTo(half);
        assertThat(noted.items()).isEqualTo(items);
        assertThat(noted.version()).isEqualTo(held.version());
        List<Event> told = world.log().read(ANNA, 0, 10).events().stream()
                .filter(event -> event.download().orElseThrow().progress().equals(half))
                .toList();
        assertThat(told).extracting(Event::type).containsExactly(EventType.DOWNLOAD_PROGRESS);
    }

    @Test
    void an_archive_is_not_completed_with_a_photo_that_was_deleted_meanwhile() {
        Download.Processing working = processing(order(ANNA, 10_001));
        Item stays = included();
        Item goes = included();
        remove(goes.content().orElseThrow().image());
        StoredObject archive = new StoredObject("downloads/a.zip", 1, "etag", Optional.empty());
        assertThat(downloads.apply(working.completed(archive, List.of(stays, goes), now().plus(HOUR), now())))
                .isEqualTo(Outcome.RACED);
        applied(working.completed(archive, List.of(stays), now().plus(HOUR), now()));
    }

    @Test
    void archives_with_a_photo_that_was_deleted_end_and_others_do_not() {
        Item gone = included();
        Item stays = included();
        Download.Completed having = completed(order(ANNA, 10_001), gone, stays);
        Download.Completed without = completed(order(ANNA, 10_002), stays);
        ImageId image = gone.content().orElseThrow().image();
        assertThat(downloads.expireWith(BEN, image, now())).isZero();
        assertThat(downloads.expireWith(ANNA, image, now())).isEqualTo(1);
        assertThat(downloads.find(having.id())).get().isInstanceOf(Download.Expired.class);
        assertThat(downloads.find(without.id())).contains(without);
    }

    @Test
    void pages_are_newest_first_and_go_on_where_the_last_one_ended() {
        List<DownloadId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(queued(order(ANNA, 10_001 + i)).id());
            clock.advance(Duration.ofMillis(2));
        }
        List<Download> first = world.queries().page(ANNA, Optional.empty(), 3);
        assertThat(first).extracting(Download::id).isEqualTo(ids.subList(0, 3));
        assertThat(world.queries().page(ANNA, Optional.of(first.getLast().id()), 3))
                .extracting(Download::id)
                .isEqualTo(ids.subList(3, 5));
    }

    @Test
    void what_is_overdue_is_found_and_what_has_ended_is_not() {
        Download.Queued waiting = queued(order(ANNA, 10_001));
        Download.Completed done = completed(order(ANNA, 10_002), included());
        applied(queued(order(ANNA, 10_003)).cancelled(now()));
        assertThat(world.queries().overdue(now().plusSeconds(1), 10)).containsExactly(waiting);
        assertThat(world.queries().overdue(now().plus(HOUR).plusSeconds(1), 10)).containsExactly(waiting, done);
    }

    @Test
    void what_has_ended_is_swept_once_and_forgotten_in_the_end() {
        Download cancelled = applied(queued(order(ANNA, 10_001)).cancelled(now()));
        Download.Queued waiting = queued(order(ANNA, 10_002));
        assertThat(world.queries().unswept(now(), 10)).isEmpty();
        assertThat(world.queries().unswept(now().plusSeconds(1), 10)).containsExactly(cancelled.id());
        assertThat(world.queries().withArchive(List.of(cancelled.id(), waiting.id())))
                .containsExactly(waiting.id());
        assertThat(world.queries().forget(now().plusSeconds(1), 10))
                .as("not swept yet")
                .isZero();
        world.queries().swept(List.of(cancelled.id(), waiting.id()));
        assertThat(world.queries().unswept(now().plusSeconds(1), 10)).isEmpty();
        assertThat(world.queries().forget(now(), 10)).as("not old yet").isZero();
        assertThat(world.queries().forget(now().plusSeconds(1), 10)).isEqualTo(1);
        assertThat(downloads.find(cancelled.id())).isEmpty();
        assertThat(downloads.find(waiting.id())).isPresent();
    }
}
