package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database and one folder, as if on two machines. */
class TwoAppsTest {

    private static final int BEFORE = 12;
    private static final int AFTER = 6;

    @TempDir
    private Path one;

    @TempDir
    private Path two;

    @TempDir
    private Path shared;

    @Test
    void they_share_every_upload_and_when_one_is_killed_the_other_ends_each_of_them_once() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            Map<String, String> settings = new HashMap<>(WholeApp.on(shared, database.config()));
            settings.put("SAFELIGHT_LEASE", "3s");
            settings.put("SAFELIGHT_SET_MAXIMUM", "100");
            try (RunningApp first = RunningApp.begin(one, RunningApp.freePort(), settings);
                    RunningApp second = RunningApp.begin(two, RunningApp.freePort(), settings)) {
                first.awaitReady();
                second.awaitReady();
                tryIt(first, second);
            }
        }
    }

    private void tryIt(RunningApp first, RunningApp second) throws Exception {
        Visitor atFirst = new Visitor(first.url());
        Visitor atSecond = atFirst.at(second.url());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < BEFORE; i++) {
            Visitor here = i % 2 == 0 ? atFirst : atSecond;
            ids.add(here.bring(SamplePhotos.sharp(i), "default"));
        }
        byte[] late = SamplePhotos.light(BEFORE);
        JsonNode unused = atFirst.sign(late, "default").json();
        for (int i = 0; i < BEFORE; i++) {
            Visitor there = i % 2 == 0 ? atSecond : atFirst;
            assertThat(there.complete(ids.get(i)).status()).isEqualTo(202);
        }
        first.kill();

        ids.add(bringElsewhere(atSecond, unused, late));
        for (int i = 1; i < AFTER; i++) {
            ids.add(atSecond.bring(SamplePhotos.light(BEFORE + i), "default"));
        }
        ids.subList(BEFORE, ids.size()).forEach(atSecond::complete);
        for (String id : ids) {
            assertThat(atSecond.end(id).path("status").asText()).isEqualTo("ACCEPTED");
            assertThat(atSecond.history(id)).containsExactly("AWAITING_UPLOAD", "VERIFYING", "PROCESSING", "ACCEPTED");
            assertThat(objects(id)).as("the original and two pictures").hasSize(3);
        }
    }

    /** The URL leads to a process that is no more; another one signs afresh. */
    private static String bringElsewhere(Visitor visitor, JsonNode signed, byte[] photo) {
        String id = signed.path("imageId").asText();
        Visitor.Reply again = visitor.post("/v1/uploads/" + id + "/sign", Map.of(), Map.of());
        assertThat(again.status()).isEqualTo(200);
        assertThat(visitor.put(again.json(), photo).status()).isEqualTo(200);
        return id;
    }

    private List<Path> objects(String id) throws IOException {
        return TestFolders.files(shared.resolve("objects"), id);
    }
}
