package dev.safelight.application.operation;

import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.SetSize;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Many moves in memory, under the lock of the images. */
public final class MemoryBulkMoves implements BulkMoves {

    private final MemoryImages images;
    private final MemoryAudit audit;

    public MemoryBulkMoves(MemoryImages images, MemoryAudit audit) {
        this.images = images;
        this.audit = audit;
    }

    @Override
    public Set<ImageId> apply(List<Change> changes, SetSize size, UUID entry) {
        synchronized (images) {
            Set<ImageId> moved = changes.stream()
                    .filter(change -> images.apply(change, size) == Outcome.APPLIED)
                    .map(change -> change.before().id())
                    .collect(Collectors.toSet());
            audit.count(entry, moved.size());
            return moved;
        }
    }
}
