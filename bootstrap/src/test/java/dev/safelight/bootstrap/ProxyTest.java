package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.safelight.bootstrap.Follower.Heard;
import dev.safelight.bootstrap.Visitor.Reply;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What stands between clients and us must neither keep events from them nor end a download that takes long. In front of
 * one Safelight are nothing, Debian's nginx as it comes, nginx with our configuration, a proxy that passes on only what is
 * complete, one that kills a connection that is silent for a minute, and one that kills every connection at 100 s. Through
 * each somebody asks for an archive that takes 150 s, follows events meanwhile, and fetches it; through the last one it takes
 * another 150 s to fetch. The archives are slow because their queue is paused for so long, which to a client and a proxy is the
 * hardest: nothing happens that could be told.
 *
 * <p>All times of proxies and downloads are a tenth of that; with {@code -Dsafelight.long=true} they are what they are.
 */
class ProxyTest {

    private static final boolean LONG = Boolean.getBoolean("safelight.long");

    /** Heartbeats, every 15 s, are not scaled: unlike in truth, a stream does meet the one that kills what is silent. */
    static final int SHORTER = LONG ? 1 : 10;

    private static final Duration SILENCE = Duration.ofSeconds(60).dividedBy(SHORTER);
    private static final Duration AGE = Duration.ofSeconds(100).dividedBy(SHORTER);
    static final Duration DOWNLOAD = Duration.ofSeconds(150).dividedBy(SHORTER);
    static final Duration POLL = Duration.ofSeconds(25).dividedBy(SHORTER);

    /** What we aim at is a quarter of it, by itself on a machine. */
    private static final Duration BY_STREAM = Duration.ofSeconds(4);

    private static final Duration BY_POLLING = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static WholeApp app;
    private static Visitor operator;
    private static BufferingProxy buffering;
    private static ImpatientProxy silence;
    private static ImpatientProxy age;
    private static Optional<Path> nginx;
    private static final List<NginxServer> SERVERS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        nginx = NginxServer.find();
        database = TestDatabase.create();
        app = WholeApp.start(
                Files.createDirectory(folder.resolve("data")),
                database.config(),
                Map.of("SAFELIGHT_OPERATOR_KEY", "the key of an operator", "SAFELIGHT_SET_MAXIMUM", "100"));
        operator = new Visitor(app.url()).sending(Map.of("Authorization", "Bearer the key of an operator"));
        buffering = BufferingProxy.before(app.url());
        silence = ImpatientProxy.withSilence(app.url(), SILENCE);
        long archive = (long) Customer.PHOTOS * SamplePhotos.light(0).length; // or about that
        age = ImpatientProxy.withAge(app.url(), AGE, archive / DOWNLOAD.toSeconds());
    }

    @AfterAll
    static void stop() throws Exception {
        for (NginxServer server : SERVERS) {
            server.close();
        }
        age.close();
        silence.close();
        buffering.close();
        app.close();
        database.close();
    }

    @Test
    void events_and_slow_downloads_come_through_whatever_stands_between() throws Exception {
        Map<String, URI> ways = new HashMap<>();
        ways.put("directly", app.url());
        ways.put("a proxy that buffers", buffering.url());
        ways.put("a proxy that kills the silent", silence.url());
        ways.put("a proxy that kills the old", age.url());
        if (nginx.isPresent()) {
            ways.put("nginx as it comes", nginx("default", ProxyTest::asItComes));
            ways.put("nginx with our configuration", nginx("ours", ProxyTest::ours));
        }

        Map<String, Customer.Outcome> outcomes = all(ways);

        outcomes.values().stream().map(Customer.Outcome::line).sorted().forEach(System.out::println);
        assertThat(outcomes.values()).allSatisfy(ProxyTest::isFine);
        assertThat(of(outcomes, "a proxy that buffers").polled()).isTrue();
        assertThat(age.killed()).as("connections that were too old").isPositive();
        assertThat(of(outcomes, "a proxy that kills the old").cuts()).isPositive();
        assertThat(of(outcomes, "a proxy that kills the old").pieces())
                .as("pieces in which an archive was fetched")
                .isGreaterThan(1);
        if (LONG) {
            assertThat(of(outcomes, "a proxy that kills the silent").cuts())
                    .as("heartbeats keep a stream alive")
                    .isZero();
        }
        assertThat(app.errors()).isEmpty();
        assumeThat(nginx).as("nginx, or Debian's package of it").isPresent();
    }

    private static Customer.Outcome of(Map<String, Customer.Outcome> outcomes, String name) {
        return Objects.requireNonNull(outcomes.get(name));
    }

    private static URI nginx(String name, IntFunction<String> site) throws IOException {
        int port = RunningApp.freePort();
        NginxServer server = NginxServer.start(
                nginx.orElseThrow(), Files.createDirectory(folder.resolve(name)), port, site.apply(port));
        SERVERS.add(server);
        return server.url();
    }

    private static String asItComes(int port) {
        return "server { listen 127.0.0.1:%d; location / { proxy_pass http://127.0.0.1:%d; } }"
                .formatted(port, app.url().getPort());
    }

    /** The one in deploy, but for the two addresses. */
    private static String ours(int port) {
        try {
            String site = Files.readString(Path.of("..", "deploy", "nginx.conf"));
            assertThat(site).containsOnlyOnce("server 127.0.0.1:8080;").containsOnlyOnce("    listen 80;");
            return site.replace("127.0.0.1:8080", "127.0.0.1:" + app.url().getPort())
                    .replace("listen 80;", "listen 127.0.0.1:%d;".formatted(port));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Sends somebody each way at the same time; archives are made only when a download has taken as long as it shall. */
    private static Map<String, Customer.Outcome> all(Map<String, URI> ways) throws Exception {
        CyclicBarrier paused = new CyclicBarrier(
                ways.size() + 1, () -> assertThat(queue("pause").status()).isEqualTo(200));
        Map<String, Customer.Outcome> outcomes = new HashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Customer.Outcome>> under = new HashMap<>();
            int seed = 0;
            for (Map.Entry<String, URI> way : ways.entrySet()) {
                Customer customer = new Customer(way.getKey(), app.url(), way.getValue(), seed++, paused);
                under.put(way.getKey(), threads.submit(customer));
            }
            paused.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Ledger.pause(DOWNLOAD);
            assertThat(queue("resume").status()).isEqualTo(200);
            for (Map.Entry<String, Future<Customer.Outcome>> one : under.entrySet()) {
                outcomes.put(
                        one.getKey(),
                        one.getValue().get(2 * DOWNLOAD.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS));
            }
        }
        return outcomes;
    }

    private static Reply queue(String change) {
        return operator.post("/v1/ops/queues/build/" + change, Map.of(), Map.of());
    }

    private static void isFine(Customer.Outcome outcome) {
        Duration bound = outcome.polled() ? BY_POLLING : BY_STREAM;
        assertThat(outcome.millis())
                .as(outcome.name())
                .hasSize(Customer.HAPPENINGS.size())
                .allSatisfy(millis -> assertThat(millis).isLessThan(bound.toMillis()));
        assertThat(outcome.heard()).as(outcome.name()).extracting(Heard::id).doesNotHaveDuplicates();
        assertThat(outcome.heard())
                .as(outcome.name())
                .extracting(Heard::type)
                .containsOnlyOnce("download.queued", "download.completed");
        assertThat(outcome.seconds()).as(outcome.name()).isGreaterThanOrEqualTo(DOWNLOAD.toSeconds() * 3 / 4);
    }
}
