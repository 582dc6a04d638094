package dev.safelight.application.simulation;

import dev.safelight.application.Outage;
import dev.safelight.application.download.MemoryDownloads;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.Admission;
import dev.safelight.application.image.BacklogLimits;
import dev.safelight.application.image.CompleteUpload;
import dev.safelight.application.image.CompleteUpload.Completed;
import dev.safelight.application.image.DeleteImage;
import dev.safelight.application.image.ExaminePhoto;
import dev.safelight.application.image.ImageQueries;
import dev.safelight.application.image.Images;
import dev.safelight.application.image.JudgePhoto;
import dev.safelight.application.image.LeaseKeeper;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.image.Reconciler;
import dev.safelight.application.image.RetryImage;
import dev.safelight.application.image.RetryTerms;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.Sweeper;
import dev.safelight.application.image.UploadTerms;
import dev.safelight.application.image.VerifyUpload;
import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.job.Backoff;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.store.MemoryObjectStore;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.rule.Policy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The real use cases on memory adapters in foul weather, with virtual time: clients that repeat themselves, workers that
 * die, a queue that forgets and repeats, a store that is slow to show what it has. The invariants of the design are
 * checked after every step; when the weather has cleared, everything must come to an end.
 */
final class Simulation {

    private static final int STEPS_OF_WEATHER = 1_500;

    /** What the adapters are made of, so that a mutant can stand in. */
    interface Parts {
        default MemoryImages images(Availability database, MemoryJobQueue queue, Scheduler scheduler) {
            return new MemoryImages(database, queue, new MemoryBell(), Duration.ofMinutes(20));
        }

        default boolean reconciles() {
            return true;
        }

        default int uploadsOfEach() {
            return 12;
        }
    }

    final TestClock clock = new TestClock();
    final UploadTerms terms = UploadTerms.defaults();
    final List<OwnerId> owners = List.of(new OwnerId("anna"), new OwnerId("ben"));
    final Set<ImageId> signed = new HashSet<>();
    final Set<ImageId> complete = new HashSet<>();
    final Set<ImageId> deleted = new HashSet<>();
    final MemoryImages rows;
    final MemoryObjectStore objects;

    private final Random random;
    private final Scheduler scheduler;
    private final Weather weather;
    private final MemoryJobQueue jobs;
    private final Images images;
    private final MemoryDownloads downloads;
    private final ObjectStore store;
    private final JobQueue queue;
    private final LeaseKeeper leases;
    private final Admission admission;
    private final SignUpload sign;
    private final VerifyUpload verify;
    private final JudgePhoto judge;
    private final Reconciler reconciler;
    private final Sweeper sweeper;
    private final boolean reconciles;
    private final int uploadsOfEach;
    private boolean over;

    Simulation(long seed, Parts parts) {
        random = new Random(seed);
        scheduler = new Scheduler(random);
        weather = new Weather(random, scheduler);
        reconciles = parts.reconciles();
        uploadsOfEach = parts.uploadsOfEach();
        Availability up = new Availability("everything");
        jobs = new MemoryJobQueue(clock, up);
        rows = parts.images(up, jobs, scheduler);
        downloads = new MemoryDownloads(
                up, jobs, new MemoryBell(), rows.eventLog(), id -> rows.find(id).isPresent());
        objects = new MemoryObjectStore(clock, up);
        images = weather.expose(Images.class, rows);
        ImageQueries queries = weather.expose(ImageQueries.class, rows);
        store = weather.expose(ObjectStore.class, objects);
        queue = weather.expose(JobQueue.class, jobs);
        PhotoInspector inspector = weather.expose(PhotoInspector.class, new ScriptedInspector(up));
        RetryTerms retry = new RetryTerms(Backoff.defaults(), clock, random);
        leases = new LeaseKeeper(rows, "worker", Duration.ofSeconds(30), clock, random);
        admission = new Admission(rows, new BacklogLimits(4, 1_000), clock, random);
        sign = new SignUpload(images, admission, store, Policy.defaults(), terms, clock, random);
        verify = new VerifyUpload(images, store, terms.set(), retry);
        judge = new JudgePhoto(
                images,
                queries,
                new ExaminePhoto(store, inspector, ScriptedInspector::areTwo),
                Policy.defaults(),
                terms.set(),
                leases,
                retry);
        reconciler = new Reconciler(queries, queue, clock);
        sweeper = new Sweeper(rows, rows, objects, clock);
    }

    /** Plays to the end; throws an {@link AssertionError} when an invariant does not hold. */
    void run() {
        Invariants invariants = new Invariants(this);
        try {
            cast();
            for (int step = 0; step < STEPS_OF_WEATHER && scheduler.step(); step++) {
                invariants.hold();
            }
            weather.clearUp();
            objects.showUploadsAfter(Duration.ZERO);
            for (int step = 0; step < 60_000 && !isSettled() && scheduler.step(); step++) {
                invariants.hold();
            }
            invariants.holdAtTheEnd();
            over = true;
            while (scheduler.step()) {}
            clock.advance(Duration.ofHours(30));
            sweeper.discard();
            sweeper.searchOrphans();
            invariants.nothingIsLeftBehind();
        } finally {
            leases.close();
        }
    }

    private void cast() {
        for (OwnerId owner : owners) {
            for (int i = 0; i < uploadsOfEach; i++) {
                String script = "seed=" + (i / 2) + " note=" + i + (i % 4 == 3 ? " sharpness=1" : "");
                scheduler.add(() -> client(owner, ScriptedInspector.photo(script)));
            }
        }
        for (int i = 0; i < 3; i++) {
            scheduler.add(() -> forEver(this::work));
        }
        if (reconciles) {
            scheduler.add(() -> forEver(reconciler::run));
        }
        scheduler.add(() -> forEver(this::fate));
    }

    /** Does something again and again, as a process does that is started again whenever it has died. */
    private void forEver(Scheduler.Script script) throws InterruptedException {
        while (!over) {
            try {
                script.run();
            } catch (Outage | Scheduler.Crash died) {
                // started again
            }
            scheduler.pause();
        }
    }

    private void client(OwnerId owner, byte[] bytes) throws InterruptedException {
        ImageId[] mine = new ImageId[1];
        untilItWorks(() -> {
            var file = new SignUpload.File("me.jpg", "image/jpeg", bytes.length, Optional.empty());
            switch (sign.sign(owner, SetId.DEFAULT, List.of(file)).getFirst()) {
                case SignUpload.Signed.Granted it -> {
                    mine[0] = it.image().id();
                    signed.add(mine[0]);
                    upload(it.image().upload(), bytes);
                }
                case SignUpload.Signed.SetFull full -> {}
                default -> throw sentHome();
            }
        });
        if (mine[0] == null) {
            return; // the set is full
        }
        CompleteUpload completing = new CompleteUpload(images, admission, terms.set(), clock);
        complete.add(mine[0]);
        for (int i = random.nextInt(3); i >= 0; i--) {
            untilItWorks(() -> {
                if (completing.complete(owner, mine[0]).orElse(null) instanceof Completed.BacklogFull) {
                    throw sentHome();
                }
            });
        }
        if (random.nextInt(6) == 0) {
            deleted.add(mine[0]);
            untilItWorks(() -> new DeleteImage(images, downloads, store, clock).delete(owner, mine[0]));
        } else if (random.nextInt(3) == 0) {
            untilItWorks(() -> new RetryImage(images, terms.set(), clock).retry(owner, mine[0]));
        }
    }

    /** Too much work; he comes again. */
    private static Outage sentHome() {
        return Outage.passing("the backlog is full", new IOException("simulated"));
    }

    private void upload(Upload upload, byte[] bytes) {
        var url = objects.signUpload(upload, Duration.ofMinutes(15)).url();
        try {
            objects.receive(
                    upload.objectKey(),
                    Map.of("grant", url.getQuery().substring("grant=".length())),
                    Optional.of((long) bytes.length),
                    Optional.of("image/jpeg"),
                    new ByteArrayInputStream(bytes));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void untilItWorks(Scheduler.Script script) throws InterruptedException {
        while (true) {
            try {
                script.run();
                return;
            } catch (Outage | Scheduler.Crash tryAgain) {
                scheduler.pause();
            }
        }
    }

    private void work() throws InterruptedException {
        Job.Kind kind = random.nextBoolean() ? Job.Kind.VERIFY : Job.Kind.JUDGE;
        List<JobQueue.Claimed> claimed = new ArrayList<>(queue.claim(List.of(kind), 2, Duration.ofSeconds(20)));
        if (!weather.isFair() && random.nextInt(10) == 0) {
            claimed.addAll(List.copyOf(claimed)); // delivered twice
        }
        for (JobQueue.Claimed it : claimed) {
            Optional<Duration> again = Optional.empty();
            if (kind == Job.Kind.VERIFY) {
                verify.verify(new ImageId(it.job().subject()));
            } else {
                again = judge.judge(new ImageId(it.job().subject()));
            }
            if (again.isPresent()) {
                queue.release(it, again.get());
            } else {
                queue.complete(List.of(it));
            }
        }
    }

    /** Time passes, the queue forgets, the store is slow; all of it at random. */
    private void fate() {
        clock.advance(Duration.ofMillis(random.nextInt(weather.isFair() ? 4_000 : 1_500)));
        if (!weather.isFair()) {
            switch (random.nextInt(60)) {
                case 0 -> jobs.loseEverything();
                case 1 -> objects.showUploadsAfter(Duration.ofSeconds(random.nextInt(4)));
                case 2 -> clock.advance(Duration.ofSeconds(31)); // somebody's lease runs out while he works
                default -> {}
            }
        }
    }

    private boolean isSettled() {
        return signed.stream()
                .allMatch(id -> rows.find(id)
                        .map(image -> image.status().isFinal() || image.status() == Status.AWAITING_UPLOAD)
                        .orElse(true));
    }
}
