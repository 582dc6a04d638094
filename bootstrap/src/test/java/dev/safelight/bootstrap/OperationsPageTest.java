package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is woken finds what to do: the pages for operators say something of everything that there is. */
class OperationsPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");
    private static final Pattern SECTION = Pattern.compile("(?m)^### (Safelight\\w+)$");
    private static final Pattern HEADING = Pattern.compile("(?m)^##+ (.+)$");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");

    @Test
    void every_alert_has_its_section_and_every_section_its_alert() throws IOException {
        assertThat(all(SECTION, read("docs/operations.md")))
                .containsExactlyInAnyOrderElementsOf(all(ALERT, read("deploy/prometheus/alerts.yml")));
    }

    @Test
    void each_of_the_ten_incidents_has_its_section() throws IOException {
        assertThat(all(HEADING, read("docs/operations.md")))
                .contains(
                        "Store says 403",
                        "Slow decoding",
                        "Poison file",
                        "Webhook down",
                        "Lease lost",
                        "Queue down",
                        "Database slow",
                        "Disk full",
                        "Bad policy",
                        "Expired key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operations.md", "scaling.md"})
    void links_lead_somewhere(String page) throws IOException {
        String text = read("docs/" + page);
        for (MatchResult link : LINK.matcher(text).results().toList()) {
            Path target = ROOT.resolve("docs").resolve(link.group(1).isEmpty() ? page : link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(all(HEADING, Files.readString(target)))
                        .extracting(OperationsPageTest::anchor)
                        .contains(link.group(2));
            }
        }
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
