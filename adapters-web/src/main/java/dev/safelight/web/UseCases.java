package dev.safelight.web;

import dev.safelight.application.HealthCheck;
import dev.safelight.application.caller.ApiKeys;
import dev.safelight.application.caller.HandOver;
import dev.safelight.application.caller.IssueApiKey;
import dev.safelight.application.caller.RecogniseApiKey;
import dev.safelight.application.event.Bell;
import dev.safelight.application.event.EventLog;
import dev.safelight.application.idempotency.Replies;
import dev.safelight.application.image.AwaitVerdict;
import dev.safelight.application.image.CompleteUpload;
import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.image.DryRun;
import dev.safelight.application.image.FetchContent;
import dev.safelight.application.image.HearOfUpload;
import dev.safelight.application.image.ImageQueries;
import dev.safelight.application.image.Images;
import dev.safelight.application.image.OverrideVerdict;
import dev.safelight.application.image.RetryImage;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.UploadTerms;
import dev.safelight.application.job.DeadLetters;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.QueueAges;
import dev.safelight.application.job.QueueSwitch;
import dev.safelight.application.operation.ActOnImages;
import dev.safelight.application.operation.Audit;
import dev.safelight.application.operation.CancelDownloads;
import dev.safelight.application.operation.GroupErrors;
import dev.safelight.application.operation.LogLines;
import dev.safelight.application.operation.Outlook;
import dev.safelight.application.operation.Receivers;
import dev.safelight.application.operation.ReplayDeliveries;
import dev.safelight.application.operation.Search;
import dev.safelight.application.operation.Story;
import dev.safelight.application.operation.WriteDown;
import dev.safelight.application.secret.Secrets;
import dev.safelight.application.store.SelfServed;
import dev.safelight.application.webhook.Deliveries;
import dev.safelight.application.webhook.RegisterWebhook;
import dev.safelight.application.webhook.TestWebhook;
import dev.safelight.application.webhook.Webhooks;
import dev.safelight.domain.rule.Policy;
import dev.safelight.web.download.DownloadUseCases;
import dev.safelight.web.operation.Elsewhere;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the endpoints can do.
 *
 * @param images for reading only; what changes them are the use cases
 * @param selfServed the store, if our server must serve its signed URLs
 * @param downloads what there is to do with archives
 * @param checks what {@code /health} asks
 */
public record UseCases(
        SignUpload sign,
        CompleteUpload complete,
        HearOfUpload hear,
        AwaitVerdict await,
        DeleteImage delete,
        FetchContent fetch,
        RetryImage retry,
        OverrideVerdict override,
        DryRun dryRun,
        Images images,
        ImageQueries queries,
        EventLog events,
        Bell bell,
        Policy policy,
        UploadTerms terms,
        JobQueue queue,
        QueueSwitch pauses,
        DeadLetters deadLetters,
        Replies replies,
        Secrets secrets,
        ApiKeys apiKeys,
        IssueApiKey issueKey,
        RecogniseApiKey recogniseKey,
        HandOver handOver,
        OfWebhooks webhooks,
        Optional<SelfServed> selfServed,
        DownloadUseCases downloads,
        OfOperator operator,
        List<HealthCheck> checks) {

    /** What an operator sees across all owners, and can do about it. */
    public record OfOperator(
            Outlook outlook,
            QueueAges ages,
            Search search,
            Story story,
            GroupErrors errors,
            ActOnImages act,
            CancelDownloads cancel,
            Receivers receivers,
            ReplayDeliveries replay,
            WriteDown writeDown,
            Audit audit,
            LogLines log,
            Elsewhere elsewhere) {}

    /** Who is to be told of events. */
    public record OfWebhooks(RegisterWebhook register, TestWebhook test, Webhooks all, Deliveries deliveries) {}
}
