package dev.safelight.domain.download;

import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was asked for; it never changes.
 *
 * @param wanted 1 to {@link #MOST}, each once, in the order in which it shall lie in the archive
 */
public record Order(DownloadId id, OwnerId owner, List<Wanted> wanted, Picture picture, Instant createdAt) {

    /** How many photos an archive may have. */
    public static final int MOST = 1_000;

    public Order {
        wanted = wanted.stream().distinct().toList();
        if (wanted.isEmpty() || wanted.size() > MOST) {
            throw new IllegalArgumentException("an archive is of 1 to " + MOST + " photos");
        }
    }

    /** The same for the same photos, in whatever order they were named. */
    public Sha256 fingerprint() {
        String canonical = wanted.stream().map(Wanted::toString).sorted().collect(Collectors.joining("\n"));
        return Sha256.of((picture + "\n" + canonical).getBytes(StandardCharsets.UTF_8));
    }
}
