package dev.safelight.application.journey;

import static dev.safelight.application.journey.World.ANNA;
import static dev.safelight.application.journey.World.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.download.Downloads.Added;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.DownloadChange;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Item.Outcome;
import dev.safelight.domain.download.Picture;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Downloads from the order to the archive, through everything that can happen on the way, on memory adapters. */
class DownloadJourneyTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private DownloadId order(OwnerId owner, Wanted... wanted) {
        return ((Added.New) world.request.request(owner, List.of(wanted), Picture.NORMALIZED))
                .download()
                .id();
    }

    private Wanted number(ImageId image) {
        return new Wanted.FileNumber(world.image(image).upload().fileId());
    }

    private Download download(DownloadId id) {
        return world.downloads.find(id).orElseThrow();
    }

    private List<Outcome> outcomes(DownloadId id) {
        return download(id).items().stream().map(Item::outcome).toList();
    }

    private ImageId accepted(OwnerId owner, int seed) {
        ImageId id = world.upload(owner, "seed=" + seed);
        world.work();
        return id;
    }

    private Map<String, Sha256> unpacked(DownloadId id) throws IOException {
        StoredObject archive = ((Download.Completed) download(id)).archive();
        Map<String, Sha256> entries = new LinkedHashMap<>();
        try (InputStream bytes = world.store.read(archive, 0, archive.size());
                ZipInputStream zip = new ZipInputStream(bytes)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), Sha256.of(zip.readAllBytes()));
            }
        }
        return entries;
    }

    private List<EventType> told(DownloadId id) {
        return world.images.eventLog().all().stream()
                .filter(event -> event.subject().equals(id.toString()))
                .map(Event::type)
                .filter(type -> type != EventType.DOWNLOAD_PROGRESS)
                .toList();
    }

    private int objectsOf(DownloadId id) {
        return world.store.list(DownloadKeys.prefix(id.value()), "", 100).size();
    }

    @Test
    void accepted_photos_are_delivered_and_what_is_left_out_is_listed() throws IOException {
        ImageId good = accepted(ANNA, 1);
        ImageId another = accepted(ANNA, 2);
        ImageId bad = world.upload(ANNA, "sharpness=3");
        ImageId bens = accepted(BEN, 3);
        ImageId waiting = world.upload(ANNA, "seed=4");
        Wanted nobodys = new Wanted.FileNumber(99_999_999);
        DownloadId id = order(
                ANNA,
                number(another),
                nobodys,
                number(good),
                number(bad),
                new Wanted.Id(good),
                new Wanted.Id(bens),
                number(waiting));
        // The photo that waits is judged in the same breath; what is judged by then is in.
        world.work();

        assertThat(download(id).status()).isEqualTo(DownloadStatus.COMPLETED);
        assertThat(outcomes(id).subList(0, 6))
                .containsExactly(
                        Outcome.INCLUDED,
                        Outcome.NOT_FOUND,
                        Outcome.INCLUDED,
                        Outcome.NOT_ACCEPTED,
                        Outcome.REPEATED,
                        Outcome.NOT_FOUND);
        Map<String, Sha256> entries = unpacked(id);
        for (Item item : download(id).items()) {
            if (item.outcome() == Outcome.INCLUDED) {
                assertThat(entries)
                        .containsEntry(
                                item.content().orElseThrow().name(),
                                item.sha256().orElseThrow());
            }
        }
        assertThat(entries).containsKey("manifest.json");
        assertThat(told(id)).containsExactly(EventType.DOWNLOAD_QUEUED, EventType.DOWNLOAD_COMPLETED);
        assertThat(objectsOf(id)).isEqualTo(1);
        assertThat(download(id).progress().percent()).isEqualTo(100);
    }

    @Test
    void originals_are_delivered_as_they_were_uploaded() throws IOException {
        ImageId good = accepted(ANNA, 1);
        DownloadId id = ((Added.New) world.request.request(ANNA, List.of(number(good)), Picture.ORIGINAL))
                .download()
                .id();
        world.work();
        assertThat(unpacked(id)).containsEntry("me.jpg", Sha256.of(ScriptedInspector.photo("seed=1")));
    }

    @Test
    void nothing_to_deliver_is_a_failure_that_says_so() {
        ImageId bad = world.upload(ANNA, "sharpness=3");
        world.work();
        DownloadId id = order(ANNA, number(bad), new Wanted.FileNumber(99_999_999));
        world.work();
        assertThat(download(id))
                .isInstanceOfSatisfying(
                        Download.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(Failure.Code.NOTHING_TO_DELIVER));
        assertThat(outcomes(id)).containsExactly(Outcome.NOT_ACCEPTED, Outcome.NOT_FOUND);
        assertThat(told(id)).containsExactly(EventType.DOWNLOAD_QUEUED, EventType.DOWNLOAD_FAILED);
        assertThat(objectsOf(id)).isZero();
    }

    @Test
    void a_store_that_is_down_is_waited_for() {
        ImageId good = accepted(ANNA, 1);
        DownloadId id = order(ANNA, number(good));
        world.storage.goDown();
        world.work();
        world.pass(Duration.ofSeconds(12));
        assertThat(download(id).status()).isEqualTo(DownloadStatus.PROCESSING);
        world.storage.comeBack();
        world.pass(Duration.ofMinutes(1));
        assertThat(download(id).status()).isEqualTo(DownloadStatus.COMPLETED);
        assertThat(told(id)).containsExactly(EventType.DOWNLOAD_QUEUED, EventType.DOWNLOAD_COMPLETED);
    }

    @Test
    void a_store_that_stays_down_is_our_failure_with_an_incident() {
        ImageId good = accepted(ANNA, 1);
        DownloadId id = order(ANNA, number(good));
        world.storage.goDown();
        world.pass(Duration.ofHours(1));
        assertThat(download(id)).isInstanceOfSatisfying(Download.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(Failure.Code.ERROR);
            assertThat(failed.failure().incidentId()).isPresent();
        });
        assertThat(told(id)).containsExactly(EventType.DOWNLOAD_QUEUED, EventType.DOWNLOAD_FAILED);
    }

    @Test
    void the_download_of_a_worker_that_died_is_taken_over_and_what_it_left_is_removed() {
        ImageId good = accepted(ANNA, 1);
        DownloadId id = order(ANNA, number(good));
        die(id);
        world.store.write(DownloadKeys.archive(id.value(), new UUID(9, 9)), "application/zip", new byte[] {1});
        world.queue.loseEverything();
        world.pass(Duration.ofMinutes(2));
        assertThat(download(id).status()).isEqualTo(DownloadStatus.COMPLETED);
        assertThat(objectsOf(id)).isEqualTo(1);
    }

    /** Takes the lease, as a worker does, and never comes back. */
    private Download.Processing die(DownloadId id) {
        Lease lease = new Lease(new UUID(1, 1), "dead", world.clock.instant().plusSeconds(30));
        DownloadChange taken = ((Download.Queued) download(id)).taken(lease, world.clock.instant());
        world.downloads.apply(taken);
        return (Download.Processing) taken.after();
    }

    @Test
    void an_archive_that_was_finished_and_not_noted_is_found() throws IOException {
        ImageId good = accepted(ANNA, 1);
        DownloadId first = order(ANNA, number(good));
        world.work();
        Download.Completed model = (Download.Completed) download(first);
        byte[] bytes =
                world.store.read(model.archive(), 0, model.archive().size()).readAllBytes();

        DownloadId id = order(ANNA, number(good), new Wanted.FileNumber(99_999_998));
        Download.Processing dead = die(id);
        Lease lease = dead.lease().orElseThrow();
        world.downloads.renew(
                id, lease, lease.until(), Optional.of(model.items()), model.progress(), world.clock.instant());
        StoredObject left =
                world.store.write(DownloadKeys.archive(id.value(), lease.token()), "application/zip", bytes);
        world.pass(Duration.ofMinutes(2));

        assertThat(download(id)).isInstanceOfSatisfying(Download.Completed.class, done -> {
            assertThat(done.archive().key()).isEqualTo(left.key());
            assertThat(done.items()).isEqualTo(model.items());
        });
    }

    @Test
    void who_cancels_in_the_last_moment_gets_no_archive_and_none_is_left() {
        ImageId good = accepted(ANNA, 1);
        DownloadId id = order(ANNA, number(good));
        world.beforeTheEnd = () -> world.cancel.cancel(ANNA, id);
        world.work();
        assertThat(download(id).status()).isEqualTo(DownloadStatus.CANCELLED);
        assertThat(told(id)).containsExactly(EventType.DOWNLOAD_QUEUED, EventType.DOWNLOAD_CANCELLED);
        assertThat(objectsOf(id)).isZero();
    }

    @Test
    void nobody_cancels_anothers_and_to_cancel_twice_says_the_same() {
        ImageId good = accepted(ANNA, 1);
        DownloadId id = order(ANNA, number(good));
        assertThat(world.cancel.cancel(BEN, id)).isEmpty();
        Optional<Download> cancelled = world.cancel.cancel(ANNA, id);
        assertThat(cancelled).get().isInstanceOf(Download.Cancelled.class);
        assertThat(world.cancel.cancel(ANNA, id)).isEqualTo(cancelled);
        world.work();
        assertThat(download(id).status()).isEqualTo(DownloadStatus.CANCELLED);
    }

    @Test
    void a_photo_that_is_deleted_while_the_archive_is_made_is_not_in_it() throws IOException {
        ImageId stays = accepted(ANNA, 1);
        ImageId goes = accepted(ANNA, 2);
        DownloadId id = order(ANNA, number(stays), number(goes));
        List<Boolean> deleted = new ArrayList<>();
        world.beforeTheEnd = () -> {
            if (deleted.isEmpty()) {
                deleted.add(world.delete.delete(ANNA, goes));
            }
        };
        world.work();
        world.pass(Duration.ofMinutes(1));
        assertThat(download(id).status()).isEqualTo(DownloadStatus.COMPLETED);
        assertThat(outcomes(id)).containsExactly(Outcome.INCLUDED, Outcome.NOT_FOUND);
        assertThat(unpacked(id)).hasSize(2);
    }

    @Test
    void a_photo_that_is_deleted_later_takes_the_archive_with_it() {
        ImageId good = accepted(ANNA, 1);
        DownloadId id = order(ANNA, number(good));
        world.work();
        world.delete.delete(ANNA, good);
        assertThat(download(id).status()).isEqualTo(DownloadStatus.EXPIRED);
        world.clock.advance(Duration.ofSeconds(10));
        world.downloadSweeper.sweep();
        assertThat(objectsOf(id)).isZero();
    }

    @Test
    void an_archive_goes_when_its_hour_has_passed_and_the_download_when_it_is_long_ago() {
        ImageId good = accepted(ANNA, 1);
        DownloadId id = order(ANNA, number(good));
        world.work();
        world.clock.advance(Duration.ofMinutes(59));
        world.downloadSweeper.reconcile();
        assertThat(download(id).status()).isEqualTo(DownloadStatus.COMPLETED);
        world.clock.advance(Duration.ofMinutes(1).plusMillis(1));
        world.downloadSweeper.reconcile();
        assertThat(download(id).status()).isEqualTo(DownloadStatus.EXPIRED);
        assertThat(told(id)).endsWith(EventType.DOWNLOAD_EXPIRED);
        world.clock.advance(Duration.ofSeconds(10));
        world.downloadSweeper.sweep();
        assertThat(objectsOf(id)).isZero();
        world.clock.advance(world.archives.remembered());
        world.downloadSweeper.sweep();
        assertThat(world.downloads.find(id)).isEmpty();
    }

    @Test
    void objects_that_no_download_has_are_found_in_time() {
        UUID nobodys = new UUID(7, 7);
        world.store.write(DownloadKeys.archive(nobodys, new UUID(8, 8)), "application/zip", new byte[] {1});
        world.downloadSweeper.searchOrphans();
        assertThat(world.store.size()).as("too young").isEqualTo(1);
        world.clock.advance(Duration.ofHours(25));
        world.downloadSweeper.searchOrphans();
        assertThat(world.store.size()).isZero();
    }
}
