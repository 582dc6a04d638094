package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.persistence.Gate;
import dev.safelight.queue.redis.DisposableRedis;
import dev.safelight.storage.s3.S3ProxyServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes that answer and three that work, on one PostgreSQL, one Redis and one bucket, while all of that is hit in an
 * order that a seed decides: workers are killed, Redis forgets everything or dies, PostgreSQL is restarted, the bucket is
 * cut off. Every upload that was acknowledged comes to exactly one end. With {@code -Dsafelight.long=true} ten thousand
 * uploads and 79 blows.
 */
class FleetTest {

    private static final boolean LONG = Boolean.getBoolean("safelight.long");
    private static final int UPLOADS = LONG ? 10_000 : 250;
    private static final int FLUSHES = LONG ? 20 : 2;
    private static final int REDIS_KILLS = LONG ? 5 : 1;
    private static final int WORKER_KILLS = LONG ? 50 : 3;
    private static final int DATABASE_RESTARTS = LONG ? 3 : 1;
    private static final Duration STORE_CUT = Duration.ofSeconds(LONG ? 30 : 5);

    /** So that between two blows those who were hit come back to work, and most of the work is done under blows. */
    private static final Duration PACE = Duration.ofMillis(LONG ? 6_000 : 500);

    private static final int CLIENTS = 8;
    private static final int ANSWERING = 2;
    private static final int WORKING = 3;
    private static final long SEED = 20_261_122;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void the_ledger_balances_whatever_is_hit() throws Exception {
        try (RestartedPostgres postgres = new RestartedPostgres(Files.createDirectory(folder.resolve("postgres")));
                DisposableRedis redis = DisposableRedis.start();
                S3ProxyServer store = S3ProxyServer.start(Files.createDirectory(folder.resolve("objects")));
                Gate gate = new Gate(store.endpoint().getPort());
                Fleet fleet = new Fleet(settings(postgres, redis, store, gate))) {
            fleet.awaitReady();
            List<Blow> blows = new ArrayList<>();
            blows.addAll(Collections.nCopies(FLUSHES, () -> flush(redis)));
            blows.addAll(Collections.nCopies(REDIS_KILLS, () -> kill(redis)));
            blows.addAll(Collections.nCopies(WORKER_KILLS, fleet::killOneThatWorks));
            blows.addAll(Collections.nCopies(DATABASE_RESTARTS, postgres::restart));
            blows.add(() -> cut(gate));
            Collections.shuffle(blows, random);
            try (Ledger ledger = new Ledger(fleet.addresses(), CLIENTS, UPLOADS, SEED)) {
                ledger.start();
                for (Blow blow : blows) {
                    ledger.allow(UPLOADS / (blows.size() + 1));
                    Ledger.pause(PACE.plusMillis(random.nextInt(3_000)));
                    blow.hit();
                }
                ledger.finish(Duration.ofMinutes(LONG ? 60 : 5));
                ledger.awaitEnds();
                ledger.balance(
                        "%d flushes, %d kills of Redis and %d of workers, %d restarts of PostgreSQL, %d s no store"
                                .formatted(
                                        FLUSHES, REDIS_KILLS, WORKER_KILLS, DATABASE_RESTARTS, STORE_CUT.toSeconds()));
            }
        }
    }

    private interface Blow {
        void hit() throws Exception;
    }

    private static Map<String, String> settings(
            RestartedPostgres postgres, DisposableRedis redis, S3ProxyServer store, Gate gate) {
        Map<String, String> settings =
                new HashMap<>(WholeApp.in(store.newBucket(), URI.create("http://127.0.0.1:" + gate.port())));
        settings.put("SAFELIGHT_DATABASE_URL", postgres.url());
        settings.put("SAFELIGHT_DATABASE_POOL", "8");
        settings.put("SAFELIGHT_QUEUE", "redis");
        settings.put("SAFELIGHT_REDIS_URL", redis.uri());
        settings.put("SAFELIGHT_RATE_LIMIT", "off");
        settings.put("SAFELIGHT_SET_MAXIMUM", "10000");
        settings.put("SAFELIGHT_MAX_BACKLOG", "20000");
        settings.put("SAFELIGHT_MAX_BACKLOG_PER_OWNER", "10000");
        settings.put("SAFELIGHT_WORKERS", "1");
        return settings;
    }

    private static void flush(DisposableRedis redis) throws IOException {
        try (Socket socket = new Socket(redis.host(), redis.port())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat((char) socket.getInputStream().read()).isEqualTo('+');
        }
    }

    private static void kill(DisposableRedis redis) throws InterruptedException {
        redis.kill();
        Ledger.pause(Duration.ofSeconds(2));
        redis.restartEmpty();
    }

    private static void cut(Gate gate) throws InterruptedException {
        gate.shut();
        Ledger.pause(STORE_CUT);
        gate.open();
    }

    /** A database that can go away and come back with all that was committed. */
    private static final class RestartedPostgres implements AutoCloseable {
        private final Path data;
        private final int port;
        private EmbeddedPostgres server;

        RestartedPostgres(Path data) throws IOException {
            this.data = data;
            this.port = RunningApp.freePort();
            this.server = start();
        }

        private EmbeddedPostgres start() throws IOException {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        }

        String url() {
            return "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres";
        }

        void restart() throws Exception {
            server.close();
            Ledger.pause(Duration.ofSeconds(2));
            server = start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** Processes, each with a folder of its own. */
    private final class Fleet implements AutoCloseable {
        private final List<RunningApp> answering = new ArrayList<>();
        private final List<RunningApp> working = new ArrayList<>();
        private final Map<String, String> answer;
        private final Map<String, String> work;

        Fleet(Map<String, String> settings) throws IOException {
            answer = new HashMap<>(settings);
            answer.put("SAFELIGHT_ROLE", "api");
            work = new HashMap<>(settings);
            work.put("SAFELIGHT_ROLE", "worker");
            for (int i = 0; i < ANSWERING; i++) {
                answering.add(RunningApp.begin(home("api-" + i), RunningApp.freePort(), answer));
            }
            for (int i = 0; i < WORKING; i++) {
                working.add(RunningApp.begin(home("worker-" + i), RunningApp.freePort(), work));
            }
        }

        private Path home(String name) throws IOException {
            return Files.createDirectories(folder.resolve(name));
        }

        void awaitReady() {
            answering.forEach(RunningApp::awaitReady);
            working.forEach(RunningApp::awaitReady);
        }

        List<URI> addresses() {
            return answering.stream().map(RunningApp::url).toList();
        }

        /** Another takes its place. It may have to wait for the database. */
        void killOneThatWorks() throws Exception {
            int which = random.nextInt(WORKING);
            RunningApp victim = working.get(which);
            victim.kill();
            working.set(which, RunningApp.begin(home("worker-" + which), victim.port(), work));
        }

        @Override
        public void close() throws IOException {
            for (RunningApp app : answering) {
                app.close();
            }
            for (RunningApp app : working) {
                app.close();
            }
        }
    }
}
