package dev.safelight.telemetry.trace;

import dev.safelight.application.operation.BulkMoves;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetSize;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Each batch of images that an operator moves as a span. What it sets in motion goes on from there. */
public final class TracedBulkMoves implements BulkMoves {

    private static final AttributeKey<Long> CHANGES = AttributeKey.longKey("safelight.changes");
    private static final AttributeKey<Long> MOVED = AttributeKey.longKey("safelight.moved");

    private final BulkMoves moves;
    private final Statements statements;

    public TracedBulkMoves(BulkMoves moves, Tracing tracing) {
        this.moves = moves;
        this.statements = new Statements(tracing, "image");
    }

    @Override
    public Set<ImageId> apply(List<Change> changes, SetSize size, UUID audit) {
        return statements.run("move", span -> {
            span.setAttribute(CHANGES, (long) changes.size());
            Set<ImageId> moved = moves.apply(changes, size, audit);
            span.setAttribute(MOVED, (long) moved.size());
            return moved;
        });
    }
}
