package dev.safelight.telemetry.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.operation.ActionsContract;
import dev.safelight.application.operation.MemoryAudit;
import dev.safelight.application.operation.MemoryBulkMoves;
import dev.safelight.application.operation.MemoryOutlook;
import dev.safelight.application.operation.MemorySearch;
import dev.safelight.application.operation.MemoryStory;
import dev.safelight.application.operation.MemoryTroubles;
import dev.safelight.application.operation.OperationWorld;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.webhook.MemoryWebhooks;
import dev.safelight.domain.image.Image;
import dev.safelight.telemetry.log.LoggedBulkMoves;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Moves that are measured and logged are moves, and their figures are those of images that are moved one by one. */
class MeasuredBulkMovesTest extends ActionsContract {

    private final Metrics metrics = Metrics.open(clock);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Override
    protected OperationWorld world() {
        Availability database = new Availability("the database");
        MemoryJobQueue queue = new MemoryJobQueue(clock, database);
        MemoryAudit audit = new MemoryAudit(database);
        MemoryBell bell = new MemoryBell();
        MemoryImages images = new MemoryImages(database, queue, bell, ImagesWorld.DISCARD_AFTER);
        MemoryDownloads downloads = new MemoryDownloads(
                database, queue, bell, images.eventLog(), id -> images.find(id).isPresent());
        return new OperationWorld(
                new ImagesWorld(images, images, images, images, queue, bell, images::log),
                downloads,
                new MemoryOutlook(database, images, downloads),
                queue,
                new MemorySearch(database, images, downloads),
                new MemoryStory(
                        database, images, downloads, queue, new MemoryWebhooks(images.eventLog(), clock, database)),
                new LoggedBulkMoves(new MeasuredBulkMoves(new MemoryBulkMoves(images, audit), metrics)),
                audit,
                new MemoryTroubles(database, images, downloads));
    }

    @Test
    void what_is_moved_to_an_end_is_counted_by_outcome_and_what_somebody_else_moved_as_lost() {
        Image.Rejected one = rejected();
        Image.Rejected other = rejected();
        Image.Rejected gone = rejected();
        step(gone.overridden(overruling(), now()));
        Image.Errored stopped = errored();

        operation
                .moves()
                .apply(
                        List.of(
                                one.overridden(overruling(), now()),
                                other.overridden(overruling(), now()),
                                gone.overridden(overruling(), now()),
                                stopped.retried(now())),
                        SIZE,
                        UUID.randomUUID());

        assertThat(metrics.scrape())
                .contains("safelight_images_finished_total{outcome=\"ACCEPTED\"} 2.0")
                .contains("safelight_writes_raced_total{subject=\"image\"} 1.0");
    }
}
