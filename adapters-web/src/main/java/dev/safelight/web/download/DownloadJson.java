package dev.safelight.web.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.safelight.domain.download.Download;
import dev.safelight.domain.download.Failure;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.image.Sha256;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A download as its owner sees it.
 *
 * @param progress in percent, by bytes
 * @param estimatedSeconds until it is done, at the rate of the present attempt; absent before there is one
 * @param downloadUrl signed, for a quarter of an hour
 * @param expiresAt when the archive goes
 * @param size of the archive in bytes
 */
@JsonInclude(Include.NON_ABSENT)
public record DownloadJson(
        String jobId,
        String status,
        int progress,
        int doneFiles,
        int totalFiles,
        long doneBytes,
        long totalBytes,
        Optional<Long> estimatedSeconds,
        Optional<String> downloadUrl,
        Optional<Instant> expiresAt,
        Optional<Long> size,
        Optional<String> sha256,
        Optional<ErrorJson> error,
        String variant,
        List<ItemJson> items,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> completedAt,
        LinksJson links) {

    /** Why there is no archive. */
    @JsonInclude(Include.NON_ABSENT)
    public record ErrorJson(String code, String message, Optional<String> incidentId) {}

    public record LinksJson(String self, String stream, String archive) {}

    /** Below this nobody can say how fast it goes. */
    private static final Duration TOO_SHORT = Duration.ofMillis(500);

    public static DownloadJson of(Download download, Optional<URI> url, Instant now) {
        Progress progress = download.progress();
        Optional<Download.Completed> done =
                download instanceof Download.Completed it ? Optional.of(it) : Optional.empty();
        return new DownloadJson(
                download.id().toString(),
                status(download),
                progress.percent(),
                progress.doneFiles(),
                Math.max(
                        progress.totalFiles(),
                        download.items().isEmpty() ? download.order().wanted().size() : 0),
                progress.doneBytes(),
                progress.totalBytes(),
                estimate(download, now),
                url.map(URI::toString),
                done.map(Download.Completed::until),
                done.map(it -> it.archive().size()),
                done.flatMap(it -> it.archive().sha256()).map(Sha256::hex),
                download instanceof Download.Failed failed ? Optional.of(error(failed.failure())) : Optional.empty(),
                ManifestJson.variant(download.order().picture()),
                ItemJson.all(download.items()),
                download.order().createdAt(),
                download.since(),
                done.map(Download::since),
                links(download));
    }

    static String status(Download download) {
        return download.status().name().toLowerCase(Locale.ROOT);
    }

    static ErrorJson error(Failure failure) {
        return new ErrorJson(failure.code().name(), failure.code().message(), failure.incidentId());
    }

    static LinksJson links(Download download) {
        String archive = "/v1/download/" + download.id();
        return new LinksJson("/v1/download/status/" + download.id(), archive + "/stream", archive);
    }

    private static Optional<Long> estimate(Download download, Instant now) {
        if (!(download instanceof Download.Processing it) || it.lease().isEmpty()) {
            return Optional.empty();
        }
        Duration took = Duration.between(it.begun(), now);
        Progress progress = it.progress();
        if (progress.doneBytes() == 0 || took.compareTo(TOO_SHORT) < 0) {
            return Optional.empty();
        }
        double perSecond = progress.doneBytes() * 1000.0 / took.toMillis();
        return Optional.of((long) Math.ceil((progress.totalBytes() - progress.doneBytes()) / perSecond));
    }
}
