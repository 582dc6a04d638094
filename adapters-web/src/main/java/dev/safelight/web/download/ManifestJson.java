package dev.safelight.web.download;

import dev.safelight.application.download.ManifestFormat;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Item.Outcome;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.download.Picture;
import dev.safelight.web.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** {@code manifest.json} as it lies in each archive. */
public final class ManifestJson implements ManifestFormat {

    private record Manifest(
            String jobId, Instant createdAt, String variant, long included, long leftOut, List<ItemJson> items) {}

    @Override
    public byte[] write(Order order, List<Item> items, Instant madeAt) {
        long included = items.stream()
                .filter(item -> item.outcome() == Outcome.INCLUDED)
                .count();
        Manifest manifest = new Manifest(
                order.id().toString(),
                madeAt,
                variant(order.picture()),
                included,
                items.size() - included,
                ItemJson.all(items));
        return Json.write(manifest).getBytes(StandardCharsets.UTF_8);
    }

    /** As clients name it. */
    static String variant(Picture picture) {
        return picture.name().toLowerCase(Locale.ROOT);
    }
}
