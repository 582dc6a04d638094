package dev.safelight.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/configuration.md} against the settings. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- made from Settings.java: begin -->\n";
    private static final String END = "<!-- made from Settings.java: end -->\n";

    @Test
    void the_page_tells_every_setting_as_it_is_declared() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + SettingsText.asMarkdown()
                + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("safelight.write-docs")) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(Files.readString(PAGE))
                .as("bring it up to date with: mvn -q test -pl bootstrap -am -Dtest=ConfigurationPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dsafelight.write-docs=true")
                .isEqualTo(wanted);
    }
}
