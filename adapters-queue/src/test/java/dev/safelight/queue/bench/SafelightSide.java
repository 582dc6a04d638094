package dev.safelight.queue.bench;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.queue.redis.RedisJobQueue;
import dev.safelight.queue.redis.RedisSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Our queue in Redis, through its port as everybody else uses it: leases, dedup, delays and dead letters are always on. */
final class SafelightSide implements BenchSide {

    private static final int LARGEST_CLAIM = 100;
    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final InstantSource clock = InstantSource.system();
    private final AtomicInteger made = new AtomicInteger();
    private final RedisJobQueue queue;

    SafelightSide(String uri) {
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        queue = new RedisJobQueue(new RedisSettings(uri, "bench", TIMEOUT), clock, random);
    }

    private Job job() {
        int number = made.getAndIncrement();
        var image = new UUID(
                ThreadLocalRandom.current().nextLong(),
                ThreadLocalRandom.current().nextLong());
        return new Job(
                "judge-" + image + "-" + number,
                Job.Kind.JUDGE,
                image,
                new OwnerId("owner-" + number % 100),
                clock.instant());
    }

    private List<Job> jobs(int count) {
        return IntStream.range(0, count).mapToObj(i -> job()).toList();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** What many do at once, each until all is done. */
    private static double timed(int concurrency, Callable<?> each) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < concurrency; i++) {
                running.add(threads.submit(each));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return seconds(start);
        }
    }

    @Override
    public double add(int concurrency, int jobs) throws Exception {
        var left = new AtomicInteger(jobs);
        return timed(concurrency, () -> {
            while (left.getAndDecrement() > 0) {
                queue.enqueue(List.of(job()));
            }
            return jobs;
        });
    }

    @Override
    public double bulk(int batch, int jobs) {
        long start = System.nanoTime();
        for (int i = 0; i < jobs; i += batch) {
            queue.enqueue(jobs(Math.min(batch, jobs - i)));
        }
        return seconds(start);
    }

    @Override
    public double process(int concurrency, int jobs) throws Exception {
        bulk(500, jobs);
        var done = new AtomicInteger();
        double took = timed(concurrency, () -> {
            List<Claimed> claimed = claim();
            while (!claimed.isEmpty()) {
                queue.complete(claimed);
                done.addAndGet(claimed.size());
                claimed = claim();
            }
            return done;
        });
        if (done.get() != jobs || queue.depth(Job.Kind.JUDGE).claimed() != 0) {
            throw new IllegalStateException(done + " of " + jobs + " jobs were done");
        }
        return took;
    }

    private List<Claimed> claim() {
        return queue.claim(List.of(Job.Kind.JUDGE), LARGEST_CLAIM, VISIBILITY);
    }

    @Override
    public void close() {
        queue.close();
    }
}
