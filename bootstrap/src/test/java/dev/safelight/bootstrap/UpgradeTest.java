package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.DatabaseConfig;
import dev.safelight.persistence.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The previous version and this one on one database and one folder, as during an upgrade without downtime: nodes of the new
 * version come while the old ones work, and every photo and download comes to its end whoever has it in hand.
 */
@EnabledIfSystemProperty(
        named = "safelight.long",
        matches = "true",
        disabledReason = "it builds the previous version, from the history: ./test --long")
class UpgradeTest {

    private static final int UPLOADS = 120;
    private static final int CLIENTS = 6;
    private static final long SEED = 20_261_128;

    private static Path previous;

    @TempDir
    private Path folder;

    private DatabaseConfig database;
    private Map<String, String> now;
    private Map<String, String> before;

    @BeforeAll
    static void build() throws Exception {
        previous = PreviousJar.build();
    }

    @BeforeEach
    void choose() {
        database = TestDatabase.createEmpty();
        now = new HashMap<>(WholeApp.on(folder.resolve("shared"), database));
        now.put("SAFELIGHT_LEASE", "3s");
        now.put("SAFELIGHT_SET_MAXIMUM", "1000");
        now.put("SAFELIGHT_RULE_TOO_SIMILAR", "off");
        before = new HashMap<>(now);
        before.put(RunningApp.JAR, previous.toString());
    }

    @Test
    void what_one_version_begins_the_other_goes_on_with() throws Exception {
        try (RunningApp old = RunningApp.start(home("old"), before)) {
            Visitor atOld = new Visitor(old.url());
            JsonNode signedBefore = atOld.sign(SamplePhotos.sharp(1), "default").json();
            String judgedBefore = accepted(atOld, SamplePhotos.light(2));
            try (RunningApp young = RunningApp.start(home("new"), now)) {
                Visitor atNew = atOld.at(young.url());
                assertThatNothingIsLost(
                        atOld.image(judgedBefore).json(),
                        atNew.image(judgedBefore).json());

                // Signed by the one, completed at the other, and the other way round.
                atOld.put(signedBefore, SamplePhotos.sharp(1));
                String oldThenNew = signedBefore.path("imageId").asText();
                assertThat(atNew.completed(oldThenNew).path("status").asText()).isEqualTo("ACCEPTED");
                String newThenOld = atNew.bring(SamplePhotos.light(3), "default");
                assertThat(atOld.completed(newThenOld).path("status").asText()).isEqualTo("ACCEPTED");

                // A copy of what the other has accepted.
                assertThat(atNew.completed(atNew.bring(SamplePhotos.light(2), "copies"))
                                .path("duplicateOf")
                                .asText())
                        .isEqualTo(judgedBefore);

                List<String> photos = List.of(judgedBefore, oldThenNew, newThenOld);
                assertThat(fetched(atNew, ordered(atOld, photos))).isGreaterThan(10_000);
                assertThat(fetched(atOld, ordered(atNew, photos.subList(0, 2)))).isGreaterThan(10_000);
                Map<String, String> key = Map.of("Idempotency-Key", "once");
                Visitor.Reply first = atOld.post("/v1/download/initiate", Map.of("imageIds", photos), key);
                Visitor.Reply repeat = atNew.post("/v1/download/initiate", Map.of("imageIds", photos), key);
                assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
                assertThat(repeat.json()).isEqualTo(first.json());
            }
        }
    }

    /** Once a new version has changed the schema, the old one may still be started: that is what going back is. */
    @Test
    void the_old_version_starts_on_the_schema_of_the_new_one_and_works() throws Exception {
        try (RunningApp young = RunningApp.start(home("new"), now)) {
            Visitor atNew = new Visitor(young.url());
            String judgedByNew = accepted(atNew, SamplePhotos.light(1));
            young.terminate();

            try (RunningApp old = RunningApp.start(home("old"), before)) {
                Visitor atOld = atNew.at(old.url());
                assertThat(atOld.status(judgedByNew)).isEqualTo("ACCEPTED");
                String judgedByOld = accepted(atOld, SamplePhotos.light(2));
                assertThat(fetched(atOld, ordered(atOld, List.of(judgedByNew, judgedByOld))))
                        .isGreaterThan(10_000);
            }
        }
    }

    @Test
    void a_fleet_is_replaced_node_by_node_under_load_and_the_ledger_balances() throws Exception {
        RunningApp first = RunningApp.start(home("first"), before);
        RunningApp second = RunningApp.start(home("second"), before);
        List<RunningApp> nodes = new ArrayList<>(List.of(first, second));
        try (Ledger ledger = new Ledger(List.of(first.url(), second.url()), CLIENTS, UPLOADS, SEED)) {
            ledger.start();
            ledger.allow(UPLOADS / 4);
            replace(nodes, 0);
            ledger.allow(UPLOADS / 4);
            replace(nodes, 1);
            ledger.finish(Duration.ofMinutes(5));
            ledger.awaitEnds();
            ledger.balance("2 nodes of the previous version replaced");
        } finally {
            for (RunningApp node : nodes) {
                node.close();
            }
        }
    }

    /** Told to stop, as by an orchestrator, and another comes at the same address. Clients who are cut try again. */
    private void replace(List<RunningApp> nodes, int which) throws Exception {
        RunningApp old = nodes.get(which);
        old.terminate();
        RunningApp young = RunningApp.begin(home("new-" + which), old.port(), now);
        nodes.set(which, young);
        young.awaitReady();
    }

    private Path home(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** What a client of the old version read is there in the new one, and says the same; there may be more. */
    private static void assertThatNothingIsLost(JsonNode old, JsonNode young) {
        old.properties()
                .forEach(field ->
                        assertThat(young.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
    }

    private static String accepted(Visitor owner, byte[] photo) {
        JsonNode image = owner.completed(owner.bring(photo, "default"));
        assertThat(image.path("status").asText()).as(image.toString()).isEqualTo("ACCEPTED");
        return image.path("imageId").asText();
    }

    private static String ordered(Visitor owner, List<String> photos) {
        Visitor.Reply reply = owner.post("/v1/download/initiate", Map.of("imageIds", photos), Map.of());
        assertThat(reply.status()).as(() -> reply.json().toString()).isIn(200, 202);
        return reply.json().path("jobId").asText();
    }

    /** How many bytes the archive has. */
    private static int fetched(Visitor owner, String job) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> owner.get("/v1/download/status/" + job)
                        .json()
                        .path("status")
                        .asText()
                        .equals("completed"));
        String url = owner.get("/v1/download/" + job).header("Location");
        return owner.fetch(url).bytes().length;
    }
}
