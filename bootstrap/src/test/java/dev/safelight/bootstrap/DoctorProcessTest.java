package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.safelight.bootstrap.RunningApp.Ended;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.queue.redis.DisposableRedis;
import dev.safelight.storage.s3.S3ProxyServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor as a process, as an operator calls it. */
class DoctorProcessTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path other;

    @Test
    void with_nothing_set_and_nothing_there_all_is_well_and_nothing_is_made() throws Exception {
        Map<String, String> settings = onFreePort(folder.resolve("data"));
        Ended ended = RunningApp.run(other, settings, "doctor");

        assertThat(ended.exitCode()).as(ended.out() + ended.errors()).isZero();
        assertThat(ended.out())
                .contains("DATABASE", "STORE", "WEB", "will be made at the first start", "does not run at present")
                .contains("advice   web.operator:", "do:   SAFELIGHT_OPERATOR_KEY=")
                .contains("0 errors, 0 warnings");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void while_a_safelight_runs_all_of_its_database_is_checked_and_it_is_not_disturbed() throws Exception {
        try (RunningApp app = RunningApp.start(folder, Map.of())) {
            Map<String, String> settings = Map.of(
                    "SAFELIGHT_DATA",
                    folder.resolve("data").toString(),
                    "SAFELIGHT_PORT",
                    Integer.toString(app.port()));
            Ended ended = RunningApp.run(other, settings, "doctor", "--json");

            JsonNode report = new ObjectMapper().readTree(ended.out());
            assertThat(ended.exitCode()).as(ended.out()).isZero();
            assertThat(report.path("worst").asText()).isEqualTo("advice");
            assertThat(report.path("version").asText()).isEqualTo(Build.VERSION);
            assertThat(report.path("findings").findValuesAsText("check"))
                    .contains("database.schema", "database.durability", "queue.paused", "store.folder", "web.answers");
            assertThat(summary(report, "database.embedded")).isEqualTo("the database runs");
            assertThat(summary(report, "web.answers")).isEqualTo("Safelight answers");
            app.awaitReady();
        }
    }

    @Test
    void a_bucket_without_cors_rules_is_an_error_that_says_what_to_set() throws Exception {
        try (S3ProxyServer server = S3ProxyServer.start(other)) {
            Map<String, String> settings = onFreePort(folder.resolve("data"));
            settings.putAll(WholeApp.in(server.newBucket(), server.endpoint()));
            Ended ended = RunningApp.run(folder, settings, "doctor", "--json");

            JsonNode report = new ObjectMapper().readTree(ended.out());
            assertThat(ended.exitCode()).isEqualTo(4);
            assertThat(report.path("worst").asText()).isEqualTo("error");
            JsonNode cors = finding(report, "store.cors");
            assertThat(cors.path("severity").asText()).isEqualTo("error");
            assertThat(cors.path("fix").asText()).contains("aws s3api put-bucket-cors");
            assertThat(summary(report, "store.upload")).contains("work");
            assertThat(ended.out() + ended.errors()).doesNotContain(S3ProxyServer.SECRET_KEY);
        }
    }

    @Test
    void warnings_have_an_exit_code_of_their_own_and_so_have_wrong_settings() throws Exception {
        Map<String, String> settings = onFreePort(folder.resolve("data"));
        settings.put("SAFELIGHT_RATE_LIMIT", "off");
        Ended careless = RunningApp.run(other, settings, "doctor");
        assertThat(careless.exitCode()).as(careless.out()).isEqualTo(3);
        assertThat(careless.out()).contains("warning  web.rate-limit:", "do:   SAFELIGHT_RATE_LIMIT=6000/min");

        Ended wrong = RunningApp.run(other, Map.of("SAFELIGHT_PORT", "eighty"), "doctor");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.errors()).contains("SAFELIGHT_PORT=eighty: must be");

        Ended help = RunningApp.run(other, Map.of(), "doctor", "--help");
        assertThat(help.out()).contains("Exit codes:", "3   there are warnings", "4   there are errors");
    }

    @Test
    void a_redis_that_throws_jobs_away_is_a_warning() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                DisposableRedis redis =
                        DisposableRedis.start("--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru")) {
            Map<String, String> settings = new HashMap<>(WholeApp.on(folder.resolve("data"), database.config()));
            settings.put("SAFELIGHT_QUEUE", "redis");
            settings.put("SAFELIGHT_REDIS_URL", redis.uri());
            Ended ended = RunningApp.run(other, settings, "doctor", "--json");

            JsonNode report = new ObjectMapper().readTree(ended.out());
            assertThat(finding(report, "queue.eviction").path("severity").asText())
                    .isEqualTo("warning");
            assertThat(finding(report, "queue.eviction").path("fix").asText()).contains("noeviction");
            assertThat(summary(report, "queue.rights")).contains("may run");
        }
    }

    @Test
    void a_database_that_is_not_there_is_an_error() throws Exception {
        Map<String, String> settings = onFreePort(folder.resolve("data"));
        settings.put("SAFELIGHT_DATABASE_URL", "postgresql://me:hush@127.0.0.1:" + RunningApp.freePort() + "/photos");
        Ended ended = RunningApp.run(other, settings, "doctor");
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.out()).contains("error    database.reachable:", "SAFELIGHT_DATABASE_URL");
        assertThat(ended.out() + ended.errors()).doesNotContain("hush");
    }

    private static Map<String, String> onFreePort(Path data) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("SAFELIGHT_DATA", data.toString());
        settings.put("SAFELIGHT_PORT", Integer.toString(RunningApp.freePort()));
        return settings;
    }

    private static String summary(JsonNode report, String check) {
        return finding(report, check).path("summary").asText();
    }

    private static JsonNode finding(JsonNode report, String check) {
        return report.path("findings")
                .valueStream()
                .filter(finding -> finding.path("check").asText().equals(check))
                .findFirst()
                .orElseThrow();
    }
}
