package dev.safelight.telemetry.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/metrics.md} against {@link Measure}. */
class MetricsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- made from Measure.java: begin -->\n";
    private static final String END = "<!-- made from Measure.java: end -->\n";

    @Test
    void the_page_tells_every_figure_as_it_is_declared() throws IOException {
        String page = Files.readString(PAGE);
        String wanted =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("safelight.write-docs")) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(Files.readString(PAGE))
                .as("bring it up to date with: mvn -q test -pl adapters-telemetry -am -Dtest=MetricsPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dsafelight.write-docs=true")
                .isEqualTo(wanted);
    }

    private static String table() {
        return Stream.of(Measure.values())
                .map(Measure::spec)
                .map(spec -> "| `" + spec.prometheusName() + "` | "
                        + (spec.kind() == Spec.Kind.TIMER
                                ? "histogram"
                                : spec.kind().name().toLowerCase(Locale.ROOT))
                        + " | "
                        + spec.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "))
                        + " | " + spec.help() + " |\n")
                .collect(Collectors.joining("", "| Name | Kind | Labels | What it is |\n|---|---|---|---|\n", ""));
    }
}
