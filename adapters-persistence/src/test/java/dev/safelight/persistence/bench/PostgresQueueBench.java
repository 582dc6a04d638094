package dev.safelight.persistence.bench;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.DatabaseConfig;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.job.PostgresJobQueue;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The queue in PostgreSQL, as durable as everything else there: every commit is on the disk before it is answered.
 *
 * <ol>
 *   <li>Jobs of many owners are queued, claimed and completed, all at once, by the batch: jobs a second, from one end to
 *       the other.
 *   <li>Claims of 10 by four workers while a backlog waits: how long a claim takes.
 *   <li>As many jobs as asked for run through, and then the table is looked at: what it takes on the disk for nothing.
 *   <li>The same number again, at a steady rate, while the server tidies up when it sees fit: the largest that the table
 *       ever was.
 * </ol>
 */
final class PostgresQueueBench {

    private static final int OWNERS = 500;
    private static final int BATCH = 100;
    private static final int WORKERS = 4;
    private static final Duration VISIBILITY = Duration.ofSeconds(60);
    private static final List<Job.Kind> KINDS = List.of(Job.Kind.JUDGE);

    private final PostgresJobQueue queue;
    private final Database database;
    private final PrintStream out;
    private final AtomicLong number = new AtomicLong();

    private PostgresQueueBench(Database database, Notifications notifications, PrintStream out) {
        this.database = database;
        this.queue = new PostgresJobQueue(database, InstantSource.system(), notifications);
        this.out = out;
    }

    /**
     * {@code jobs backlog rate}: how many run through, how many wait while claims are timed, and how many come in a second
     * where they come steadily.
     *
     * @throws Exception whatever goes wrong: there is nobody to explain it to
     */
    public static void main(String... arguments) throws Exception {
        run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), System.out);
    }

    static void run(int jobs, int backlog, int rate, PrintStream out) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                Database database = Database.open(DatabaseConfig.of(
                        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                        "postgres",
                        "postgres",
                        12))) {
            database.migrate();
            try (Notifications notifications = Notifications.start(database)) {
                PostgresQueueBench bench = new PostgresQueueBench(database, notifications, out);
                bench.flow(jobs / 20); // for warming up
                bench.out.println("| what | figure |\n|---|---|");
                bench.throughput(jobs);
                bench.bloat(jobs);
                bench.steadily(jobs, rate);
                bench.claims(backlog);
            }
        }
    }

    private Job job() {
        long next = number.incrementAndGet();
        OwnerId owner = new OwnerId("owner-" + next % OWNERS);
        return new Job("judge:" + next, Job.Kind.JUDGE, new UUID(1, next), owner, Instant.now());
    }

    private void enqueue(int many) {
        queue.enqueue(IntStream.range(0, many).mapToObj(i -> job()).toList());
    }

    /** Two who ring and four who work; seconds until all is done. */
    private double flow(int jobs) throws Exception {
        AtomicLong toRing = new AtomicLong(jobs);
        AtomicLong toDo = new AtomicLong(jobs);
        long begin = System.nanoTime();
        Runnable ring = () -> {
            while (toRing.getAndAdd(-BATCH) > 0) {
                enqueue(BATCH);
            }
        };
        Runnable work = () -> {
            while (toDo.get() > 0) {
                List<Claimed> claimed = queue.claim(KINDS, BATCH, VISIBILITY);
                queue.complete(claimed);
                toDo.addAndGet(-claimed.size());
            }
        };
        together(List.of(ring, ring, work, work, work, work));
        return (System.nanoTime() - begin) / 1e9;
    }

    private void throughput(int jobs) throws Exception {
        List<Double> rates = new ArrayList<>();
        for (int tenth = 0; tenth < 10; tenth++) {
            rates.add(jobs / 10.0 / flow(jobs / 10));
        }
        out.printf(
                "| queued, claimed and completed, %d at a time: first and last tenth of %,d jobs | %,.0f and %,.0f a"
                        + " second |%n",
                BATCH, jobs, rates.getFirst(), rates.getLast());
        out.printf(
                "| median of the tenths | %,.0f a second |%n",
                rates.stream().sorted().toList().get(5));
    }

    private void bloat(int jobs) {
        out.printf("| the empty table and its indexes after %,d jobs, as it is | %,d kB |%n", jobs + jobs / 20, size());
        database.run("tidying up", handle -> handle.execute("VACUUM job"));
        out.printf("| and after a vacuum, as the server does by itself | %,d kB |%n", size());
    }

    /** The size is looked at after every second's jobs. */
    private void steadily(int jobs, int rate) throws Exception {
        long begin = System.nanoTime();
        List<Long> sizes = new ArrayList<>();
        for (int done = 0; done < jobs; done += rate) {
            flow(Math.min(rate, jobs - done));
            sizes.add(size());
            long due = begin + TimeUnit.SECONDS.toNanos(1) * sizes.size();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        }
        out.printf(
                "| %,d jobs more, %,.0f a second, the server tidying up by itself: the largest table with its indexes,"
                        + " after the first half and in all | %,d and %,d kB |%n",
                jobs,
                jobs / ((System.nanoTime() - begin) / 1e9),
                Collections.max(sizes.subList(0, Math.ceilDiv(sizes.size(), 2))),
                Collections.max(sizes));
    }

    private long size() {
        return database.run(
                "measuring",
                handle -> handle.createQuery("SELECT pg_total_relation_size('job') / 1024")
                        .mapTo(Long.class)
                        .one());
    }

    /** The backlog stays as it is: what is taken is replaced. */
    private void claims(int backlog) throws Exception {
        for (int queued = 0; queued < backlog; queued += 500) {
            enqueue(500);
        }
        database.run("counting", handle -> handle.execute("ANALYZE job"));
        ConcurrentLinkedQueue<Double> all = new ConcurrentLinkedQueue<>();
        together(Collections.nCopies(WORKERS, () -> {
            for (int i = 0; i < 500; i++) {
                long begin = System.nanoTime();
                List<Claimed> claimed = queue.claim(KINDS, 10, VISIBILITY);
                all.add((System.nanoTime() - begin) / 1e6);
                queue.complete(claimed);
                enqueue(claimed.size());
            }
        }));
        double[] sorted = all.stream().mapToDouble(one -> one).sorted().toArray();
        out.printf(
                "| a claim of 10 by each of %d workers while %,d wait: median, 99th percentile, longest | %.1f, %.1f,"
                        + " %.1f ms |%n",
                WORKERS,
                backlog,
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                Arrays.stream(sorted).max().orElseThrow());
    }

    private static void together(List<Runnable> all) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
            List<Future<?>> running = new ArrayList<>();
            all.forEach(one -> running.add(threads.submit(one)));
            for (Future<?> one : running) {
                one.get();
            }
        }
    }
}
