package dev.safelight.telemetry.log;

import dev.safelight.application.operation.BulkMoves;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetSize;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Writes the same line for each image that was moved as if it had been moved alone. */
public final class LoggedBulkMoves implements BulkMoves {

    private final BulkMoves moves;

    public LoggedBulkMoves(BulkMoves moves) {
        this.moves = moves;
    }

    @Override
    public Set<ImageId> apply(List<Change> changes, SetSize size, UUID audit) {
        Set<ImageId> moved = moves.apply(changes, size, audit);
        changes.stream().filter(change -> moved.contains(change.before().id())).forEach(LoggedImages::note);
        return moved;
    }
}
