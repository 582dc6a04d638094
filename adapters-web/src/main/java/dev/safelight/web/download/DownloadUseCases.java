package dev.safelight.web.download;

import dev.safelight.application.download.AwaitDownload;
import dev.safelight.application.download.CancelDownload;
import dev.safelight.application.download.DownloadQueries;
import dev.safelight.application.download.Downloads;
import dev.safelight.application.download.FetchArchive;
import dev.safelight.application.download.RequestDownload;
import dev.safelight.application.webhook.Callbacks;

/**
 * What there is to do with downloads.
 *
 * @param downloads for reading only; what changes them are the use cases
 */
public record DownloadUseCases(
        RequestDownload request,
        AwaitDownload await,
        CancelDownload cancel,
        FetchArchive fetch,
        Callbacks callbacks,
        Downloads downloads,
        DownloadQueries queries) {}
