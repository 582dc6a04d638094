package dev.safelight.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.HealthCheck;
import dev.safelight.application.caller.HandOver;
import dev.safelight.application.caller.IssueApiKey;
import dev.safelight.application.caller.MemoryApiKeys;
import dev.safelight.application.caller.MemoryHandovers;
import dev.safelight.application.caller.RecogniseApiKey;
import dev.safelight.application.caller.Scope;
import dev.safelight.application.download.ArchiveKeeper;
import dev.safelight.application.download.ArchiveTerms;
import dev.safelight.application.download.AwaitDownload;
import dev.safelight.application.download.BuildDownload;
import dev.safelight.application.download.CancelDownload;
import dev.safelight.application.download.FetchArchive;
import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.download.RequestDownload;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.event.MemoryEventLog;
import dev.safelight.application.idempotency.MemoryReplies;
import dev.safelight.application.image.Admission;
import dev.safelight.application.image.AwaitVerdict;
import dev.safelight.application.image.BacklogLimits;
import dev.safelight.application.image.CompleteUpload;
import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.image.DryRun;
import dev.safelight.application.image.ExaminePhoto;
import dev.safelight.application.image.FetchContent;
import dev.safelight.application.image.HearOfUpload;
import dev.safelight.application.image.JudgePhoto;
import dev.safelight.application.image.LeaseKeeper;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.image.OverrideVerdict;
import dev.safelight.application.image.RetryImage;
import dev.safelight.application.image.RetryTerms;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.UploadTerms;
import dev.safelight.application.image.VerifyUpload;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.job.Backoff;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.operation.ActOnImages;
import dev.safelight.application.operation.CancelDownloads;
import dev.safelight.application.operation.GroupErrors;
import dev.safelight.application.operation.MemoryAudit;
import dev.safelight.application.operation.MemoryBulkMoves;
import dev.safelight.application.operation.MemoryBulkReplays;
import dev.safelight.application.operation.MemoryLogLines;
import dev.safelight.application.operation.MemoryOutlook;
import dev.safelight.application.operation.MemoryReceivers;
import dev.safelight.application.operation.MemorySearch;
import dev.safelight.application.operation.MemoryStory;
import dev.safelight.application.operation.MemoryTroubles;
import dev.safelight.application.operation.ReplayDeliveries;
import dev.safelight.application.operation.WriteDown;
import dev.safelight.application.secret.MemorySecrets;
import dev.safelight.application.store.MemoryObjectStore;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.Callbacks;
import dev.safelight.application.webhook.DeliverWebhooks;
import dev.safelight.application.webhook.MemoryWebhooks;
import dev.safelight.application.webhook.RegisterWebhook;
import dev.safelight.application.webhook.RetrySchedule;
import dev.safelight.application.webhook.TellWebhooks;
import dev.safelight.application.webhook.TestWebhook;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.rule.Policy;
import dev.safelight.web.caller.Authentication;
import dev.safelight.web.caller.Operators;
import dev.safelight.web.caller.Programs;
import dev.safelight.web.caller.RateLimits;
import dev.safelight.web.download.DownloadUseCases;
import dev.safelight.web.download.ManifestJson;
import dev.safelight.web.event.EventJson;
import dev.safelight.web.event.StreamLimits;
import dev.safelight.web.metric.Measuring;
import dev.safelight.web.operation.Elsewhere;
import dev.safelight.web.webhook.AddressGuard;
import dev.safelight.web.webhook.HttpWebhookSender;
import dev.safelight.web.webhook.TestEvent;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The real server on a free port, with the real use cases on memory adapters, and work done on demand. */
public final class TestServer implements AutoCloseable {

    public static final String OPERATOR_KEY = "the operator's key";
    public static final String STORE_TOKEN = "the store's own token";
    public static final String FRIENDLY_ORIGIN = "https://app.example.com";

    public final TestClock clock = new TestClock();
    public final Availability database = new Availability("the database");
    public final Availability storage = new Availability("the store");
    public final Availability decoder = new Availability("the decoder");
    public final MemoryObjectStore store = new MemoryObjectStore(clock, storage, URI.create(""));
    public final MemoryReplies replies = new MemoryReplies(clock, database);
    public final MemoryApiKeys apiKeys = new MemoryApiKeys(database);
    private final IssueApiKey issueKey = new IssueApiKey(apiKeys, clock, new SecureRandom());
    private final MemoryJobQueue queue = new MemoryJobQueue(clock, database);
    private final CountingBell bell = new CountingBell();
    private final MemoryImages images = new MemoryImages(database, queue, bell, Duration.ofMinutes(20));
    private final MemoryDownloads downloads = new MemoryDownloads(
            database, queue, bell, images.eventLog(), id -> images.find(id).isPresent());
    private final MemoryAudit audit = new MemoryAudit(database);
    public final MemoryLogLines log = new MemoryLogLines();
    private final Random random = new Random(1);
    private final MemoryWebhooks webhooks = new MemoryWebhooks(images.eventLog(), clock, database);
    private final HttpWebhookSender webhookSender =
            new HttpWebhookSender(new AddressGuard(AddressGuard.PRIVATE), "1.2.3", clock);
    private final DeliverWebhooks deliverWebhooks = new DeliverWebhooks(
            new TellWebhooks(images.eventLog(), webhooks, EventJson::text),
            webhooks,
            webhookSender,
            RetrySchedule.standard(),
            bell,
            clock,
            random);
    private final LeaseKeeper leases = new LeaseKeeper(images, "worker", Duration.ofSeconds(30), clock, random);
    private final VerifyUpload verify;
    private final JudgePhoto judge;
    private final BuildDownload build;
    private final ArchiveTerms archives = ArchiveTerms.defaults();
    private final ArchiveKeeper archiveKeeper;
    private final WebServer server;

    /** A bell that knows how many have listened to it. */
    private static final class CountingBell extends MemoryBell {
        private final AtomicInteger listeners = new AtomicInteger();

        @Override
        public Listener listen(UUID subject) {
            Listener listener = super.listen(subject);
            listeners.incrementAndGet();
            return listener;
        }
    }

    private TestServer(WebConfig config, BacklogLimits backlog, List<HealthCheck> checks) {
        this(config, backlog, checks, JettyTuning.IDLE, StreamLimits.defaults(config.maxStreams()));
    }

    private TestServer(
            WebConfig config, BacklogLimits backlog, List<HealthCheck> checks, Duration idle, StreamLimits streams) {
        this(config, backlog, checks, Measuring.off(), idle, streams);
    }

    private TestServer(
            WebConfig config,
            BacklogLimits backlog,
            List<HealthCheck> checks,
            Measuring measuring,
            Duration idle,
            StreamLimits streams) {
        UploadTerms standard = UploadTerms.defaults();
        UploadTerms terms = new UploadTerms(standard.urlValidFor(), standard.deadline(), standard.set(), backlog);
        Policy policy = Policy.defaults();
        Admission admission = new Admission(images, backlog, clock, random);
        RetryTerms retry = new RetryTerms(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1), clock, random);
        this.verify = new VerifyUpload(images, store, terms.set(), retry);
        ExaminePhoto examine = new ExaminePhoto(store, new ScriptedInspector(decoder), ScriptedInspector::areTwo);
        this.judge = new JudgePhoto(images, images, examine, policy, terms.set(), leases, retry);
        this.archiveKeeper = new ArchiveKeeper(downloads, "worker", Duration.ofSeconds(30), clock, random);
        this.build = new BuildDownload(downloads, images, store, new ManifestJson(), archiveKeeper, archives, retry);
        CompleteUpload complete = new CompleteUpload(images, admission, terms.set(), clock);
        WriteDown writeDown = new WriteDown(audit, clock, random);
        MemorySearch search = new MemorySearch(database, images, downloads);
        GroupErrors errors = new GroupErrors(new MemoryTroubles(database, images, downloads));
        UseCases useCases = new UseCases(
                new SignUpload(images, admission, store, policy, terms, clock, random),
                complete,
                new HearOfUpload(images, complete),
                new AwaitVerdict(images, bell, clock),
                new DeleteImage(images, downloads, store, clock),
                new FetchContent(images, store),
                new RetryImage(images, terms.set(), clock),
                new OverrideVerdict(images, terms.set(), clock),
                new DryRun(images),
                images,
                images,
                images.eventLog(),
                bell,
                policy,
                terms,
                queue,
                queue,
                queue,
                replies,
                new MemorySecrets(database),
                apiKeys,
                issueKey,
                new RecogniseApiKey(apiKeys, clock),
                new HandOver(new MemoryHandovers(database), clock, new SecureRandom()),
                new UseCases.OfWebhooks(
                        new RegisterWebhook(webhooks, webhookSender, clock, random),
                        new TestWebhook(webhookSender, TestEvent.text(clock), clock),
                        webhooks,
                        webhooks),
                Optional.of(store),
                new DownloadUseCases(
                        new RequestDownload(downloads, archives, clock, random),
                        new AwaitDownload(downloads, bell, clock),
                        new CancelDownload(downloads, clock),
                        new FetchArchive(store, archives, clock),
                        new Callbacks(
                                new RegisterWebhook(webhooks, webhookSender, clock, random), webhooks, webhookSender),
                        downloads,
                        downloads),
                new UseCases.OfOperator(
                        new MemoryOutlook(database, images, downloads),
                        queue,
                        search,
                        new MemoryStory(database, images, downloads, queue, webhooks),
                        errors,
                        new ActOnImages(
                                search,
                                errors,
                                new MemoryBulkMoves(images, audit),
                                new DeleteImage(images, downloads, store, clock),
                                audit,
                                writeDown,
                                terms.set(),
                                clock),
                        new CancelDownloads(search, new CancelDownload(downloads, clock), audit, writeDown),
                        new MemoryReceivers(webhooks),
                        new ReplayDeliveries(webhooks, new MemoryBulkReplays(webhooks, audit, clock), writeDown),
                        writeDown,
                        audit,
                        log,
                        new Elsewhere(
                                Optional.of("http://localhost:16686/trace/{traceId}"),
                                Optional.of("https://logs.example.org/search?q={imageId}"))),
                checks);
        this.server = WebServer.start(config, useCases, measuring, clock, new SecureRandom(), idle, streams);
    }

    public static TestServer start() {
        return start(config(RateLimits.off()));
    }

    /** That tells users apart in this way. */
    public static TestServer start(Authentication authentication) {
        return start(config(RateLimits.off(), authentication));
    }

    public static TestServer start(WebConfig config) {
        return new TestServer(config, BacklogLimits.defaults(), List.of());
    }

    /** That tells {@code measuring} what happens. */
    public static TestServer start(Measuring measuring, RateLimits limits) {
        return new TestServer(
                config(limits),
                BacklogLimits.defaults(),
                List.of(),
                measuring,
                JettyTuning.IDLE,
                StreamLimits.defaults(10));
    }

    /** That ends connections on which nothing happens for so long. */
    public static TestServer impatient(Duration idle) {
        return new TestServer(
                config(RateLimits.off()), BacklogLimits.defaults(), List.of(), idle, StreamLimits.defaults(10));
    }

    public static TestServer startWith(StreamLimits streams) {
        return new TestServer(config(RateLimits.off()), BacklogLimits.defaults(), List.of(), JettyTuning.IDLE, streams);
    }

    public static TestServer startWith(HealthCheck... checks) {
        return new TestServer(config(RateLimits.off()), BacklogLimits.defaults(), List.of(checks));
    }

    public static TestServer startWith(BacklogLimits backlog) {
        return new TestServer(config(RateLimits.off()), backlog, List.of());
    }

    /** That fails when it is asked to. */
    public static TestServer failingOnRequest() {
        return start(config(new WebConfig.Reports(true, Optional.empty())));
    }

    public static WebConfig config(RateLimits limits) {
        return config(limits, new Authentication.Anonymous());
    }

    public static WebConfig config(RateLimits limits, Authentication authentication) {
        return config(limits, authentication, WebConfig.Reports.NONE);
    }

    public static WebConfig config(WebConfig.Reports reports) {
        return config(RateLimits.off(), new Authentication.Anonymous(), reports);
    }

    private static WebConfig config(RateLimits limits, Authentication authentication, WebConfig.Reports reports) {
        return new WebConfig(
                "127.0.0.1",
                0,
                Optional.empty(),
                Set.of(FRIENDLY_ORIGIN),
                Set.of("https://bucket.example.com"),
                0,
                limits,
                authentication,
                List.of(Operators.Key.of(OPERATOR_KEY)),
                Optional.of(STORE_TOKEN),
                true,
                WebConfig.MOST_STREAMS,
                Duration.ZERO,
                "1.2.3",
                reports);
    }

    List<Route> routes() {
        return server.routes();
    }

    public int port() {
        return server.port();
    }

    /** Tells the log of a set that is ready; {@code name} says which. */
    public void tell(OwnerId owner, String name) {
        log().tell(EventType.SET_READY, owner, name, clock.instant(), Optional.empty(), Optional.empty());
        bell.ring(UUID.randomUUID());
    }

    public MemoryEventLog log() {
        return images.eventLog();
    }

    /** How many clients listen to events. */
    public int streams() {
        return server.streams();
    }

    /** How many requests have begun to wait for a verdict. */
    public int waiting() {
        return bell.listeners.get();
    }

    /** Somebody who has not been here before. */
    public Client newcomer() {
        return new Client(server.port());
    }

    /** Somebody who has the operator's key. */
    public Client operator() {
        return newcomer().with("Authorization", "Bearer " + OPERATOR_KEY);
    }

    /** A program with a fresh key for this, which says for nobody that it comes. */
    public Client program(Scope... scopes) {
        String key = issueKey.issue("a program", Set.of(scopes), "anna").text().reveal();
        return newcomer().with("Authorization", "Bearer " + key);
    }

    /** The same program, for one of its users. */
    public static Client on(Client program, String user) {
        return program.with(Programs.OWNER, user);
    }

    /** Does every job that is due, and those that come of them. */
    public void work() {
        while (Arrays.stream(Job.Kind.values()).mapToInt(this::workOn).sum() > 0) {}
    }

    private int workOn(Job.Kind kind) {
        List<Claimed> claimed = queue.claim(List.of(kind), 10, Duration.ofSeconds(20));
        claimed.forEach(this::work);
        return claimed.size();
    }

    /** As a worker that is at it for a while. */
    public void claim(Job.Kind kind) {
        assertThat(queue.claim(List.of(kind), 10, Duration.ofSeconds(20))).isNotEmpty();
    }

    private void work(Claimed claimed) {
        try {
            switch (claimed.job().kind()) {
                case VERIFY -> verify.verify(new ImageId(claimed.job().subject()));
                case JUDGE -> judge.judge(new ImageId(claimed.job().subject()));
                case BUILD -> build.build(new DownloadId(claimed.job().subject()));
            }
            queue.complete(List.of(claimed));
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** From now on webhooks are told. */
    public void tellWebhooks() {
        deliverWebhooks.start();
    }

    @Override
    public void close() {
        server.close();
        archiveKeeper.close();
        deliverWebhooks.close();
        webhookSender.close();
        leases.close();
    }
}
