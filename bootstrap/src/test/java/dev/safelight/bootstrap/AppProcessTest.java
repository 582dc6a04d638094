package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.bootstrap.RunningApp.Ended;
import dev.safelight.bootstrap.demo.UploadClient;
import dev.safelight.imaging.sample.SamplePhotos;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, as a process, from outside. */
class AppProcessTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path other;

    @Test
    void photos_are_judged_and_a_kill_9_loses_nothing() throws Exception {
        String accepted;
        String rejected;
        int port;
        try (RunningApp app = RunningApp.start(folder, Map.of());
                UploadClient client = new UploadClient(app.url())) {
            port = app.port();
            accepted = upload(client, "good.jpg", SamplePhotos.light(1));
            rejected = upload(client, "blurred.jpg", SamplePhotos.blurred(2));
            assertThat(status(client, accepted)).isEqualTo("ACCEPTED");
            JsonNode verdict = client.get("/v1/images/" + rejected).body();
            assertThat(verdict.path("status").asText()).isEqualTo("REJECTED");
            assertThat(verdict.path("reasons").findValuesAsText("code")).containsExactly("TOO_BLURRY");
            assertThat(app.out()).contains("listens on", app.url().toString(), "keeps its data in", "Ctrl-C");
            app.kill();

            try (RunningApp again = RunningApp.begin(folder, port, Map.of())) {
                again.awaitReady();
                assertThat(status(client, accepted)).isEqualTo("ACCEPTED");
                assertThat(status(client, rejected)).isEqualTo("REJECTED");
                String copy = upload(client, "copy.jpg", SamplePhotos.light(1));
                assertThat(client.get("/v1/images/" + copy)
                                .body()
                                .path("duplicateOf")
                                .asText())
                        .isEqualTo(accepted);
                again.terminate();
                assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
            }
        }
    }

    @Test
    void while_one_runs_the_demo_uses_it_and_a_second_start_is_refused_in_plain_words() throws Exception {
        try (RunningApp app = RunningApp.start(folder, Map.of())) {
            String port = Integer.toString(app.port());

            Ended demo = RunningApp.run(other, Map.of("SAFELIGHT_PORT", port), "demo");
            assertThat(demo.out())
                    .contains("Uploading to the Safelight at " + app.url(), "All 12 got the verdict they should.");
            assertThat(demo.exitCode()).isZero();

            Ended second = RunningApp.run(
                    other, Map.of("SAFELIGHT_DATA", folder.resolve("data").toString(), "SAFELIGHT_PORT", port));
            assertThat(second.errors())
                    .contains("Safelight runs already on", app.url().toString(), "process " + app.pid());
            assertThat(second.exitCode()).isEqualTo(1);

            Ended samePort = RunningApp.run(
                    other, Map.of("SAFELIGHT_DATA", other.resolve("data").toString(), "SAFELIGHT_PORT", port));
            assertThat(samePort.errors()).contains("port " + port).contains("SAFELIGHT_PORT");
            assertThat(samePort.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void bad_settings_stop_it_with_all_mistakes_listed() throws Exception {
        Ended ended = RunningApp.run(
                folder, Map.of("SAFELIGHT_PORT", "eighty", "SAFELIGHT_STORE", "attic", "SAFELIGHT_DATTA", "/data"));

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors())
                .contains("SAFELIGHT_PORT=eighty: must be", "SAFELIGHT_STORE=attic: must be")
                .contains("SAFELIGHT_DATTA is not a setting; did you mean SAFELIGHT_DATA?")
                .doesNotContain("Exception");
    }

    @Test
    void a_database_that_is_not_there_stops_it_in_plain_words() throws Exception {
        Ended ended = RunningApp.run(
                folder,
                Map.of(
                        "SAFELIGHT_DATA",
                        folder.resolve("data").toString(),
                        "SAFELIGHT_PORT",
                        "0",
                        "SAFELIGHT_DATABASE_WAIT",
                        "6s", // a slow machine needs some of it for the first try
                        "SAFELIGHT_DATABASE_URL",
                        "postgresql://me@127.0.0.1:" + RunningApp.freePort() + "/photos"));

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.errors())
                .contains("Waiting for the database")
                .contains("Safelight cannot start:")
                .contains("refused");
        assertThat(ended.errors().lines().filter(line -> line.startsWith("\tat ")))
                .isEmpty();
    }

    @Test
    void it_tells_its_version_and_every_setting() throws Exception {
        assertThat(RunningApp.run(folder, Map.of(), "--version").out()).startsWith("Safelight ");

        Ended help = RunningApp.run(folder, Map.of(), "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("demo", "SAFELIGHT_PORT", "SAFELIGHT_RULE_TOO_SIMILAR", "Exit codes:");
        assertThat(Files.readString(folder.resolve("errors.txt"))).isEmpty();
    }

    private static String upload(UploadClient client, String name, byte[] photo) throws Exception {
        JsonNode signed = client.sign(name, "image/jpeg", photo.length).body();
        assertThat(client.put(signed, photo)).isBetween(200, 204);
        String id = signed.path("imageId").asText();
        assertThat(client.complete(id, Duration.ofSeconds(25)).status()).isEqualTo(200);
        return id;
    }

    private static String status(UploadClient client, String id) throws Exception {
        return client.get("/v1/images/" + id).body().path("status").asText();
    }
}
