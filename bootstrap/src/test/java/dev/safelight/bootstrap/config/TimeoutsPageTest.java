package dev.safelight.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the settings that {@code docs/timeouts.md} names, and how long they are by themselves, against the settings. */
class TimeoutsPageTest {

    private static final Pattern NAMED = Pattern.compile("`(SAFELIGHT_[A-Z_]+)`");
    private static final Pattern TOLD = Pattern.compile("(\\d+) (s|min|h|d), " + NAMED.pattern());

    private static List<MatchResult> found(Pattern pattern, String page) {
        return pattern.matcher(page).results().toList();
    }

    /** As settings are written: {@code 15m} for 15 min. */
    private static String written(MatchResult told) {
        return told.group(1) + told.group(2).replace("min", "m");
    }

    @Test
    void the_page_tells_each_time_that_can_be_set_as_it_is_declared() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "timeouts.md"));
        Map<String, String> declared =
                Settings.all().stream().collect(Collectors.toMap(Setting::name, Setting::otherwise));

        assertThat(found(NAMED, page)).hasSizeGreaterThan(5);
        assertThat(found(TOLD, page))
                .extracting(told -> told.group(3))
                .as("a time stands before each name")
                .isEqualTo(
                        found(NAMED, page).stream().map(named -> named.group(1)).toList());
        assertThat(found(TOLD, page).stream()
                        .collect(Collectors.toMap(told -> told.group(3), TimeoutsPageTest::written)))
                .isEqualTo(found(NAMED, page).stream()
                        .map(named -> named.group(1))
                        .collect(Collectors.toMap(
                                Function.identity(), name -> declared.getOrDefault(name, "no setting"))));
    }
}
