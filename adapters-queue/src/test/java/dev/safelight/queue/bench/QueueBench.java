package dev.safelight.queue.bench;

import dev.safelight.queue.redis.DisposableRedis;
import io.lettuce.core.RedisClient;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Our queue in Redis against BullMQ, on the same server in one run: one round of ours, one of theirs, the first to go
 * changing each time, the server emptied before each; the first rounds are for warming up and do not count. Both sides
 * are as durable as the server: append-only file, synced every second.
 */
final class QueueBench {

    /** One thing that both do. */
    record Scenario(String name, int jobs, Attempt ours, Attempt theirs) {}

    /** Seconds for so many jobs. */
    @FunctionalInterface
    interface Attempt {
        double with(BenchSide side, int jobs) throws Exception;
    }

    /** Loops that claim and complete, 100 jobs at a time: one waits for Redis while the other works. */
    private static final int OUR_WORKERS = 2;

    /** Not tuned: others have not been tried. */
    private static final int THEIR_CONCURRENCY = 100;

    private static final int BATCH = 500;
    private static final String[] DURABILITY = {"--appendonly", "yes", "--appendfsync", "everysec"};

    private final RedisClient operator;
    private final BenchSide ours;
    private final BenchSide theirs;
    private final PrintStream out;

    private QueueBench(DisposableRedis redis, BenchSide theirs, PrintStream out) {
        this.operator = RedisClient.create(redis.uri());
        this.ours = new SafelightSide(redis.uri());
        this.theirs = theirs;
        this.out = out;
    }

    static List<Scenario> scenarios(int scale) {
        return List.of(
                adding(1, 50 * scale),
                adding(10, 100 * scale),
                adding(50, 200 * scale),
                new Scenario(
                        "add in bulk, " + BATCH + " at a time",
                        200 * scale,
                        (side, jobs) -> side.bulk(BATCH, jobs),
                        (side, jobs) -> side.bulk(BATCH, jobs)),
                new Scenario(
                        "process jobs that do nothing",
                        200 * scale,
                        (side, jobs) -> side.process(OUR_WORKERS, jobs),
                        (side, jobs) -> side.process(THEIR_CONCURRENCY, jobs)));
    }

    private static Scenario adding(int concurrency, int jobs) {
        Attempt attempt = (side, count) -> side.add(concurrency, count);
        return new Scenario("add one by one, concurrency " + concurrency, jobs, attempt, attempt);
    }

    /**
     * @param jobsPerSecond as the callers see it
     * @param serverMicros CPU time of the server for each job, which a busy machine changes less
     */
    private record Figures(double jobsPerSecond, double serverMicros) {}

    private void run(List<Scenario> scenarios, int warmUps, int rounds) throws Exception {
        out.println("| | jobs a round | Safelight, jobs/s | BullMQ, jobs/s | ratio | lowest … highest"
                + " | Redis' CPU, µs a job: Safelight | BullMQ |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (Scenario scenario : scenarios) {
            compare(scenario, warmUps, rounds);
        }
    }

    private void compare(Scenario scenario, int warmUps, int rounds) throws Exception {
        List<Figures> our = new ArrayList<>();
        List<Figures> their = new ArrayList<>();
        for (int round = 0; round < warmUps + rounds; round++) {
            if (round % 2 == 0) {
                our.add(measured(scenario, scenario.ours(), ours));
                their.add(measured(scenario, scenario.theirs(), theirs));
            } else {
                their.add(measured(scenario, scenario.theirs(), theirs));
                our.add(measured(scenario, scenario.ours(), ours));
            }
        }
        print(scenario, our.subList(warmUps, our.size()), their.subList(warmUps, their.size()));
    }

    private void print(Scenario scenario, List<Figures> our, List<Figures> their) {
        double[] ratios = IntStream.range(0, our.size())
                .mapToDouble(i -> our.get(i).jobsPerSecond() / their.get(i).jobsPerSecond())
                .sorted()
                .toArray();
        out.println(String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | **%.1f** | %.1f … %.1f | %.1f | %.1f |",
                scenario.name(),
                scenario.jobs(),
                median(our, Figures::jobsPerSecond),
                median(their, Figures::jobsPerSecond),
                median(our, Figures::jobsPerSecond) / median(their, Figures::jobsPerSecond),
                ratios[0],
                ratios[ratios.length - 1],
                median(our, Figures::serverMicros),
                median(their, Figures::serverMicros)));
    }

    private Figures measured(Scenario scenario, Attempt attempt, BenchSide side) throws Exception {
        try (var connection = operator.connect()) {
            connection.sync().flushall();
            double cpuBefore = cpuSeconds(connection.sync().info("cpu"));
            double seconds = attempt.with(side, scenario.jobs());
            double cpu = cpuSeconds(connection.sync().info("cpu")) - cpuBefore;
            return new Figures(scenario.jobs() / seconds, cpu * 1e6 / scenario.jobs());
        }
    }

    private static double cpuSeconds(String info) {
        return info.lines()
                .filter(line -> line.startsWith("used_cpu_sys:") || line.startsWith("used_cpu_user:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    private static double median(List<Figures> figures, ToDoubleFunction<Figures> figure) {
        double[] sorted = figures.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private void end() throws Exception {
        ours.close();
        theirs.close();
        operator.shutdown();
    }

    /**
     * @param args {@code bullmq.js}, then the scale (100 is a full run), the warm-up rounds, the rounds that
     *     count, and perhaps a part of the name of what to run
     */
    public static void main(String[] args) throws Exception {
        String wanted = args.length > 4 ? args[4] : "";
        List<Scenario> scenarios = scenarios(Integer.parseInt(args[1])).stream()
                .filter(scenario -> scenario.name().contains(wanted))
                .toList();
        run(Path.of(args[0]), scenarios, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    }

    private static void run(Path script, List<Scenario> scenarios, int warmUps, int rounds) throws Exception {
        try (DisposableRedis redis = DisposableRedis.start(DURABILITY);
                BenchSide theirs = new BullmqSide(script, redis.port())) {
            var bench = new QueueBench(redis, theirs, System.out);
            try {
                bench.run(scenarios, warmUps, rounds);
            } finally {
                bench.end();
            }
        }
    }
}
