package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself says of our expressions, where its tool is installed: Debian has it in {@code prometheus}. */
@EnabledIf("isInstalled")
class PromtoolTest {

    private static final String TOOL = "promtool";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, TOOL)));
    }

    private static void check(Path rules) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(TOOL, "check", "rules", rules.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void the_alert_rules_are_good_ones() throws Exception {
        check(ScrapeTest.RULES);
    }

    @Test
    void every_expression_of_the_dashboard_can_be_parsed() throws Exception {
        List<Map<String, String>> rules = ScrapeTest.expressionsOfTheDashboard().stream()
                .map(expression -> expression.replace("$__rate_interval", "5m").replace("$instance", ".*"))
                .map(expression -> Map.of("record", "one:of:them", "expr", expression))
                .distinct()
                .toList();
        Path file = folder.resolve("dashboard.yml"); // JSON is YAML
        Files.writeString(
                file, JSON.writeValueAsString(Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules)))));
        check(file);
    }
}
