package dev.safelight.domain.download;

import dev.safelight.domain.image.ImageId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The name of one download: a UUIDv7, as those of images. */
public record DownloadId(UUID value) {

    public static DownloadId at(Instant now, RandomGenerator random) {
        return new DownloadId(ImageId.at(now, random).value());
    }

    /** Reads the canonical 36-character form; empty for anything else, which is an unknown download and not a mistake. */
    public static Optional<DownloadId> parse(String text) {
        return ImageId.parse(text).map(id -> new DownloadId(id.value()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
