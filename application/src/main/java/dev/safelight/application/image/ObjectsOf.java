package dev.safelight.application.image;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.Listed;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import java.util.List;

/** All objects of one image, found by their prefix: what no row remembers is found as well. */
final class ObjectsOf {

    private static final int PAGE = 100;

    private final ObjectStore store;

    ObjectsOf(ObjectStore store) {
        this.store = store;
    }

    void remove(ImageId id) {
        List<Listed> page;
        do {
            page = store.list(ObjectKeys.prefix(id), "", PAGE);
            store.delete(page.stream().map(Listed::key).toList());
        } while (page.size() == PAGE);
    }
}
