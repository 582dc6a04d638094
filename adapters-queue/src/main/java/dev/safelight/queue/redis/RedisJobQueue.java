package dev.safelight.queue.redis;

import dev.safelight.application.job.DeadLetters;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.JobSignal;
import dev.safelight.application.job.QueueSwitch;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The queue in Redis, 6.2 or later. Each call is one script and so happens wholly or not at all; {@link RedisKeys} says
 * what is kept. Nothing depends on what Redis remembers: after {@code FLUSHALL}, eviction or a failover to an empty
 * server the jobs are rung for anew, receipts are void, and what was paused is not.
 *
 * <p><b>When a command is not answered in time</b> the call ends with an outage that passes, within the timeout of
 * {@link RedisSettings} and, where a connection has to be made, twice that; the connection is given up and the next call
 * makes another. When the connection breaks the call ends with such an outage at once. The command may have run, and may
 * run later still; to call again is harmless, as every script is when it runs twice. A claim that got no answer is asked for again by the next one, which so gets the very
 * jobs that the first one hid. A call waits for its answer even when its thread is interrupted, so that no job is taken
 * and not told of; only {@link #await} is cut short.
 *
 * <p><b>Time</b> is the caller's: when clocks of machines differ, delays and leases differ by as much. <b>Waiting</b>
 * costs one look; then the bell wakes, or the time when the first job is due. <b>Memory</b>: some 250 bytes for a queued
 * job. A server that is full takes no more jobs, which is an outage that passes, but those it has can be worked off.
 * Under an eviction policy any key may vanish at any time; a job that lost one of its halves is dropped or mended when it
 * is met, and a claim that meets nothing else gives nothing although there is more. <b>In a cluster</b> a script finds all its keys on one node.
 */
public final class RedisJobQueue implements JobQueue, DeadLetters, QueueSwitch, AutoCloseable {

    private static final List<Job.Kind> EVERY_KIND = List.of(Job.Kind.values());

    /** More jobs in one call would hold up others; and Lua passes no more than some thousands of values on. */
    private static final int MOST_AT_ONCE = 500;

    /** How the scripts keep a job: deliveries, receipt, job. */
    private static final String NEVER_GIVEN_OUT = "0 - ";

    private static final int DEAD_KEPT = 10_000;
    private static final Duration DEAD_KEPT_FOR = Duration.ofDays(30);

    /** How long a waiting worker sleeps at most while nobody could wake it. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final RandomGenerator random;
    private final RedisKeys keys;
    private final RedisLink link;
    private final JobSignal signal = new JobSignal();
    private final UnansweredClaims unanswered = new UnansweredClaims();
    private final Map<Job.Kind, GroupCommit<Job>> enqueueing;

    /**
     * Connects when it is first used.
     *
     * @param random for receipts; safe for many threads
     */
    public RedisJobQueue(RedisSettings settings, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.keys = new RedisKeys(settings.prefix());
        this.link = new RedisLink(settings, keys.bell(), new RedisLink.Ear() {
            @Override
            public void hear(String kind) {
                signal.hear(kind);
            }

            @Override
            public void mayHaveMissed() {
                signal.giveAll();
            }
        });
        this.enqueueing = EVERY_KIND.stream()
                .collect(Collectors.toMap(
                        Function.identity(), kind -> new GroupCommit<>(MOST_AT_ONCE, jobs -> enqueue(kind, jobs))));
    }

    @Override
    public void enqueue(Collection<Job> jobs) {
        jobs.stream().collect(Collectors.groupingBy(Job::kind)).forEach((kind, some) -> {
            GroupCommit<Job> group = Objects.requireNonNull(enqueueing.get(kind));
            inParts(some).forEach(part -> answer("queueing jobs", group.send(part)));
        });
    }

    private static <T> List<List<T>> inParts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            parts.add(all.subList(from, Math.min(from + MOST_AT_ONCE, all.size())));
        }
        return parts;
    }

    private CompletableFuture<Long> enqueue(Job.Kind kind, List<Job> jobs) {
        List<String> args = new ArrayList<>(2 + 3 * jobs.size());
        args.add(keys.bell());
        args.add(kind.name());
        for (Job job : jobs) {
            args.add(job.id());
            args.add(notBefore(job.dueAt()));
            args.add(NEVER_GIVEN_OUT + JobText.of(job));
        }
        return link.run(
                RedisScript.ENQUEUE,
                ScriptOutputType.INTEGER,
                array(keys.waiting(kind), keys.held(kind), keys.jobs(kind)),
                args.toArray(String[]::new));
    }

    /** The first whole millisecond that is not before. */
    private static String notBefore(Instant time) {
        return Long.toString(time.plusNanos(999_999).toEpochMilli());
    }

    @Override
    public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
        Optional<UnansweredClaims.Claim> lost = unanswered.take(kinds, max);
        List<Claimed> found = lost.map(claim -> claim(claim, visibility)).orElse(List.of());
        return found.isEmpty() ? claim(new UnansweredClaims.Claim(kinds, max, token()), visibility) : found;
    }

    private String token() {
        return Long.toHexString(random.nextLong()) + "-" + Long.toHexString(random.nextLong());
    }

    private List<Claimed> claim(UnansweredClaims.Claim claim, Duration visibility) {
        boolean answered = false;
        try {
            List<Object> given = answer("claiming jobs", take(claim, visibility));
            answered = true;
            return claimed(claim, given);
        } finally {
            if (!answered) {
                unanswered.add(claim);
            }
        }
    }

    private CompletableFuture<List<Object>> take(UnansweredClaims.Claim claim, Duration visibility) {
        List<String> touched = new ArrayList<>(List.of(keys.paused(), keys.taken(claim.token())));
        for (Job.Kind kind : claim.kinds()) {
            touched.addAll(List.of(keys.waiting(kind), keys.held(kind), keys.jobs(kind), keys.dead(kind)));
        }
        Instant now = clock.instant();
        List<String> args = new ArrayList<>(List.of(
                claim.token(),
                Long.toString(now.toEpochMilli()),
                notBefore(now.plus(visibility)),
                Integer.toString(claim.max()),
                Integer.toString(MAX_DELIVERIES),
                Long.toString(Math.max(1, visibility.toMillis())),
                Integer.toString(DEAD_KEPT),
                Long.toString(DEAD_KEPT_FOR.toMillis())));
        claim.kinds().forEach(kind -> args.add(kind.name()));
        return link.run(
                RedisScript.CLAIM, ScriptOutputType.MULTI, touched.toArray(String[]::new), args.toArray(String[]::new));
    }

    private static List<Claimed> claimed(UnansweredClaims.Claim claim, List<Object> given) {
        List<Claimed> claimed = new ArrayList<>(given.size() / 4);
        for (int i = 0; i < given.size(); i += 4) {
            Job.Kind kind = claim.kinds().get(((Long) given.get(i)).intValue() - 1);
            Job job = JobText.read((String) given.get(i + 1), kind, (String) given.get(i + 3));
            claimed.add(new Claimed(job, claim.token(), ((Long) given.get(i + 2)).intValue()));
        }
        return claimed;
    }

    @Override
    public boolean extend(Claimed claimed, Duration visibility) {
        Job job = claimed.job();
        CompletableFuture<Long> extended = link.run(
                RedisScript.EXTEND,
                ScriptOutputType.INTEGER,
                array(keys.held(job.kind()), keys.jobs(job.kind())),
                job.id(),
                claimed.receipt(),
                notBefore(clock.instant().plus(visibility)));
        return answer("keeping a job", extended) == 1;
    }

    @Override
    public void complete(Collection<Claimed> done) {
        List<CompletableFuture<Long>> outcomes = new ArrayList<>();
        done.stream()
                .collect(Collectors.groupingBy(one -> one.job().kind()))
                .forEach((kind, some) -> inParts(some).forEach(part -> outcomes.add(complete(kind, part))));
        outcomes.forEach(outcome -> answer("completing jobs", outcome));
    }

    private CompletableFuture<Long> complete(Job.Kind kind, List<Claimed> done) {
        return link.run(
                RedisScript.COMPLETE,
                ScriptOutputType.INTEGER,
                array(keys.held(kind), keys.jobs(kind)),
                done.stream()
                        .flatMap(one -> Arrays.stream(array(one.job().id(), one.receipt())))
                        .toArray(String[]::new));
    }

    @Override
    public void release(Claimed claimed, Duration delay) {
        Job job = claimed.job();
        CompletableFuture<Long> released = link.run(
                RedisScript.RELEASE,
                ScriptOutputType.INTEGER,
                array(keys.waiting(job.kind()), keys.held(job.kind()), keys.jobs(job.kind())),
                keys.bell(),
                job.kind().name(),
                job.id(),
                claimed.receipt(),
                notBefore(clock.instant().plus(delay)));
        answer("giving a job back", released);
    }

    /** Listens first and looks then, so that what is rung in between is not missed. */
    @Override
    public void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException {
        long heard = signal.given(kinds);
        Optional<Instant> due = nextDue(kinds);
        Duration patience = link.isListening() ? atMost : least(atMost, GLANCE);
        signal.awaitAfter(
                kinds,
                heard,
                due.map(at -> least(patience, Duration.between(clock.instant(), at)))
                        .orElse(patience));
    }

    private Optional<Instant> nextDue(List<Job.Kind> kinds) {
        List<String> touched = new ArrayList<>(List.of(keys.paused()));
        kinds.forEach(kind -> touched.addAll(List.of(keys.waiting(kind), keys.held(kind))));
        CompletableFuture<Long> next = link.run(
                RedisScript.NEXT,
                ScriptOutputType.INTEGER,
                touched.toArray(String[]::new),
                kinds.stream().map(Job.Kind::name).toArray(String[]::new));
        return Optional.ofNullable(answer("looking for the next job", next)).map(Instant::ofEpochMilli);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public Depth depth(Job.Kind kind) {
        CompletableFuture<List<Long>> counted = link.run(
                RedisScript.DEPTH,
                ScriptOutputType.MULTI,
                array(keys.waiting(kind), keys.held(kind), keys.dead(kind)),
                Long.toString(clock.instant().toEpochMilli()));
        List<Long> counts = answer("counting jobs", counted);
        return new Depth(counts.get(0), counts.get(1), counts.get(2), counts.get(3));
    }

    @Override
    public List<Dead> dead(Job.Kind kind, int limit) {
        CompletableFuture<List<String>> shown =
                link.run(RedisScript.DEAD, ScriptOutputType.MULTI, array(keys.dead(kind)), Integer.toString(limit));
        List<String> parts = answer("reading dead letters", shown);
        List<Dead> dead = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            String[] timeAndText = parts.get(i + 1).split(" ", 2);
            dead.add(new Dead(
                    JobText.read(parts.get(i), kind, timeAndText[1]),
                    Instant.ofEpochMilli(Long.parseLong(timeAndText[0]))));
        }
        return dead;
    }

    @Override
    public long redrive(Job.Kind kind) {
        long all = 0;
        long some;
        do {
            some = redriveSome(kind);
            all += some;
        } while (some == MOST_AT_ONCE && all < DEAD_KEPT);
        return all;
    }

    private long redriveSome(Job.Kind kind) {
        CompletableFuture<Long> risen = link.run(
                RedisScript.REDRIVE,
                ScriptOutputType.INTEGER,
                array(keys.waiting(kind), keys.held(kind), keys.jobs(kind), keys.dead(kind)),
                keys.bell(),
                kind.name(),
                Long.toString(clock.instant().toEpochMilli()),
                Integer.toString(MOST_AT_ONCE));
        return answer("redriving dead letters", risen);
    }

    @Override
    public void pause(Job.Kind kind) {
        answer("pausing a queue", link.with(redis -> redis.sadd(keys.paused(), kind.name())));
    }

    @Override
    public void resume(Job.Kind kind) {
        answer(
                "resuming a queue",
                link.run(RedisScript.RESUME, ScriptOutputType.STATUS, array(keys.paused()), keys.bell(), kind.name()));
    }

    @Override
    public Set<Job.Kind> paused() {
        Set<String> names = answer("reading what is paused", link.with(redis -> redis.smembers(keys.paused())));
        return EVERY_KIND.stream()
                .filter(kind -> names.contains(kind.name()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Job.Kind.class)));
    }

    /** Under which it shares its jobs with others. */
    String prefix() {
        return keys.prefix();
    }

    /** Whether one can write there. */
    void probe() {
        answer("probing the queue", link.run(RedisScript.PROBE, ScriptOutputType.STATUS, array(keys.probe())));
    }

    private static String[] array(String... values) {
        return values;
    }

    /** Waits for it, interrupted or not: every command has a timeout. */
    private static <T> T answer(String doing, CompletableFuture<T> given) {
        try {
            return given.join();
        } catch (CompletionException | CancellationException failure) {
            throw RedisFault.outage(doing, failure);
        }
    }

    /** May be called twice, at any moment. Calls that are under way, and later ones, end with an outage. */
    @Override
    public void close() {
        link.close();
    }
}
