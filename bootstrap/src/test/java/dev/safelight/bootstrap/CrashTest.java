package dev.safelight.bootstrap;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Uploads while the process is killed again and again, at moments that a seed decides: every upload that was acknowledged
 * comes to exactly one end, told exactly once, and nothing is stuck. With {@code -Dsafelight.long=true} a thousand uploads
 * and twenty kills.
 */
class CrashTest {

    private static final boolean LONG = Boolean.getBoolean("safelight.long");
    private static final int UPLOADS = LONG ? 1_000 : 250;
    private static final int KILLS = LONG ? 20 : 5;
    private static final int CLIENTS = 8;
    private static final long SEED = 20_261_121;
    private static final Map<String, String> SETTINGS =
            Map.of("SAFELIGHT_RATE_LIMIT", "off", "SAFELIGHT_SET_MAXIMUM", "10000");

    @TempDir
    private Path folder;

    @Test
    void every_acknowledged_upload_comes_to_one_end_whenever_the_process_is_killed() throws Exception {
        int port = RunningApp.freePort();
        RunningApp app = RunningApp.begin(folder, port, SETTINGS);
        try (Ledger ledger = new Ledger(List.of(URI.create("http://localhost:" + port)), CLIENTS, UPLOADS, SEED)) {
            app.awaitReady();
            ledger.start();
            app = killAgainAndAgain(app, port, ledger);
            ledger.finish(Duration.ofMinutes(3));
            ledger.awaitEnds();
            ledger.balance(KILLS + " kills");
        } finally {
            app.close();
        }
    }

    private RunningApp killAgainAndAgain(RunningApp first, int port, Ledger ledger) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        RunningApp app = first;
        for (int kill = 0; kill < KILLS; kill++) {
            ledger.allow(UPLOADS / (KILLS + 1));
            // Some of these moments are before it is ready.
            Ledger.pause(Duration.ofMillis(500 + random.nextInt(4_500)));
            app.kill();
            app = RunningApp.begin(folder, port, SETTINGS);
            if (kill % 4 != 3) {
                app.awaitReady();
            }
        }
        app.awaitReady();
        return app;
    }
}
