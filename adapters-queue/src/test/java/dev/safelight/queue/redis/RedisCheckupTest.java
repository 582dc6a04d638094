package dev.safelight.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.doctor.Finding;
import dev.safelight.application.doctor.Findings;
import dev.safelight.application.doctor.Notes;
import dev.safelight.application.doctor.Severity;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a Redis can be set up wrongly is found, and the finding says what to do. */
class RedisCheckupTest {

    /** Nobody listens on this port without being root. */
    private static final String NOBODY = "redis://127.0.0.1:1";

    @TempDir
    private Path folder;

    @Test
    void a_sound_redis_has_nothing_above_advice_and_nothing_stays_there() {
        try (DisposableRedis redis = DisposableRedis.start();
                RedisClient client = RedisClient.create(redis.uri())) {
            List<Finding> found = find(redis.uri());
            assertThat(Findings.above(Severity.ADVICE, found)).isEmpty();
            assertThat(found)
                    .extracting(Finding::check)
                    .containsExactly(
                            "queue.reachable",
                            "queue.version",
                            "queue.eviction",
                            "queue.rights",
                            "queue.bell",
                            "queue.cluster",
                            "queue.persistence",
                            "queue.clock");
            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                assertThat(connection.sync().dbsize()).isZero();
            }
        }
    }

    @Test
    void one_that_throws_jobs_away() {
        try (DisposableRedis redis =
                DisposableRedis.start("--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru")) {
            assertFound(Severity.WARNING, find(redis.uri()), "queue.eviction", "maxmemory-policy noeviction");
        }
    }

    @Test
    void a_wrong_password_and_none() {
        try (DisposableRedis redis = DisposableRedis.start("--requirepass", "the-right-one")) {
            List<Finding> wrong = find(redis.uri().replace("//", "//:a-wrong-one@"));
            assertFound(Severity.ERROR, wrong, "queue.reachable", "SAFELIGHT_REDIS_URL=redis://user:password@");
            assertThat(wrong).hasSize(1);
            assertThat(wrong.toString()).doesNotContain("a-wrong-one");
            assertFound(Severity.ERROR, find(redis.uri()), "queue.reachable", "user and password");
            assertThat(Findings.above(Severity.ADVICE, find(redis.uri().replace("//", "//:the-right-one@"))))
                    .isEmpty();
        }
    }

    @Test
    void nobody_there() {
        assertFound(Severity.ERROR, find(NOBODY), "queue.reachable", "Nobody listens there");
    }

    @Test
    void an_unknown_host() {
        assertFound(Severity.ERROR, find("redis://redis.invalid"), "queue.reachable", "DNS");
    }

    @Test
    void tls_at_our_end_only() {
        try (DisposableRedis redis = DisposableRedis.start()) {
            assertThat(Findings.of("queue.reachable", find(redis.uri().replace("redis://", "rediss://")))
                            .severity())
                    .isEqualTo(Severity.ERROR);
        }
    }

    @Test
    void a_user_without_rights() {
        try (DisposableRedis redis = DisposableRedis.start();
                RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            connection
                    .sync()
                    .aclSetuser(
                            "weak",
                            AclSetuserArgs.Builder.on()
                                    .addPassword("weak")
                                    .keyPattern("other:*")
                                    .resetChannels()
                                    .allCommands());
            List<Finding> found = find(redis.uri().replace("//", "//weak:weak@"));
            assertFound(Severity.ERROR, found, "queue.rights", "ACL SETUSER weak on ~{safelight}:*");
            assertFound(Severity.ERROR, found, "queue.bell", "'&{safelight}:*'");
        }
    }

    @Test
    void a_replica() {
        try (DisposableRedis redis = DisposableRedis.start("--replicaof", "127.0.0.1", "1")) {
            assertFound(Severity.ERROR, find(redis.uri()), "queue.rights", "primary");
        }
    }

    @Test
    void a_node_of_a_cluster() {
        try (DisposableRedis redis = DisposableRedis.start("--cluster-enabled", "yes", "--dir", folder.toString())) {
            assertFound(Severity.ADVICE, find(redis.uri()), "queue.cluster", "SAFELIGHT_REDIS_URL");
        }
    }

    @Test
    void one_that_is_too_old() {
        assertFound(Severity.ERROR, versioned("5.0.14"), "queue.version", "6.2");
        assertFound(Severity.ERROR, versioned("6.0.16"), "queue.version", "6.2");
        assertThat(versioned("6.2.0").getFirst().severity()).isEqualTo(Severity.OK);
        assertThat(versioned("8.0").getFirst().severity()).isEqualTo(Severity.OK);
        assertThat(versioned("unstable").getFirst().severity()).isEqualTo(Severity.OK);
    }

    private static List<Finding> versioned(String version) {
        Notes notes = new Notes("queue.version");
        RedisCheckup.version(Map.of("redis_version", version), notes);
        return notes.findings();
    }

    @Test
    void one_that_keeps_a_log_of_what_it_may_forget() {
        try (DisposableRedis redis = DisposableRedis.start("--appendonly", "yes", "--dir", folder.toString())) {
            assertFound(Severity.ADVICE, find(redis.uri()), "queue.persistence", "appendonly no");
        }
    }

    @Test
    void clocks_that_differ() {
        try (DisposableRedis redis = DisposableRedis.start()) {
            Instant now = InstantSource.system().instant();
            assertFound(Severity.WARNING, find(redis.uri(), now.plus(Duration.ofSeconds(30))), "queue.clock", "NTP");
            assertFound(Severity.ERROR, find(redis.uri(), now.minus(Duration.ofHours(1))), "queue.clock", "NTP");
        }
    }

    private static List<Finding> find(String uri) {
        return Findings.of(new RedisCheckup(RedisSettings.of(uri), InstantSource.system(), new Random()));
    }

    private static List<Finding> find(String uri, Instant now) {
        return Findings.of(new RedisCheckup(RedisSettings.of(uri), InstantSource.fixed(now), new Random()));
    }

    private static void assertFound(Severity severity, List<Finding> found, String check, String fix) {
        Finding finding = Findings.of(check, found);
        assertThat(finding.severity()).as(finding.toString()).isEqualTo(severity);
        assertThat(finding.fix()).contains(fix);
    }
}
