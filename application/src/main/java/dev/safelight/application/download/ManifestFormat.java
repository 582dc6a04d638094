package dev.safelight.application.download;

import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import java.time.Instant;
import java.util.List;

/** Writes {@code manifest.json}, which lies in each archive: what is in it, and what was left out and why. */
@FunctionalInterface
public interface ManifestFormat {

    /** @param items none of them waiting */
    byte[] write(Order order, List<Item> items, Instant madeAt);
}
