package dev.safelight.telemetry.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.operation.ActionsContract;
import dev.safelight.application.operation.MemoryOperation;
import dev.safelight.application.operation.OperationWorld;
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
        return MemoryOperation.world(clock, moves -> new LoggedBulkMoves(new MeasuredBulkMoves(moves, metrics)));
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
