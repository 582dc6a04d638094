package dev.safelight.web.operation;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Flow;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.QueueAges;
import dev.safelight.application.job.QueueSwitch;
import dev.safelight.application.operation.Outlook;
import dev.safelight.domain.download.DownloadStatus;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Status;
import dev.safelight.web.health.Health;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Query;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** For operators: how things stand, on one page. */
public final class OverviewEndpoint {

    private static final int MOST_COUNTED = 1_000_000;
    private static final int MOST_HELD = 200;

    private final Health health;
    private final Outlook outlook;
    private final QueueAges ages;
    private final JobQueue queue;
    private final QueueSwitch pauses;
    private final Elsewhere elsewhere;
    private final InstantSource clock;

    public OverviewEndpoint(
            Health health,
            Outlook outlook,
            QueueAges ages,
            JobQueue queue,
            QueueSwitch pauses,
            Elsewhere elsewhere,
            InstantSource clock) {
        this.health = health;
        this.outlook = outlook;
        this.ages = ages;
        this.queue = queue;
        this.pauses = pauses;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    /** @param mostCounted no count goes further */
    private record OverviewJson(
            Instant at,
            HealthJson health,
            List<DependencyJson> dependencies,
            int mostCounted,
            Map<Status, Long> images,
            Map<String, Long> downloads,
            long overdue,
            Optional<OldestJson> oldest,
            List<QueueJson> queues,
            List<WorkerJson> workers,
            SeriesJson series,
            Optional<String> traceUrl,
            Optional<String> logUrl) {}

    private record HealthJson(String status, Map<String, String> checks) {

        static HealthJson of(Health.Seen seen) {
            return new HealthJson(seen.isHealthy() ? "healthy" : "unhealthy", seen.words());
        }
    }

    /** @param trouble why it does not work */
    private record DependencyJson(String name, long tookMs, Optional<String> trouble) {

        static List<DependencyJson> of(Health.Seen seen) {
            return seen.findings().entrySet().stream()
                    .map(found -> new DependencyJson(
                            found.getKey(),
                            found.getValue().took().toMillis(),
                            found.getValue().trouble()))
                    .toList();
        }
    }

    private record OldestJson(
            UUID imageId, String owner, Status status, Instant createdAt, Instant since, Instant dueAt) {

        static OldestJson of(Outlook.Oldest oldest) {
            return new OldestJson(
                    oldest.image().value(),
                    oldest.owner().value(),
                    oldest.status(),
                    oldest.createdAt(),
                    oldest.since(),
                    oldest.due());
        }
    }

    /**
     * @param ready empty, as the other counts, when the queue does not answer: then the rest of the page is needed most
     * @param longestDueSince since when the longest due of its jobs has been due
     */
    private record QueueJson(
            String kind,
            boolean paused,
            String state,
            Optional<Long> ready,
            Optional<Long> delayed,
            Optional<Long> claimed,
            Optional<Long> dead,
            Optional<Instant> longestDueSince) {}

    private record WorkerJson(String worker, List<HeldJson> holds) {}

    private record HeldJson(String kind, UUID id, String owner, Instant since, Instant until, int attempt) {

        static HeldJson of(Outlook.Held held) {
            OwnerId owner = held.owner();
            return new HeldJson(
                    held.kind() == Job.Kind.BUILD ? "download" : "image",
                    held.subject(),
                    owner.value(),
                    held.since(),
                    held.until(),
                    held.attempt());
        }
    }

    /** {@code GET /v1/ops/overview} */
    public Answer show(Context ctx) {
        Query query = new Query(ctx);
        int hours = query.integer("hours", 1, WorkSeries.MOST_HOURS, WorkSeries.USUAL_HOURS);
        query.check();
        Instant now = clock.instant();
        Health.Seen seen = health.look();
        Outlook.Counts counts = outlook.counts(now, MOST_COUNTED);
        return Answer.ok(new OverviewJson(
                now,
                HealthJson.of(seen),
                DependencyJson.of(seen),
                MOST_COUNTED,
                new TreeMap<>(counts.images()),
                downloads(counts.downloads()),
                counts.overdue(),
                outlook.oldest().map(OldestJson::of),
                queues(),
                workers(outlook.held(MOST_HELD)),
                WorkSeries.read(outlook, now, hours),
                elsewhere.traceUrl(),
                elsewhere.logUrl()));
    }

    private static Map<String, Long> downloads(Map<DownloadStatus, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        for (DownloadStatus status : DownloadStatus.values()) {
            named.put(status.name().toLowerCase(Locale.ROOT), counts.getOrDefault(status, 0L));
        }
        return named;
    }

    private List<QueueJson> queues() {
        Set<Job.Kind> paused = pauses.paused();
        Map<Job.Kind, Instant> longest = ages.dueLongest();
        return Arrays.stream(Job.Kind.values())
                .map(kind -> queue(kind, paused.contains(kind), Optional.ofNullable(longest.get(kind))))
                .toList();
    }

    private QueueJson queue(Job.Kind kind, boolean paused, Optional<Instant> longest) {
        Optional<JobQueue.Depth> depth = depth(kind);
        return new QueueJson(
                kind.name().toLowerCase(Locale.ROOT),
                paused,
                state(paused, depth).name().toLowerCase(Locale.ROOT),
                depth.map(JobQueue.Depth::ready),
                depth.map(JobQueue.Depth::delayed),
                depth.map(JobQueue.Depth::claimed),
                depth.map(JobQueue.Depth::dead),
                longest);
    }

    /** Where nobody knows how much is in work, what the switch says. */
    private static Flow state(boolean paused, Optional<JobQueue.Depth> depth) {
        return depth.map(known -> Flow.of(paused, known)).orElse(paused ? Flow.PAUSED : Flow.RUNNING);
    }

    private Optional<JobQueue.Depth> depth(Job.Kind kind) {
        try {
            return Optional.of(queue.depth(kind));
        } catch (Outage away) {
            return Optional.empty(); // what is wrong with it stands among the dependencies
        }
    }

    private static List<WorkerJson> workers(List<Outlook.Held> held) {
        Map<String, List<HeldJson>> byWorker = held.stream()
                .collect(Collectors.groupingBy(
                        Outlook.Held::worker, TreeMap::new, Collectors.mapping(HeldJson::of, Collectors.toList())));
        return byWorker.entrySet().stream()
                .map(entry -> new WorkerJson(entry.getKey(), entry.getValue()))
                .toList();
    }
}
