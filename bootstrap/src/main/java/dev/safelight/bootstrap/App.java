package dev.safelight.bootstrap;

import dev.safelight.application.HealthCheck;
import dev.safelight.application.Outage;
import dev.safelight.application.caller.ApiKeys;
import dev.safelight.application.caller.HandOver;
import dev.safelight.application.caller.IssueApiKey;
import dev.safelight.application.caller.RecogniseApiKey;
import dev.safelight.application.download.ArchiveKeeper;
import dev.safelight.application.download.ArchiveTerms;
import dev.safelight.application.download.AwaitDownload;
import dev.safelight.application.download.BuildDownload;
import dev.safelight.application.download.CancelDownload;
import dev.safelight.application.download.DownloadQueries;
import dev.safelight.application.download.DownloadSweeper;
import dev.safelight.application.download.Downloads;
import dev.safelight.application.download.FetchArchive;
import dev.safelight.application.download.RequestDownload;
import dev.safelight.application.event.Bell;
import dev.safelight.application.event.EventLog;
import dev.safelight.application.event.ForgetEvents;
import dev.safelight.application.idempotency.Replies;
import dev.safelight.application.image.Admission;
import dev.safelight.application.image.AwaitVerdict;
import dev.safelight.application.image.Backlog;
import dev.safelight.application.image.CompleteUpload;
import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.image.Discards;
import dev.safelight.application.image.DryRun;
import dev.safelight.application.image.ExaminePhoto;
import dev.safelight.application.image.FetchContent;
import dev.safelight.application.image.HearOfUpload;
import dev.safelight.application.image.ImageQueries;
import dev.safelight.application.image.Images;
import dev.safelight.application.image.JudgePhoto;
import dev.safelight.application.image.LeaseKeeper;
import dev.safelight.application.image.OverrideVerdict;
import dev.safelight.application.image.Reconciler;
import dev.safelight.application.image.RetryImage;
import dev.safelight.application.image.RetryTerms;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.Sweeper;
import dev.safelight.application.image.UploadTerms;
import dev.safelight.application.image.VerifyUpload;
import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.application.job.Backoff;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.Worker;
import dev.safelight.application.job.WorkersHealth;
import dev.safelight.application.secret.Secrets;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.bootstrap.postgres.EmbeddedPostgres;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.rule.Limits;
import dev.safelight.domain.rule.Policy;
import dev.safelight.imaging.ImagingConfig;
import dev.safelight.imaging.PlanarPhotoInspector;
import dev.safelight.imaging.ThumbnailComparer;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.DatabaseConfig;
import dev.safelight.persistence.DatabaseHealth;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.QueueHealth;
import dev.safelight.persistence.caller.PostgresApiKeys;
import dev.safelight.persistence.caller.PostgresHandovers;
import dev.safelight.persistence.download.PostgresDownloadQueries;
import dev.safelight.persistence.download.PostgresDownloads;
import dev.safelight.persistence.event.PostgresBell;
import dev.safelight.persistence.event.PostgresEventLog;
import dev.safelight.persistence.idempotency.PostgresReplies;
import dev.safelight.persistence.image.PostgresBacklog;
import dev.safelight.persistence.image.PostgresBulkMoves;
import dev.safelight.persistence.image.PostgresDiscards;
import dev.safelight.persistence.image.PostgresImageQueries;
import dev.safelight.persistence.image.PostgresImages;
import dev.safelight.persistence.job.PostgresJobQueue;
import dev.safelight.persistence.secret.PostgresSecrets;
import dev.safelight.web.UseCases;
import dev.safelight.web.WebConfig;
import dev.safelight.web.WebServer;
import dev.safelight.web.caller.Operators;
import dev.safelight.web.caller.RateLimits;
import dev.safelight.web.download.DownloadUseCases;
import dev.safelight.web.download.ManifestJson;
import dev.safelight.web.operation.Elsewhere;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole program: every object made once, by hand, from the bottom to the top; closed in reverse. */
final class App {

    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final int VERIFIERS = 8;
    private static final Duration A_MOMENT = Duration.ofSeconds(3);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    private final Config config;
    private final URI url;

    private App(Config config, Closer open) throws CannotStart, InterruptedException {
        this.config = config;
        InstantSource clock = InstantSource.system();
        RandomGenerator random = new SecureRandom();
        Policy policy = config.policy();
        UploadTerms terms = config.uploads();

        Figures figures = open.add(Figures.open(config.role(), clock));
        Reported reported = Reported.open(config.errors(), clock, open);

        // What we stand on
        Optional<DataFolder> data = dataFolder(config, open);
        int port = Ports.reserve(config.web().host(), config.web().port());
        url = config.web().publicUrl().orElseGet(() -> URI.create("http://localhost:" + port));
        data.ifPresent(held -> held.announce(url));
        Database database = open.add(figures.database(databaseConfig(config, open)));
        awaitMigrated(database, config.database());
        Notifications notifications = open.add(Notifications.start(database));
        Traced traced = Traced.open(config.traces(), open);
        Images images = reported.images(traced.images(figures.of(new PostgresImages(
                database, notifications, random, terms.urlValidFor().plus(A_MINUTE)))));
        ImageQueries queries = new PostgresImageQueries(database);
        Discards discards = new PostgresDiscards(database);
        Downloads downloads = reported.downloads(
                traced.downloads(figures.of(new PostgresDownloads(database, notifications, random))));
        Queue queue = figures.of(Queue.open(
                config.queue(),
                new PostgresJobQueue(database, clock, notifications),
                new QueueHealth(database),
                traced,
                clock,
                random,
                open));
        Bell bell = new PostgresBell(notifications);
        EventLog events = new PostgresEventLog(database);
        Replies replies = new PostgresReplies(database, clock);
        Secrets secrets = new PostgresSecrets(database, random);
        ApiKeys apiKeys = new PostgresApiKeys(database);
        Storage storage = figures.of(Storage.open(config.store(), url, secrets, clock, traced, open));
        PhotoInspector inspector = traced.inspector(
                figures.of(new PlanarPhotoInspector(imagingConfig(config), clock, traced.steps(figures.steps()))));

        // What we do
        RetryTerms retry = new RetryTerms(Backoff.defaults(), clock, random, reported.attempts());
        LeaseKeeper leases = open.add(
                new LeaseKeeper(images, config.work().process(), config.work().lease(), clock, random));
        VerifyUpload verify = new VerifyUpload(images, storage.objects(), terms.set(), retry);
        ExaminePhoto examine = new ExaminePhoto(storage.objects(), inspector, new ThumbnailComparer());
        JudgePhoto judge = new JudgePhoto(images, queries, examine, policy, terms.set(), leases, retry);
        Reconciler reconciler = new Reconciler(queries, queue.jobs(), clock);
        Sweeper sweeper = new Sweeper(queries, discards, storage.objects(), clock);
        ArchiveTerms archives = config.archives();
        DownloadQueries downloadQueries = new PostgresDownloadQueries(database);
        ArchiveKeeper archiveKeeper = open.add(new ArchiveKeeper(
                downloads, config.work().process(), config.work().lease(), clock, random));
        BuildDownload build = new BuildDownload(
                downloads, queries, storage.objects(), new ManifestJson(), archiveKeeper, archives, retry);
        DownloadSweeper downloadSweeper =
                new DownloadSweeper(downloads, downloadQueries, queue.jobs(), storage.objects(), archives, clock);
        ForgetEvents forget = new ForgetEvents(events, config.work().eventsKept(), clock);
        Backlog backlog = new PostgresBacklog(database);
        Admission admission = new Admission(backlog, terms.backlog(), clock, random);
        CompleteUpload complete = new CompleteUpload(images, admission, terms.set(), clock);
        HandOver handOver = new HandOver(new PostgresHandovers(database), clock, random);
        WebhooksOut webhooks =
                WebhooksOut.open(config.webhooks(), database, events, figures, bell, traced, clock, random, open);
        List<Worker> workers = List.of(
                new Worker(
                        List.of(Job.Kind.VERIFY),
                        VERIFIERS,
                        Thread.ofVirtual().factory(),
                        queue.jobs(),
                        traced.work(reported.work(job -> {
                            verify.verify(new ImageId(job.subject()));
                            return Optional.empty();
                        })),
                        clock,
                        random),
                new Worker(
                        List.of(Job.Kind.JUDGE),
                        config.work().judges(),
                        Thread.ofPlatform().name("judge-", 1).factory(),
                        queue.jobs(),
                        traced.work(reported.work(job -> judge.judge(new ImageId(job.subject())))),
                        clock,
                        random),
                new Worker(
                        List.of(Job.Kind.BUILD),
                        config.work().builders(),
                        Thread.ofVirtual().name("build-", 1).factory(),
                        queue.jobs(),
                        traced.work(reported.work(job -> build.build(new DownloadId(job.subject())))),
                        clock,
                        random));
        List<HealthCheck> checks =
                checks(config.role(), new DatabaseHealth(database), storage.health(), queue.health(), workers);
        UseCases useCases = new UseCases(
                new SignUpload(images, admission, storage.objects(), policy, terms, clock, random),
                complete,
                new HearOfUpload(images, complete),
                new AwaitVerdict(images, bell, clock),
                new DeleteImage(images, downloads, storage.objects(), clock),
                new FetchContent(images, storage.objects()),
                new RetryImage(images, terms.set(), clock),
                new OverrideVerdict(images, terms.set(), clock),
                new DryRun(queries),
                images,
                queries,
                figures.forStreams(events),
                bell,
                policy,
                terms,
                queue.jobs(),
                queue.pauses(),
                queue.deadLetters(),
                replies,
                secrets,
                apiKeys,
                new IssueApiKey(apiKeys, clock, random),
                new RecogniseApiKey(apiKeys, clock),
                handOver,
                webhooks.useCases(),
                storage.selfServed(),
                new DownloadUseCases(
                        new RequestDownload(downloads, archives, clock, random),
                        new AwaitDownload(downloads, bell, clock),
                        new CancelDownload(downloads, clock),
                        new FetchArchive(storage.objects(), archives, clock),
                        webhooks.callbacks(),
                        downloads,
                        downloadQueries),
                Operation.useCases(
                        database,
                        traced.moves(figures.of(new PostgresBulkMoves(database, notifications, random))),
                        new DeleteImage(images, downloads, storage.objects(), clock),
                        new CancelDownload(downloads, clock),
                        webhooks.useCases().deliveries(),
                        terms.set(),
                        Logging.remember(config.work().process()),
                        new Elsewhere(config.traces().page(), config.log().page()),
                        clock,
                        random),
                checks);

        // Who drives it
        Workforce workforce = open.add(new Workforce(
                workers,
                List.of(
                        reported.periodic("reconciling", A_MOMENT, reconciler::run),
                        reported.periodic("discarding objects", A_MINUTE, sweeper::discard),
                        reported.periodic("searching orphaned objects", A_WHILE, sweeper::searchOrphans),
                        reported.periodic("reconciling downloads", A_MOMENT, downloadSweeper::reconcile),
                        reported.periodic("sweeping up after downloads", A_MOMENT, downloadSweeper::sweep),
                        reported.periodic("searching orphaned archives", A_WHILE, downloadSweeper::searchOrphans),
                        reported.periodic("forgetting old events", A_WHILE, forget::run),
                        reported.periodic("removing expired replies", A_WHILE, replies::removeExpired),
                        reported.periodic("removing old handovers", A_WHILE, handOver::sweep),
                        reported.periodic("removing old deliveries", A_WHILE, webhooks.sweep()::run))));
        if (config.role().works()) {
            workforce.start();
            webhooks.worker().start();
        }
        figures.watch(
                queue, useCases.operator().ages(), backlog, terms.backlog().inAll(), checks);
        figures.watch(config.role().works() ? workers : List.of(), config.data());
        WebServer server = open.add(WebServer.start(
                webConfig(config, port, storage.origins()),
                useCases,
                figures.measuring(config.metrics()),
                clock,
                random,
                reported.requests(traced.requests())));
        figures.watch(server::streams, config.web().maxStreams());
        open.add(new Together(List.of(server, workforce, webhooks.worker()))); // each takes its time to stop
    }

    /**
     * Starts everything. What was opened is in {@code open}, also when this fails half-way.
     *
     * @throws CannotStart when something around us has to change first
     */
    static App start(Config config, Closer open) throws CannotStart, InterruptedException {
        try {
            return new App(config, open);
        } catch (Outage outage) {
            throw new CannotStart(
                    outage.getMessage() + ": " + Causes.deepest(outage).getMessage(), outage);
        } catch (JavalinBindException taken) {
            throw new CannotStart("port " + config.web().port() + " was taken by another program just now", taken);
        }
    }

    /** Where clients find it. */
    URI url() {
        return url;
    }

    /** For the one who started it, once it is ready. */
    String banner() {
        return """
                Safelight listens on  %s
                keeps its data in     %s
                stops with            Ctrl-C, or: kill %d""".formatted(url, whereDataIs(config), ProcessHandle.current().pid());
    }

    private static String whereDataIs(Config config) {
        String rows = switch (config.database()) {
            case Config.Database.Embedded embedded -> config.data().toString();
            case Config.Database.External external -> external.jdbcUrl().replaceFirst("\\?.*", "");
        };
        String photos = switch (config.store()) {
            case Config.Store.Folder folder -> config.data().toString();
            case Config.Store.S3 s3 -> "the bucket " + s3.bucket() + " at " + s3.endpoint();
        };
        return rows.equals(photos) ? rows : rows + ", photos in " + photos;
    }

    /**
     * Processes of a fleet start in any order, and while a database is being restarted: so it is waited for. What does
     * not pass is told at once.
     */
    private static void awaitMigrated(Database database, Config.Database choice) throws InterruptedException {
        Duration patience = choice instanceof Config.Database.External external ? external.patience() : Duration.ZERO;
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                database.migrate();
                return;
            } catch (Outage outage) {
                if (!outage.retryHelps() || System.nanoTime() > deadline) {
                    throw outage;
                }
                LOG.warn("Waiting for the database: {}", Causes.deepest(outage).getMessage());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /** What a process does not use, or what only one that works can know, does not make it unready. */
    private static List<HealthCheck> checks(
            Config.Role role, HealthCheck database, HealthCheck storage, HealthCheck queue, List<Worker> workers) {
        return role.works()
                ? List.of(database, storage, queue, new WorkersHealth(workers))
                : List.of(database, storage, queue);
    }

    /** Held by us alone where our own database lies in it; other files in it may be shared. */
    private static Optional<DataFolder> dataFolder(Config config, Closer open) throws CannotStart {
        return config.database() instanceof Config.Database.Embedded
                ? Optional.of(open.add(DataFolder.hold(config.data())))
                : Optional.empty();
    }

    private static DatabaseConfig databaseConfig(Config config, Closer open) throws CannotStart, InterruptedException {
        return switch (config.database()) {
            case Config.Database.Embedded(int pool) -> {
                EmbeddedPostgres postgres = open.add(startPostgres(config.data()));
                yield DatabaseConfig.of(postgres.jdbcUrl(), postgres.user(), postgres.password(), pool);
            }
            case Config.Database.External external ->
                DatabaseConfig.of(
                        external.jdbcUrl(), external.user(), external.password().value(), external.pool());
        };
    }

    private static EmbeddedPostgres startPostgres(Path data) throws CannotStart, InterruptedException {
        try {
            return EmbeddedPostgres.start(data);
        } catch (IOException failure) {
            throw new CannotStart(String.valueOf(failure.getMessage()), failure);
        }
    }

    private static ImagingConfig imagingConfig(Config config) {
        ImagingConfig standard = ImagingConfig.defaults();
        Limits limits = config.policy().limits();
        Set<Format> decoded = EnumSet.copyOf(standard.formats());
        if (!limits.formats().contains(Format.HEIC)) {
            decoded.remove(Format.HEIC); // not a byte of it
        }
        return new ImagingConfig(
                decoded,
                config.policy().asksForFaces(),
                config.work().normalizedSide(),
                Math.max(standard.maxMegapixels(), limits.maxMegapixels()),
                config.work().decodeMemory().orElse(standard.memoryBytes()),
                config.work().decodeTime(),
                standard.wallTime());
    }

    private static WebConfig webConfig(Config config, int port, Set<String> storeOrigins) {
        Config.Web web = config.web();
        return new WebConfig(
                web.host(),
                port,
                web.publicUrl(),
                Set.copyOf(web.corsOrigins()),
                storeOrigins,
                web.proxies(),
                web.rateLimit()
                        .map(limit -> RateLimits.of(new RateLimits.Rate(limit.requests(), limit.per())))
                        .orElseGet(RateLimits::off),
                web.authentication(),
                web.operatorKeys().stream()
                        .map(key -> new Operators.Key(key.name(), key.key().value()))
                        .toList(),
                web.storageEventsToken().map(token -> token.value()),
                config.role().answers(),
                web.maxStreams(),
                web.drain(),
                Build.VERSION,
                new WebConfig.Reports(config.errors().test(), Reported.byPages(config.errors())));
    }
}
