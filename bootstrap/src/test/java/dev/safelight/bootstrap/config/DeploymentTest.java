package dev.safelight.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that others deploy us with name what there is: a setting that is not one would stop every container. */
class DeploymentTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SETTING = Pattern.compile("\\bSAFELIGHT_[A-Z0-9_]*[A-Z0-9]\\b");
    private static final Pattern PROBE = Pattern.compile("path: (/\\w+), port|http://127\\.0\\.0\\.1(/\\w+)\"");
    private static final Pattern MOUNT = Pattern.compile("\\./(deploy/[\\w./-]+):");
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?!--from)(\\S+) ");

    static List<Path> files() throws IOException {
        try (Stream<Path> deploy = Files.walk(ROOT.resolve("deploy"))) {
            return Stream.concat(
                            Stream.of("Dockerfile", "docker-compose.yml", ".env.example")
                                    .map(ROOT::resolve),
                            deploy.filter(Files::isRegularFile))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_setting_that_is_named_exists(Path file) throws IOException {
        assertThat(all(SETTING, read(file))).isSubsetOf(settings());
    }

    @Test
    void probes_are_asked_at_addresses_that_there_are() throws IOException {
        String routes = read(ROOT.resolve("adapters-web/src/main/java/dev/safelight/web/Routes.java"));
        Set<String> asked = new TreeSet<>();
        for (Path file : files()) {
            asked.addAll(all(PROBE, read(file)));
        }
        assertThat(asked).containsExactlyInAnyOrder("/livez", "/readyz", "/startupz");
        assertThat(asked).allSatisfy(path -> assertThat(routes).contains("\"" + path + "\""));
    }

    @Test
    void files_that_are_mounted_or_copied_are_there() throws IOException {
        Set<String> named = all(MOUNT, read(ROOT.resolve("docker-compose.yml")));
        named.addAll(all(COPIED, read(ROOT.resolve("Dockerfile"))));
        assertThat(named)
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    /** Whoever stops us waits for longer than we take: 22 s, and in Kubernetes until endpoints have noticed as well. */
    @Test
    void patience_with_a_stop_is_longer_than_a_stop() throws IOException {
        assertThat(read(ROOT.resolve("docker-compose.yml"))).contains("stop_grace_period: 30s");
        assertThat(read(ROOT.resolve("deploy/helm/safelight/values.yaml")))
                .contains("terminationGracePeriodSeconds: 40");
    }

    @Test
    void every_secret_that_compose_asks_for_is_in_the_example() throws IOException {
        Set<String> wanted = all(Pattern.compile("\\$\\{([A-Z0-9_]+):\\?"), read(ROOT.resolve("docker-compose.yml")));
        assertThat(all(Pattern.compile("(?m)^([A-Z0-9_]+)="), read(ROOT.resolve(".env.example"))))
                .isEqualTo(wanted);
    }

    private static Set<String> settings() {
        return Settings.groups().stream()
                .flatMap(group -> group.settings().stream())
                .map(Setting::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> {
            String group = null;
            for (int i = match.groupCount(); i > 0 && group == null; i--) {
                group = match.group(i);
            }
            found.add(group == null ? match.group() : group);
        });
        return found;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
