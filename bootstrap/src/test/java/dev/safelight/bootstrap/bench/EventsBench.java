package dev.safelight.bootstrap.bench;

import dev.safelight.application.event.Bell;
import dev.safelight.bootstrap.postgres.EmbeddedPostgres;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.DatabaseConfig;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.event.PostgresBell;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Thousands of streams on one process, ours and one for Node, on one PostgreSQL: what a stream costs that hears nothing, and
 * how long an event for every owner, written at once by another process, takes to reach all of them.
 */
final class EventsBench implements AutoCloseable {

    private static final double MILLION = 1e6;

    private final PrintStream out;
    private final Database database;
    private final Notifications notifications;
    private final Bell bell;

    private EventsBench(EmbeddedPostgres postgres, PrintStream out) {
        this.out = out;
        this.database = Database.open(DatabaseConfig.of(postgres.jdbcUrl(), postgres.user(), postgres.password(), 4));
        this.notifications = Notifications.start(database);
        this.bell = new PostgresBell(notifications);
    }

    /** @param arguments owners, streams of each, rounds, and the script for Node, which may be left out */
    public static void main(String... arguments) throws Exception {
        List<Path> script = arguments.length > 3 ? List.of(Path.of(arguments[3])) : List.of();
        run(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                script,
                System.out);
    }

    static void run(int owners, int ofEach, int rounds, List<Path> script, PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("safelight-bench");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            List<Side> sides = new ArrayList<>();
            try (EventsBench bench = new EventsBench(postgres, out)) {
                sides.add(new SafelightSide(folder, postgres, Map.of()));
                for (Path node : script) {
                    sides.add(new NodeSide(node, nodeAddress(postgres)));
                }
                bench.compare(sides, owners, ofEach, rounds);
            } finally {
                for (Side side : sides) {
                    side.close();
                }
            }
        } finally {
            Folders.remove(folder);
        }
    }

    private static String nodeAddress(EmbeddedPostgres postgres) {
        return postgres.jdbcUrl()
                .replaceFirst(
                        "^jdbc:postgresql://", "postgresql://" + postgres.user() + ":" + postgres.password() + "@");
    }

    /** One of the servers with those who listen to it. */
    private record Audience(Side side, Listeners crowd, List<OwnerId> owners, List<long[]> rounds, List<Long> cpu) {}

    private void compare(List<Side> sides, int owners, int ofEach, int rounds) throws Exception {
        List<Audience> audiences = new ArrayList<>();
        try {
            out.println("| | streams | heap a stream, kB | resident a stream, kB | resident in all, MB |");
            out.println("|---|---:|---:|---:|---:|");
            for (Side side : sides) {
                audiences.add(gather(side, owners, ofEach));
            }
            for (int round = -1; round < rounds; round++) {
                for (Audience audience : audiences) {
                    tell(audience, round);
                }
            }
            report(audiences);
        } finally {
            audiences.forEach(audience -> audience.crowd().close());
        }
    }

    private Audience gather(Side side, int owners, int ofEach) throws Exception {
        List<Side.Listener> listeners = side.listeners(owners);
        try (Listeners few = Listeners.of(side, listeners, 1)) { // so that what is loaded once is there
            few.listen();
            write(listeners.stream().map(Side.Listener::owner).toList(), "first");
            var _ = few.heard();
        }
        long heap = side.heap();
        long resident = side.resident();
        Listeners crowd = Listeners.of(side, listeners, ofEach);
        int streams = owners * ofEach;
        long heapOfEach = (side.heap() - heap) / streams;
        long residentOfEach = (side.resident() - resident) / streams;
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %d |%n",
                side.name(),
                streams,
                heapOfEach / 1e3,
                residentOfEach / 1e3,
                side.resident() / 1_000_000);
        return new Audience(
                side,
                crowd,
                listeners.stream().map(Side.Listener::owner).toList(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** The first round is for warming up. */
    private void tell(Audience audience, int round) throws Exception {
        audience.crowd().listen();
        long cpu = audience.side().cpu();
        long begun = System.nanoTime();
        write(audience.owners(), "round-" + round);
        long[] heard = audience.crowd().heard();
        if (round >= 0) {
            audience.cpu().add(audience.side().cpu() - cpu);
            audience.rounds().add(new long[] {heard[0] - begun, heard[1] - begun, heard[2] - begun});
        }
    }

    /** As another process of ours does: in one statement, and a hint for each. */
    private void write(List<OwnerId> owners, String subject) {
        database.run(
                "telling",
                handle -> handle.createUpdate("""
                        INSERT INTO event (id, type, owner, subject, time, trace_id)
                        SELECT gen_random_uuid(), 'set.ready', owner, :subject, now(), repeat('0', 32)
                        FROM unnest(string_to_array(:owners, ' ')) AS owner
                        """)
                        .bind("subject", subject)
                        .bind(
                                "owners",
                                String.join(
                                        " ", owners.stream().map(OwnerId::value).toList()))
                        .execute());
        owners.forEach(owner -> bell.ring(UUID.randomUUID()));
    }

    private void report(List<Audience> audiences) {
        out.println();
        out.println("| | half have it after, ms | lowest … highest | 99 % | all | CPU a round, ms |");
        out.println("|---|---:|---:|---:|---:|---:|");
        for (Audience audience : audiences) {
            out.printf(
                    Locale.ROOT,
                    "| %s | **%.0f** | %.0f … %.0f | %.0f | %.0f | %d |%n",
                    audience.side().name(),
                    median(audience.rounds(), 0),
                    audience.rounds().stream()
                                    .mapToLong(times -> times[0])
                                    .min()
                                    .orElseThrow()
                            / MILLION,
                    audience.rounds().stream()
                                    .mapToLong(times -> times[0])
                                    .max()
                                    .orElseThrow()
                            / MILLION,
                    median(audience.rounds(), 1),
                    median(audience.rounds(), 2),
                    audience.cpu().stream().sorted().toList().get(audience.cpu().size() / 2));
        }
    }

    private static double median(List<long[]> rounds, int which) {
        return rounds.stream().map(times -> times[which]).sorted().toList().get(rounds.size() / 2) / MILLION;
    }

    @Override
    public void close() {
        notifications.close();
        database.close();
    }
}
