package dev.safelight.application.journey;

import dev.safelight.application.download.ArchiveKeeper;
import dev.safelight.application.download.ArchiveTerms;
import dev.safelight.application.download.BuildDownload;
import dev.safelight.application.download.CancelDownload;
import dev.safelight.application.download.DownloadSweeper;
import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.download.RequestDownload;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.Admission;
import dev.safelight.application.image.CompleteUpload;
import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.image.ExaminePhoto;
import dev.safelight.application.image.HearOfUpload;
import dev.safelight.application.image.JudgePhoto;
import dev.safelight.application.image.LeaseKeeper;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.image.OverrideVerdict;
import dev.safelight.application.image.Reconciler;
import dev.safelight.application.image.RetryImage;
import dev.safelight.application.image.RetryTerms;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.Sweeper;
import dev.safelight.application.image.UploadTerms;
import dev.safelight.application.image.VerifyUpload;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.job.Backoff;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.operation.ActOnImages;
import dev.safelight.application.operation.GroupErrors;
import dev.safelight.application.operation.MemoryAudit;
import dev.safelight.application.operation.MemoryBulkMoves;
import dev.safelight.application.operation.MemorySearch;
import dev.safelight.application.operation.MemoryTroubles;
import dev.safelight.application.operation.WriteDown;
import dev.safelight.application.store.MemoryObjectStore;
import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.SelfServed.Served;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.download.DownloadId;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Order;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.rule.Policy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The whole application on memory adapters, with a clock that stands still until it is moved and work done on demand. */
final class World implements AutoCloseable {

    static final OwnerId ANNA = new OwnerId("anna");
    static final OwnerId BEN = new OwnerId("ben");
    static final String JPEG = "image/jpeg";

    final TestClock clock = new TestClock();
    final Random random = new Random(1);
    final Availability database = new Availability("the database");
    final Availability storage = new Availability("the store");
    final Availability decoder = new Availability("the decoder");
    final UploadTerms terms = UploadTerms.defaults();
    final MemoryJobQueue queue = new MemoryJobQueue(clock, database);
    final MemoryImages images = new MemoryImages(database, queue, new MemoryBell(), Duration.ofMinutes(20));
    final MemoryDownloads downloads = new MemoryDownloads(
            database,
            queue,
            new MemoryBell(),
            images.eventLog(),
            id -> images.find(id).isPresent());
    final MemoryObjectStore store = new MemoryObjectStore(clock, storage);
    final RetryTerms retry = new RetryTerms(Backoff.defaults(), clock, random);
    final LeaseKeeper leases = new LeaseKeeper(images, "worker", Duration.ofSeconds(30), clock, random);

    final Admission admission = new Admission(images, terms.backlog(), clock, random);
    final SignUpload sign = new SignUpload(images, admission, store, Policy.defaults(), terms, clock, random);
    final CompleteUpload complete = new CompleteUpload(images, admission, terms.set(), clock);
    final HearOfUpload hear = new HearOfUpload(images, complete);
    final VerifyUpload verify = new VerifyUpload(images, store, terms.set(), retry);

    /** How often two photos were compared, and what happens each time. */
    int looks;

    Runnable atALook = () -> {};

    final JudgePhoto judge = new JudgePhoto(
            images,
            images,
            new ExaminePhoto(store, new ScriptedInspector(decoder), this::areTwo),
            Policy.defaults(),
            terms.set(),
            leases,
            retry);
    final RetryImage retryImage = new RetryImage(images, terms.set(), clock);
    final OverrideVerdict override = new OverrideVerdict(images, terms.set(), clock);
    final DeleteImage delete = new DeleteImage(images, downloads, store, clock);
    final MemoryAudit audit = new MemoryAudit(database);
    final ActOnImages act = new ActOnImages(
            new MemorySearch(database, images, downloads),
            new GroupErrors(new MemoryTroubles(database, images, downloads)),
            new MemoryBulkMoves(images, audit),
            delete,
            audit,
            new WriteDown(audit, clock, random),
            terms.set(),
            clock);
    final ArchiveTerms archives = ArchiveTerms.defaults();
    final ArchiveKeeper archiveKeeper = new ArchiveKeeper(downloads, "worker", Duration.ofSeconds(30), clock, random);
    final RequestDownload request = new RequestDownload(downloads, archives, clock, random);
    final BuildDownload build =
            new BuildDownload(downloads, images, store, this::manifest, archiveKeeper, archives, retry);
    final CancelDownload cancel = new CancelDownload(downloads, clock);
    final DownloadSweeper downloadSweeper = new DownloadSweeper(downloads, downloads, queue, store, archives, clock);

    /** Done when a manifest is asked for: all photos are in the archive then, and it is not finished. */
    Runnable beforeTheEnd = () -> {};

    final Reconciler reconciler = new Reconciler(images, queue, clock);
    final Sweeper sweeper = new Sweeper(images, images, store, clock);

    private boolean areTwo(byte[] one, byte[] other) {
        looks++;
        atALook.run();
        return ScriptedInspector.areTwo(one, other);
    }

    private byte[] manifest(Order order, List<Item> items, Instant madeAt) {
        beforeTheEnd.run();
        return items.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Signs for a file of this owner's default set; it must be granted. */
    SignUpload.Signed.Granted sign(OwnerId owner, byte[] bytes) {
        return sign(owner, new SignUpload.File("me.jpg", JPEG, bytes.length, Optional.empty()));
    }

    SignUpload.Signed.Granted signWithHash(OwnerId owner, byte[] bytes) {
        return sign(owner, new SignUpload.File("me.jpg", JPEG, bytes.length, Optional.of(Sha256.of(bytes))));
    }

    private SignUpload.Signed.Granted sign(OwnerId owner, SignUpload.File file) {
        return (SignUpload.Signed.Granted)
                sign.sign(owner, SetId.DEFAULT, List.of(file)).getFirst();
    }

    /** Puts the bytes where the URL says, as a browser would. */
    Served put(SignedUpload upload, byte[] bytes) {
        String key = upload.url().getPath().substring("/v1/objects/".length());
        String[] grant = upload.url().getQuery().split("=", 2);
        try {
            return store.receive(
                    key,
                    Map.of(grant[0], grant[1]),
                    Optional.of((long) bytes.length),
                    Optional.of(JPEG),
                    new ByteArrayInputStream(bytes));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Signs, puts and completes; nothing has been looked at yet. */
    ImageId upload(OwnerId owner, String script) {
        byte[] bytes = ScriptedInspector.photo(script);
        SignUpload.Signed.Granted granted = sign(owner, bytes);
        put(granted.url(), bytes);
        complete.complete(owner, granted.image().id());
        return granted.image().id();
    }

    void judgeNow(ImageId id) {
        try {
            judge.judge(id);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Does every job that is due, and those that come of them. */
    void work() {
        while (Arrays.stream(Job.Kind.values()).mapToInt(this::workOn).sum() > 0) {}
    }

    private int workOn(Job.Kind kind) {
        List<Claimed> claimed = queue.claim(List.of(kind), 10, Duration.ofSeconds(20));
        claimed.forEach(this::work);
        return claimed.size();
    }

    private void work(Claimed claimed) {
        try {
            Optional<Duration> again = switch (claimed.job().kind()) {
                case VERIFY -> {
                    verify.verify(new ImageId(claimed.job().subject()));
                    yield Optional.empty();
                }
                case JUDGE -> judge.judge(new ImageId(claimed.job().subject()));
                case BUILD -> build.build(new DownloadId(claimed.job().subject()));
            };
            again.ifPresentOrElse(delay -> queue.release(claimed, delay), () -> queue.complete(List.of(claimed)));
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Lets time pass, a few seconds at once, with everything that happens meanwhile. */
    void pass(Duration time) {
        Duration step = Duration.ofSeconds(4);
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            clock.advance(step);
            reconciler.run();
            downloadSweeper.reconcile();
            work();
        }
    }

    Image image(ImageId id) {
        return images.find(id).orElseThrow();
    }

    Status status(ImageId id) {
        return image(id).status();
    }

    @Override
    public void close() {
        leases.close();
        archiveKeeper.close();
    }
}
