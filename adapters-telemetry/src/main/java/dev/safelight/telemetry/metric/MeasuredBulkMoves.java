package dev.safelight.telemetry.metric;

import dev.safelight.application.operation.BulkMoves;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.image.Status;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Counts what operators make of many photos, under the same names as {@link MeasuredImages} counts one by one. */
public final class MeasuredBulkMoves implements BulkMoves {

    private final BulkMoves moves;
    private final Metrics metrics;
    private final Outages outages;

    public MeasuredBulkMoves(BulkMoves moves, Metrics metrics) {
        this.moves = moves;
        this.metrics = metrics;
        this.outages = new Outages(metrics, "images");
    }

    /** What was final before had no time in a state and no reasons that were not counted then. */
    @Override
    public Set<ImageId> apply(List<Change> changes, SetSize size, UUID audit) {
        Set<ImageId> moved = outages.of(() -> moves.apply(changes, size, audit));
        metrics.counter(Measure.WRITES_RACED, "image").increment(changes.size() - moved.size());
        changes.stream()
                .filter(change -> moved.contains(change.before().id()))
                .map(change -> change.after().status())
                .filter(Status::isFinal)
                .forEach(outcome ->
                        metrics.counter(Measure.IMAGES_FINISHED, outcome.name()).increment());
        return moved;
    }
}
